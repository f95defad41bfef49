package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.connectors.probe.Verdict;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TestMailReceiverTest {

  private static final String RELAY = "127.0.0.1";
  private static final String DOMAIN = "check.example.net";
  private static final String TOKEN = "0123456789abcdef";
  private static final String ADDRESS = "check-" + TOKEN + "@" + DOMAIN;
  private static final Instant NOW = Instant.parse("2026-11-24T05:03:00Z");
  private static final String RECEIVED =
      String.join(
          "\r\n\t",
          "Received: from laptop (p.example.org [203.0.113.7])",
          "(Authenticated sender: alice@example.net)",
          "by mail.example.net (Postfix) with ESMTPSA id 4A",
          "for <x>; Tue, 24 Nov 2026 14:03:00 +0900\r\n");

  private final List<TestMail> arrived = new CopyOnWriteArrayList<>();
  private TestMailReceiver receiver = receiver("127.0.0.1/32", DEFAULT_OPEN, arrived::add);

  private static final OpenTestMails DEFAULT_OPEN =
      token ->
          token.equals(TOKEN)
              ? Optional.of(new Expectation("alice@example.net"))
              : Optional.empty();

  @BeforeEach
  void start() {
    receiver.start();
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  @Test
  void mailFromRelay_isJudgedAndTaken() throws Exception {
    String reply =
        deliver("alice@example.net", ADDRESS, RECEIVED + "X-Mailer: Becky! ver. 2.81\r\n\r\nhi");

    assertThat(reply).startsWith("250");
    assertThat(arrived).hasSize(1);
    TestMail mail = arrived.getFirst();
    assertThat(mail.token()).isEqualTo(TOKEN);
    assertThat(mail.result().verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(mail.receivedAt()).isEqualTo(NOW);
    assertThat(mail.userAgent()).isEqualTo("Becky! ver. 2.81");
  }

  @Test
  void addressInCapitals_isFound() throws Exception {
    assertThat(deliver("a@b.test", "CHECK-0123456789ABCDEF@Check.Example.NET", RECEIVED + "\r\n"))
        .startsWith("250");
    assertThat(arrived).hasSize(1);
  }

  @Test
  void unknownToken_isRefusedAtRcpt() throws Exception {
    try (SmtpScript script = open()) {
      script.say("MAIL FROM:<a@b.test>");
      assertThat(script.say("RCPT TO:<check-zzzzzzzzzzzzzzzz@" + DOMAIN + ">"))
          .startsWith("550 5.1.1");
      assertThat(script.say("RCPT TO:<someone@elsewhere.test>")).startsWith("550 5.1.1");
      assertThat(script.say("RCPT TO:<" + ADDRESS + ">")).startsWith("250");
      assertThat(script.say("RCPT TO:<" + ADDRESS + ">")).startsWith("452");
    }
    assertThat(arrived).isEmpty();
  }

  @Test
  void nullSender_isTakenAndIgnored() throws Exception {
    assertThat(deliver("", ADDRESS, RECEIVED + "\r\n")).startsWith("250");
    assertThat(arrived).isEmpty();
  }

  @Test
  void oddSender_isTaken() throws Exception {
    assertThat(deliver("\"a b\"@端末.test", ADDRESS, RECEIVED + "\r\n")).startsWith("250");
    assertThat(arrived).hasSize(1);
  }

  @Test
  void stranger_provesNothing() throws Exception {
    restart("192.0.2.25", DEFAULT_OPEN, arrived::add);
    assertThat(deliver("a@b.test", ADDRESS, RECEIVED + "\r\n")).startsWith("250");
    assertThat(arrived.getFirst().result().verdict()).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void strangers_cannotTakeAllConnections() throws Exception {
    restart("192.0.2.25", DEFAULT_OPEN, arrived::add);
    List<SmtpScript> held = new ArrayList<>();
    try {
      for (int i = 0; i < SessionLimits.MAX_STRANGERS; i++) {
        held.add(open());
      }
      try (SmtpScript next = SmtpScript.connect(RELAY, receiver.port())) {
        assertThat(next.reply()).isEmpty();
      }
    } finally {
      for (SmtpScript script : held) {
        script.close();
      }
    }
  }

  @Test
  void tooBig_isRefusedAndTheSessionGoesOn() throws Exception {
    try (SmtpScript script = open()) {
      String mail = RECEIVED + "\r\n" + "0123456789abcdef\r\n".repeat(20_000);
      assertThat(script.send("a@b.test", ADDRESS, mail)).startsWith("552 5.3.4");
      script.say("RSET");
      assertThat(script.send("a@b.test", ADDRESS, RECEIVED + "\r\n")).startsWith("250");
    }
    assertThat(arrived).hasSize(1);
  }

  @Test
  void endlessHeader_keepsWhatTheRelayWrote() throws Exception {
    String mail = RECEIVED + "X-Long: " + "y".repeat(60_000) + "\r\n" + RECEIVED + "\r\nhi";
    assertThat(deliver("a@b.test", ADDRESS, mail)).startsWith("250");
    assertThat(arrived.getFirst().result().verdict()).isEqualTo(Verdict.PROVEN);
  }

  @Test
  void notAMail_provesNothing() throws Exception {
    assertThat(deliver("a@b.test", ADDRESS, "\u0000\u0001\u00ff\r\nnonsense")).startsWith("250");
    assertThat(arrived.getFirst().result().verdict()).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void databaseDown_asksTheRelayToComeAgain() throws Exception {
    restart(
        "127.0.0.1",
        token -> {
          throw new IllegalStateException("down");
        },
        arrived::add);
    assertThat(deliver("a@b.test", ADDRESS, RECEIVED + "\r\n")).startsWith("451 4.3.0");

    restart(
        "127.0.0.1",
        DEFAULT_OPEN,
        mail -> {
          throw new IllegalStateException("down");
        });
    assertThat(deliver("a@b.test", ADDRESS, RECEIVED + "\r\n")).startsWith("451 4.3.0");
  }

  @Test
  void takenPort_isNamed() {
    var settings =
        new TestMailSettings(
            "127.0.0.1", receiver.port(), DOMAIN, MailHosts.ofRelays(), TestMailSettings.VALIDITY);
    var second = new TestMailReceiver(settings, DEFAULT_OPEN, arrived::add, () -> NOW);
    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1 port " + receiver.port());
  }

  private String deliver(String from, String to, String mail) throws IOException {
    try (SmtpScript script = open()) {
      return script.send(from, to, mail);
    }
  }

  private SmtpScript open() throws IOException {
    SmtpScript script = SmtpScript.connect(RELAY, receiver.port());
    assertThat(script.say("EHLO relay.example.net")).startsWith("250");
    return script;
  }

  private void restart(String relay, OpenTestMails open, TestMailSink sink) {
    receiver.close();
    receiver = receiver(relay, open, sink);
    receiver.start();
  }

  private static TestMailReceiver receiver(String relay, OpenTestMails open, TestMailSink sink) {
    var settings =
        new TestMailSettings(
            "127.0.0.1",
            0,
            DOMAIN,
            MailHosts.ofRelays(AddressRange.parse(relay)),
            TestMailSettings.VALIDITY);
    return new TestMailReceiver(settings, open, sink, InstantSource.fixed(NOW));
  }
}
