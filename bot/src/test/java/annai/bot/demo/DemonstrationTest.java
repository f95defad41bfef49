package annai.bot.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.bot.demo.PretendMailClient.OutgoingPort;
import annai.bot.demo.PretendMailClient.Settings;
import annai.bot.demo.SendOutcome.NotConnected;
import annai.bot.demo.SendOutcome.NotOffered;
import annai.bot.demo.SendOutcome.Refused;
import annai.bot.demo.SendOutcome.Sent;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeResult.Healthy;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.testmail.AddressRange;
import annai.connectors.probe.testmail.MailHosts;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import annai.connectors.probe.testmail.TestMail;
import annai.connectors.probe.testmail.TestMailAddress;
import annai.connectors.probe.testmail.TestMailReceiver;
import annai.connectors.probe.testmail.TestMailSettings;
import annai.connectors.probe.testmail.Tokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The demonstration's mail side as a whole: pretend mail client, mail server, receiver. */
@TestInstance(Lifecycle.PER_CLASS)
class DemonstrationTest {

  private final DemoSettings settings = DemoSettings.onFreePorts();
  private final DemoAccount account = DemoAccount.generate(settings.domain());
  private final DemoCertificateAuthority authority =
      DemoCertificateAuthority.create(settings.hostName());
  private final String token = new Tokens().next();
  private final String testAddress =
      new TestMailAddress(token, settings.testMailDomain()).toString();
  private final List<TestMail> arrived = new CopyOnWriteArrayList<>();
  private final TestMailReceiver receiver =
      new TestMailReceiver(
          new TestMailSettings(
              "127.0.0.1",
              0,
              settings.testMailDomain(),
              MailHosts.ofRelays(
                  AddressRange.parse(DemoMailServer.relayAddress().getHostAddress())),
              TestMailSettings.VALIDITY),
          wanted ->
              wanted.equals(token)
                  ? Optional.of(new Expectation(account.mailAddress()))
                  : Optional.empty(),
          arrived::add,
          InstantSource.system());
  private DemoMailServer server = new DemoMailServer(settings, account, authority, 1);
  private PretendMailClient mailClient = new PretendMailClient(server, authority);

  @BeforeAll
  void start() {
    receiver.start();
    server = new DemoMailServer(settings, account, authority, receiver.port());
    server.start();
    mailClient = new PretendMailClient(server, authority);
  }

  @AfterAll
  void stop() {
    server.close();
    receiver.close();
  }

  @BeforeEach
  void forget() {
    arrived.clear();
  }

