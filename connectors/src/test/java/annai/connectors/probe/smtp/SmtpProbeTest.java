package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.MailProbeContract;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.Warning;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpProbeTest implements MailProbeContract {

  private static final TestCertificates CERTIFICATES = new TestCertificates();
  private static final String NAME = "mail.test";

  private final List<ScriptedSmtpServer> servers = new ArrayList<>();

  @AfterEach
  void closeServers() throws IOException {
    for (ScriptedSmtpServer server : servers) {
      server.close();
    }
  }

  @Override
  public MailProbe probe() throws Exception {
    return new SmtpProbe(CERTIFICATES.trustStore(), StageBudgets.CHAT, InstantSource.system());
  }

  @Override
  public ProbeTarget accepting() throws Exception {
    return target(serve(SmtpScript.named("login-accepted")));
  }

  @Override
  public ProbeTarget refusing() throws Exception {
    return target(serve(SmtpScript.named("login-refused")));
  }

  @Override
  public ProbeTarget closed() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return target(socket.getLocalPort());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          banner-stalls          | BANNER_TIMEOUT
          banner-drips           | BANNER_TIMEOUT
          banner-554             | BANNER_REJECTED
          banner-http            | NOT_SMTP
          banner-closes          | CONNECTION_CLOSED
          banner-mixed-codes     | PROTOCOL_ERROR
          ehlo-resets            | CONNECTION_RESET
          ehlo-500               | EHLO_UNSUPPORTED
          ehlo-550               | EHLO_REJECTED
          starttls-missing       | STARTTLS_NOT_OFFERED
          starttls-blanked       | STARTTLS_STRIPPED
          starttls-454           | STARTTLS_TEMPFAIL
          starttls-501           | STARTTLS_REJECTED
          starttls-injects       | PROTOCOL_INJECTION
          starttls-stalls        | TLS_TIMEOUT
          starttls-closes        | TLS_HANDSHAKE_FAILED
          auth-missing           | AUTH_NOT_OFFERED
          auth-exotic            | AUTH_NO_USABLE_MECHANISM
          auth-stalls            | AUTH_TIMEOUT
          auth-334               | PROTOCOL_ERROR
          auth-old-form          | OK
          login-only             | OK
          """)
  void script_played_givesItsVerdict(String script, Verdict verdict) throws Exception {
    long start = System.nanoTime();

    ProbeResult result =
        run(serve(SmtpScript.named(script)), Duration.ofMillis(1500), "alice@mail.test");

    assertThat(result.verdict()).isEqualTo(verdict);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(2500));
  }

  @Test
  void loginOffered_plainAndLogin_onlyOneAuthIsSent() throws Exception {
    ScriptedSmtpServer server = start(SmtpScript.named("login-refused"));

    ProbeResult result = run(server.port(), DEADLINE, "alice@mail.test");

    assertThat(result.verdict()).isEqualTo(Verdict.AUTH_REJECTED);
    assertThat(server.received().stream().filter(line -> line.startsWith("AUTH"))).hasSize(1);
    assertThat(server.received()).last().isEqualTo("QUIT");
  }

  @Test
  void badCertificate_withCredentials_nothingIsSentAfterTheHandshake() throws Exception {
    Instant now = Instant.now();
    ScriptedSmtpServer server =
        ScriptedSmtpServer.start(
            SmtpScript.named("login-accepted"),
            CERTIFICATES.serverContext(
                NAME, now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(2))));
    servers.add(server);

    ProbeResult result = run(server.port(), DEADLINE, "alice@mail.test");

    assertThat(result.verdict()).isEqualTo(Verdict.TLS_CERT_EXPIRED);
    assertThat(result.trace().tls()).isNotNull();
    assertThat(result.trace().tls().notAfter()).isBefore(now);
    assertThat(result.trace().tls().subject()).isEqualTo("CN=mail.test");
    assertThat(server.received()).hasSize(2).noneMatch(line -> line.startsWith("AUTH"));
  }

  @Test
  void certificateForAnotherName_probed_isToldApart() throws Exception {
    ScriptedSmtpServer server =
        ScriptedSmtpServer.start(
            SmtpScript.named("login-accepted"), CERTIFICATES.serverContext("other.test"));
    servers.add(server);

    assertThat(run(server.port(), DEADLINE, null).verdict()).isEqualTo(Verdict.TLS_CERT_HOSTNAME);
  }

  @Test
  void unknownAuthority_probed_isUntrusted() throws Exception {
    ScriptedSmtpServer server =
        ScriptedSmtpServer.start(
            SmtpScript.named("login-accepted"), new TestCertificates().serverContext(NAME));
    servers.add(server);

    assertThat(run(server.port(), DEADLINE, null).verdict()).isEqualTo(Verdict.TLS_CERT_UNTRUSTED);
  }

  @Test
  void implicitTlsPort_spokenToInClear_isHintedAt() throws Exception {
    int port = serve(SmtpScript.named("implicit-tls"));

    ProbeResult result = run(port, Duration.ofSeconds(4), null);

    assertThat(result.verdict()).isEqualTo(Verdict.BANNER_TIMEOUT);
    assertThat(result.trace().warnings()).contains(Warning.IMPLICIT_TLS_HINT);
  }

  @Test
  void implicitTlsPort_withImplicitTls_isHealthy() throws Exception {
    ProbeTarget target =
        new ProbeTarget(
            "127.0.0.1",
            serve(SmtpScript.named("implicit-tls")),
            Security.IMPLICIT_TLS,
            NAME,
            null);

    ProbeResult result =
        probe().probe(new ProbeRequest(target, null, null, null, false, DEADLINE), _ -> {});

    assertThat(result.verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void echoedPassword_inAReply_isBlankedOut() throws Exception {
    ProbeResult result = run(serve(SmtpScript.named("auth-echoes")), DEADLINE, "alice@mail.test");

    assertThat(result.verdict()).isEqualTo(Verdict.AUTH_REJECTED);
    assertThat(result.toString())
        .doesNotContain("correct-horse")
        .doesNotContain("Y29ycmVjdC1ob3JzZQ")
        .doesNotContain("AGFsaWNlQG1haWwudGVzdABjb3JyZWN0LWhvcnNl");
  }

  @Test
  void hostileText_inReplies_isCleanedAndShort() throws Exception {
    ProbeResult result = run(serve(SmtpScript.named("evil-text")), DEADLINE, null);

    assertThat(result.trace().warnings()).contains(Warning.REPLY_TEXT_CLEANED, Warning.BARE_LF);
    for (StageResult stage : result.trace().stages()) {
      String reply = stage.reply() == null ? "" : stage.reply();
      assertThat(reply.length()).isLessThanOrEqualTo(300);
      assertThat(reply.chars()).noneMatch(Character::isISOControl);
    }
  }

  @Test
  void mailWithoutLogin_whereAuthIsNotOffered_goesOnToTheRelayAnswer() throws Exception {
    ProbeRequest request =
        new ProbeRequest(
            target(serve(SmtpScript.named("relay-denied"))),
            null,
            "alice@mail.test",
            "bob@other.test",
            false,
            DEADLINE);

    ProbeResult result = probe().probe(request, _ -> {});

    assertThat(result.verdict()).isEqualTo(Verdict.RELAY_DENIED);
    assertThat(result)
        .isInstanceOfSatisfying(
            ProbeResult.Fault.class, fault -> assertThat(fault.stage()).isEqualTo(Stage.RCPT));
  }

  @Test
  void dotNotAnswered_inTime_isUnknown() throws Exception {
    ProbeRequest request =
        new ProbeRequest(
            target(serve(SmtpScript.named("dot-stalls"))),
            null,
            "alice@mail.test",
            "bob@mail.test",
            true,
            Duration.ofMillis(1500));

    assertThat(probe().probe(request, _ -> {}).verdict()).isEqualTo(Verdict.DATA_TIMEOUT);
  }

  @Test
  void addressBeyondAscii_withoutSmtpUtf8_isRefusedAsOurs() throws Exception {
    ProbeRequest request =
        new ProbeRequest(
            target(serve(SmtpScript.named("relay-denied"))),
            null,
            "用户@mail.test",
            "用户@mail.test",
            false,
            DEADLINE);

    assertThat(probe().probe(request, _ -> {}))
        .isInstanceOfSatisfying(
            ProbeResult.Inconclusive.class, ours -> assertThat(ours.reason()).contains("SMTPUTF8"));
  }

  @Test
  void lineBreakInAddress_requested_isRefusedAndCredentialsAreZeroed() throws Exception {
    Credentials credentials = credentials("alice@mail.test");
    ProbeTarget target = ProbeTarget.startTls("127.0.0.1", 1);

    assertThatThrownBy(
            () -> new ProbeRequest(target, credentials, "a@b.test>\r\nDATA", null, false, DEADLINE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(credentials.password()).containsOnly('\0');
  }

  private ProbeResult run(int port, Duration deadline, @Nullable String userName) throws Exception {
    ProbeRequest request =
        new ProbeRequest(
            target(port),
            userName == null ? null : credentials(userName),
            null,
            null,
            false,
            deadline);
    return probe().probe(request, _ -> {});
  }

  private static Credentials credentials(String userName) {
    return new Credentials(userName.toCharArray(), "correct-horse".toCharArray());
  }

  private static ProbeTarget target(int port) {
    return new ProbeTarget(
        "127.0.0.1", port, Security.STARTTLS, NAME.toUpperCase(Locale.ROOT), null);
  }

  private int serve(SmtpScript script) throws Exception {
    return start(script).port();
  }

  private ScriptedSmtpServer start(SmtpScript script) throws Exception {
    ScriptedSmtpServer server = ScriptedSmtpServer.start(script, CERTIFICATES.serverContext(NAME));
    servers.add(server);
    return server;
  }
}
