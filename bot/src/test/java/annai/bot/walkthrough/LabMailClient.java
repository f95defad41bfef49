package annai.bot.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.MailLab;
import annai.connectors.probe.testmail.SmtpScript;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** The mail client of alice@lab.test: sends with the old settings or with the new ones. */
final class LabMailClient {

  static final String ADDRESS = "alice@lab.test";

  private static final String PASSWORD = "alice-secret";
  private static final String EMPTY_MAIL = "From: <" + ADDRESS + ">\r\nSubject: \r\n\r\n";
  private static final int OLD_PORT = 10_025;
  private static final int SUBMISSION_PORT = 10_587;

  private final MailLab lab;

  LabMailClient(MailLab lab) {
    this.lab = lab;
  }

  /** Port 25, no TLS, no login. */
  void sendWithOldSettings(String to) throws IOException {
    try (SmtpScript script = SmtpScript.connect("127.0.0.1", lab.port(OLD_PORT))) {
      script.say("EHLO laptop");
      assertThat(script.send(ADDRESS, to, EMPTY_MAIL)).startsWith("250");
    }
  }

  /** The submission port, STARTTLS, and a login. */
  void sendWithNewSettings(String to) throws IOException, GeneralSecurityException {
    try (SmtpScript script = SmtpScript.connect("127.0.0.1", lab.port(SUBMISSION_PORT))) {
      script.say("EHLO laptop");
      script.startTls(lab.trust()).say("EHLO laptop");
      assertThat(script.login(ADDRESS, PASSWORD)).startsWith("235");
      assertThat(script.send(ADDRESS, to, EMPTY_MAIL)).startsWith("250");
    }
  }
}