  @Test
  void oldSettings_testMail_arrivesAsOldSettings() {
    assertThat(mailClient.send(Settings.old(account), testAddress)).isInstanceOf(Sent.class);
    assertThat(evidence().verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void oldSettings_mailToAFriend_isRefusedAsRelaying() {
    assertThat(mailClient.send(Settings.old(account), "friend@elsewhere.example"))
        .isEqualTo(
            new Refused("RCPT", "554 5.7.1 <friend@elsewhere.example>: Relay access denied"));
  }

  @Test
  void oldSettings_mailToAColleague_isTaken() {
    assertThat(mailClient.send(Settings.old(account), "colleague@" + settings.domain()))
        .isInstanceOf(Sent.class);
  }

  @Test
  void newSettings_testMail_provesTheAccount() {
    assertThat(mailClient.send(Settings.current(account), testAddress)).isInstanceOf(Sent.class);
    assertThat(evidence().verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(((Healthy) evidence()).account()).isEqualTo(account.mailAddress());
    assertThat(arrived.getFirst().userAgent()).isEqualTo("Annai pretend mail client");
  }

  @Test
  void newSettings_mailToAFriend_isTakenAndGoesNowhere() {
    assertThat(mailClient.send(Settings.current(account), "friend@elsewhere.example").reply())
        .startsWith("250")
        .contains("thrown away");
    assertThat(arrived).isEmpty();
  }

  @Test
  void expiredTestAddress_isRefusedInTheReceiversWords() {
    String other = new TestMailAddress(new Tokens().next(), settings.testMailDomain()).toString();
    assertThat(mailClient.send(Settings.current(account), other))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reply()).startsWith("550 5.1.1"));
  }

  @Test
  void submissionPort_halfTheChange_saysWhatIsMissing() {
    assertThat(send(OutgoingPort.SUBMISSION, false, false, account.password()))
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.reply()).contains("STARTTLS"));
    assertThat(send(OutgoingPort.SUBMISSION, true, false, account.password()))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.command()).isEqualTo("MAIL");
              assertThat(r.reply()).startsWith("530 5.7.0");
            });
    assertThat(send(OutgoingPort.SUBMISSION, false, true, account.password()))
        .isInstanceOf(NotOffered.class);
    assertThat(send(OutgoingPort.OLD, false, true, account.password()))
        .isInstanceOfSatisfying(NotOffered.class, n -> assertThat(n.extension()).isEqualTo("AUTH"));
    assertThat(send(OutgoingPort.OLD, true, true, account.password()))
        .isInstanceOfSatisfying(
            NotOffered.class, n -> assertThat(n.extension()).isEqualTo("STARTTLS"));
  }

  @Test
  void wrongPassword_isRefusedAtAuth() {
    assertThat(send(OutgoingPort.SUBMISSION, true, true, "wrong"))
        .isInstanceOfSatisfying(
            Refused.class,
            r -> {
              assertThat(r.command()).isEqualTo("AUTH");
              assertThat(r.reply()).startsWith("535");
            });
  }

  @Test
  void anotherAuthority_isNotTrusted() {
    var stranger =
        new PretendMailClient(server, DemoCertificateAuthority.create(settings.hostName()));
    assertThat(stranger.send(Settings.current(account), testAddress))
        .isInstanceOf(NotConnected.class);
  }

  @Test
  void senderOfSomebodyElse_isRefused() throws IOException {
    try (SmtpConnection connection = login()) {
      assertThat(connection.command("MAIL FROM:<boss@annai.example>").text())
          .startsWith("553 5.7.1");
    }
  }

  @Test
  void hostileHelo_changesNothingInTheEvidence() throws IOException {
    try (SmtpConnection connection =
        SmtpConnection.open(SmtpConnection.LOOPBACK, server.oldPort())) {
      connection.reply();
      connection.command("HELO x)(Authenticated_sender:bob)by_y_with_ESMTPSA(");
      connection.command("MAIL FROM:<" + account.mailAddress() + ">");
      connection.command("RCPT TO:<" + testAddress + ">");
      connection.command("DATA");
      String forged =
          "Received: from x (y [127.0.0.1]) (Authenticated sender: demo@annai.example) by"
              + " mail.annai.example with ESMTPSA id 1; Tue, 24 Nov 2026 00:00:00 +0000\r\n\r\n";
      assertThat(connection.mail(forged).isPositive()).isTrue();
    }
    assertThat(evidence().verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void noAddress_isNotSent() {
    for (String to : List.of("", "friend", "a@b\r\nRCPT TO:<c@d>", "<a@b>", "a b@c")) {
      assertThatThrownBy(() -> mailClient.send(Settings.current(account), to))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("mail address");
    }
  }

  @Test
  void password_isNotPrinted() {
    assertThat(account.toString() + Settings.current(account)).doesNotContain(account.password());
  }

  @Test
  void takenPort_isNamedAndNothingStaysOpen() {
    var taken =
        new DemoSettings(
            settings.domain(),
            settings.hostName(),
            settings.testMailDomain(),
            0,
            server.submissionPort());
    try (var second = new DemoMailServer(taken, account, authority, 1)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("port " + server.submissionPort());
    }
  }

  private SendOutcome send(
      OutgoingPort port, boolean startTls, boolean authentication, String password) {
    return mailClient.send(
        new Settings(port, startTls, authentication, account.mailAddress(), password),
        testAddress.toUpperCase(Locale.ROOT));
  }

  private SmtpConnection login() throws IOException {
    SmtpConnection connection =
        SmtpConnection.open(SmtpConnection.LOOPBACK, server.submissionPort());
    connection.reply();
    connection.command("EHLO localhost");
    connection.command("STARTTLS");
    connection.startTls(authority.trustingContext(), settings.hostName());
    connection.command("EHLO localhost");
    String response = "\0" + account.mailAddress() + "\0" + account.password();
    connection.command(
        "AUTH PLAIN "
            + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)));
    return connection;
  }

  private ProbeResult evidence() {
    assertThat(arrived).hasSize(1);
    return arrived.getFirst().result();
  }
}
