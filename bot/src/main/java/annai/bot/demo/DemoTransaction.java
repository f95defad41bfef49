package annai.bot.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.Session;

/** One mail transaction on either port of the demonstration mail server. */
final class DemoTransaction implements MessageHandler {

  static final int MAX_SIZE = 100_000;

  private final DemoSettings settings;
  private final DemoAccount account;
  private final DemoRelay relay;
  private final boolean loginRequired;
  private final Session session;
  private final List<String> testMailRecipients = new ArrayList<>();
  private String sender = "";

  DemoTransaction(
      DemoSettings settings,
      DemoAccount account,
      DemoRelay relay,
      boolean loginRequired,
      Session session) {
    this.settings = settings;
    this.account = account;
    this.relay = relay;
    this.loginRequired = loginRequired;
    this.session = session;
  }

  @Override
  public void from(String from) throws RejectException {
    if (loginRequired && !session.isTLSStarted()) {
      throw new RejectException(530, "5.7.0 Must issue a STARTTLS command first");
    }
    if (loginRequired && !session.isAuthenticated()) {
      throw new RejectException(530, "5.7.0 Authentication required");
    }
    if (session.isAuthenticated() && !from.equalsIgnoreCase(account.mailAddress())) {
      throw new RejectException(
          553, "5.7.1 <" + printable(from) + ">: Sender address rejected: not owned by user");
    }
    sender = from;
  }

  @Override
  public void recipient(String recipient) throws RejectException {
    if (isIn(recipient, settings.testMailDomain())) {
      testMailRecipients.add(recipient);
    } else if (!session.isAuthenticated() && !isIn(recipient, settings.domain())) {
      throw new RejectException(554, "5.7.1 <" + printable(recipient) + ">: Relay access denied");
    }
  }

  @Override
  public String data(InputStream data) throws RejectException, IOException {
    byte[] mail = data.readNBytes(MAX_SIZE);
    if (data.read() >= 0) {
      throw new DropConnectionException(552, "5.3.4 Message too big");
    }
    for (String recipient : testMailRecipients) {
      relay.handOver(
          sender, recipient, received(recipient) + new String(mail, StandardCharsets.ISO_8859_1));
    }
    return testMailRecipients.isEmpty()
        ? "2.0.0 Ok: taken and thrown away, this is a demonstration"
        : "2.0.0 Ok: handed to the test-mail receiver";
  }

  @Override
  public void done() {}

  /** As Postfix writes it; what the sender said of itself is made harmless (RFC 5321, 4.4). */
  private String received(String recipient) {
    String address = session.getRemoteAddress().getAddress().getHostAddress();
    var field = new StringBuilder("Received: from ");
    field.append(session.getHelo().map(DemoTransaction::printable).orElse("unknown"));
    field.append(" (localhost [").append(address).append("])");
    if (session.getSocket() instanceof SSLSocket secure) {
      field.append("\r\n\t(using ").append(secure.getSession().getProtocol());
      field.append(" with cipher ").append(secure.getSession().getCipherSuite()).append(')');
    }
    if (session.isAuthenticated()) {
      field.append("\r\n\t(Authenticated sender: ").append(account.mailAddress()).append(')');
    }
    field.append("\r\n\tby ").append(settings.hostName()).append(" (Annai demonstration) with ");
    field.append("ESMTP").append(session.isTLSStarted() ? "S" : "");
    field.append(session.isAuthenticated() ? "A" : "").append(" id ").append(queueId());
    field.append("\r\n\tfor <").append(printable(recipient)).append(">; ");
    return field
        .append(DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
        .append("\r\n")
        .toString();
  }

  private static String queueId() {
    return HexFormat.of().withUpperCase().toHexDigits(RandomGenerator.getDefault().nextInt());
  }

  private static boolean isIn(String mailAddress, String domain) {
    return mailAddress.toLowerCase(Locale.ROOT).endsWith("@" + domain.toLowerCase(Locale.ROOT));
  }

  /** Only what a domain, an address or an address literal is made of. */
  private static String printable(String text) {
    String harmless = text.replaceAll("[^A-Za-z0-9.:@\\[\\]_+-]", "?");
    return harmless.length() <= 120 ? harmless : harmless.substring(0, 120);
  }
}
