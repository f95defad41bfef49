package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.MailLab;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeResult.Fault;
import annai.connectors.probe.ProbeResult.Healthy;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Test mails through a real Postfix, with settings old and new. */
@TestInstance(Lifecycle.PER_CLASS)
@NullUnmarked
class TestMailLabIT {

  private static final String ALICE = "alice@lab.test";
  private static final String MAIL = "Subject: test\r\nX-Mailer: Becky! ver. 2.81\r\n\r\n";
  private static final String FORGED =
      String.join(
          "\r\n\t",
          "Received: from laptop (p.example.org [203.0.113.7])",
          "(Authenticated sender: alice@lab.test)",
          "by mail.lab.test (Postfix) with ESMTPSA id 4ABC; Tue, 24 Nov 2026 14:03:00 +0900\r\n");

  private final Map<String, Expectation> open = new ConcurrentHashMap<>();
  private final List<TestMail> arrived = new CopyOnWriteArrayList<>();
  private MailLab lab;
  private SSLContext trust;
  private TestMailReceiver receiver;

  @BeforeAll
  void start() throws Exception {
    lab = MailLab.start(17_500, "testmail");
    trust = lab.trust();
    receiver = startReceiver();
  }

  @AfterAll
  void stop() throws Exception {
    if (receiver != null) {
      receiver.close();
    }
    if (lab != null) {
      lab.stop();
    }
  }

  @Test
  void port25WithoutLogin_isOldSettings() throws Exception {
    assertThat(sendPlain(10_025, MAIL).verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void port25WithTlsButNoLogin_isOldSettings() throws Exception {
    try (SmtpScript script = connect(10_025)) {
      script.startTls(trust).say("EHLO laptop");
      ProbeResult result = send(script, MAIL);
      assertThat(result.verdict()).isEqualTo(Verdict.OLD_SETTINGS);
      assertThat(result.trace().reply()).contains("ESMTPS");
    }
  }

  @Test
  void popBeforeSmtpPort_isOldSettings() throws Exception {
    assertThat(sendPlain(10_026, MAIL).verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void submissionWithStartTls_isProven() throws Exception {
    try (SmtpScript script = connect(10_587)) {
      script.startTls(trust).say("EHLO laptop");
      assertThat(script.login(ALICE, "alice-secret")).startsWith("235");
      ProbeResult result = send(script, MAIL);
      assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
      assertThat(((Healthy) result).account()).isEqualTo(ALICE);
    }
  }

  @Test
  void implicitTls_isProven() throws Exception {
    try (SmtpScript script = SmtpScript.connectTls(lab.port(10_465), trust)) {
      script.say("EHLO laptop");
      script.login(ALICE, "alice-secret");
      assertThat(send(script, MAIL).verdict()).isEqualTo(Verdict.PROVEN);
    }
  }

  @Test
  void loginWithoutTls_isProvenWithoutTls() throws Exception {
    try (SmtpScript script = connect(10_588)) {
      assertThat(script.login(ALICE, "alice-secret")).startsWith("235");
      assertThat(send(script, MAIL).verdict()).isEqualTo(Verdict.PROVEN_WITHOUT_TLS);
    }
  }

  @Test
  void somebodyElsesAccount_isNamed() throws Exception {
    try (SmtpScript script = connect(10_587)) {
      script.startTls(trust).say("EHLO laptop");
      script.login("bob@lab.test", "bob-secret");
      ProbeResult result = judged(script, "bob@lab.test", MAIL);
      assertThat(result.verdict()).isEqualTo(Verdict.WRONG_ACCOUNT);
      assertThat(((Fault) result).account()).isEqualTo("bob@lab.test");
    }
  }

  @Test
  void forgedReceivedField_changesNothing() throws Exception {
    assertThat(sendPlain(10_025, FORGED + MAIL).verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void hostileHelo_neverProves() throws Exception {
    for (String helo :
        List.of(
            "x (y [203.0.113.7]) (Authenticated sender: alice@lab.test) by z with ESMTPSA id 1",
            "(with ESMTPSA",
            "x)(Authenticated sender: alice@lab.test)(",
            "\"with ESMTPSA")) {
      try (SmtpScript script = SmtpScript.connect("127.0.0.1", lab.port(10_025))) {
        if (script.say("HELO " + helo).startsWith("250")) {
          assertThat(send(script, FORGED + MAIL).verdict())
              .as(helo)
              .isIn(Verdict.OLD_SETTINGS, Verdict.UNPROVEN);
        }
      }
    }
  }

  @Test
  void strangerConnectingDirectly_provesNothing() throws Exception {
    try (SmtpScript script = SmtpScript.connect("127.0.0.1", receiver.port())) {
      script.say("EHLO mail.lab.test");
      assertThat(send(script, FORGED + MAIL).verdict()).isEqualTo(Verdict.UNPROVEN);
    }
  }

  @Test
  void mailSentWhileTheReceiverIsDown_arrivesLater() throws Exception {
    String token = newToken();
    receiver.close();
    try (SmtpScript script = connect(10_025)) {
      assertThat(script.send(ALICE, address(token), MAIL)).startsWith("250");
    }
    receiver = startReceiver();
    assertThat(await(token).result().verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  private TestMailReceiver startReceiver() {
    var settings =
        new TestMailSettings(
            "127.0.0.1",
            lab.port(10_325),
            "probe.test",
            MailHosts.ofRelays(AddressRange.parse("127.0.0.25")),
            TestMailSettings.VALIDITY);
    var started =
        new TestMailReceiver(
            settings,
            token -> Optional.ofNullable(open.get(token)),
            arrived::add,
            InstantSource.system());
    started.start();
    return started;
  }

  private SmtpScript connect(int usualPort) throws IOException {
    SmtpScript script = SmtpScript.connect("127.0.0.1", lab.port(usualPort));
    script.say("EHLO laptop");
    return script;
  }

  private ProbeResult sendPlain(int usualPort, String mail) throws IOException {
    try (SmtpScript script = connect(usualPort)) {
      return send(script, mail);
    }
  }

  private ProbeResult send(SmtpScript script, String mail) throws IOException {
    return judged(script, ALICE, mail);
  }

  private ProbeResult judged(SmtpScript script, String from, String mail) throws IOException {
    String token = newToken();
    assertThat(script.send(from, address(token), mail)).startsWith("250");
    TestMail testMail = await(token);
    assertThat(testMail.userAgent()).isEqualTo("Becky! ver. 2.81");
    return testMail.result();
  }

  private String newToken() {
    String token = new Tokens().next();
    open.put(token, new Expectation(ALICE));
    return token;
  }

  private static String address(String token) {
    return new TestMailAddress(token, "probe.test").toString();
  }

  private TestMail await(String token) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(90))
        .until(
            () -> arrived.stream().filter(mail -> mail.token().equals(token)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }
}
