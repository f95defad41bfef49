package annai.connectors.mailout;

import annai.connectors.TrustStore;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSSLTransport;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands mail over by SMTP (RFC 5321), a connection for each.
 *
 * <p>With TLS the server's certificate must be good and have the host's name, or nothing is sent.
 */
public final class SmtpMailOut implements MailOut {

  private static final Logger LOG = LoggerFactory.getLogger(SmtpMailOut.class);
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "60000";
  private static final int NO_SUCH_ADDRESS = 553;
  private static final int LONGEST_REPLY = 200;

  private final MailOutSettings settings;
  private final Session session;

  /**
   * Through the server of the settings.
   *
   * @throws IllegalArgumentException when the sender's address is none
   */
  public SmtpMailOut(MailOutSettings settings) {
    this(settings, ANSWER_MILLIS);
  }

  /**
   * @param answerMillis how long the server may be silent
   */
  SmtpMailOut(MailOutSettings settings, String answerMillis) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings, answerMillis));
    try {
      address(settings.from());
    } catch (AddressException e) {
      throw new IllegalArgumentException(
          "'%s' is no mail address, expected such as help@example.net".formatted(settings.from()),
          e);
    }
  }

  private static Properties properties(MailOutSettings settings, String answerMillis) {
    boolean implicit = settings.security() == MailOutSettings.Security.IMPLICIT_TLS;
    String scheme = implicit ? "mail.smtps." : "mail.smtp.";
    Properties properties = new Properties();
    properties.put(scheme + "connectiontimeout", CONNECT_MILLIS);
    properties.put(scheme + "timeout", answerMillis);
    properties.put(scheme + "writetimeout", answerMillis);
    properties.put(scheme + "quitwait", "false");
    properties.put(scheme + "from", settings.from());
    properties.put(scheme + "auth", Boolean.toString(settings.login() != null));
    properties.put(scheme + "ssl.checkserveridentity", "true");
    boolean startTls = settings.security() == MailOutSettings.Security.STARTTLS;
    properties.put(scheme + "starttls.enable", Boolean.toString(startTls));
    properties.put(scheme + "starttls.required", Boolean.toString(startTls));
    if (settings.trusted() != null) {
      properties.put(
          scheme + "ssl.socketFactory", TrustStore.context(settings.trusted()).getSocketFactory());
    }
    return properties;
  }

  @Override
  public Handover send(OutgoingMail mail) {
    MimeMessage message;
    Address[] to;
    try {
      to = new Address[] {address(mail.to())};
      message = message(mail, to[0]);
    } catch (MessagingException _) {
      return new Handover.Refused(NO_SUCH_ADDRESS, "The address is none");
    }
    SMTPTransport transport = transport();
    try {
      connect(transport);
      transport.sendMessage(message, to);
      return new Handover.Taken();
    } catch (MessagingException e) {
      return failed(e);
    } finally {
      close(transport);
    }
  }

  /** What becomes of the line afterwards changes nothing. */
  private static void close(SMTPTransport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.debug("A connection to the mail server did not close", e);
    }
  }

  private SMTPTransport transport() {
    boolean implicit = settings.security() == MailOutSettings.Security.IMPLICIT_TLS;
    // the protocol's name is that of the properties, the time-outs among them
    String protocol = implicit ? "smtps" : "smtp";
    URLName place = new URLName(protocol, settings.host(), settings.port(), null, null, null);
    return implicit ? new SMTPSSLTransport(session, place) : new SMTPTransport(session, place);
  }

  private void connect(SMTPTransport transport) throws MessagingException {
    MailOutSettings.Login login = settings.login();
    transport.connect(
        settings.host(),
        settings.port(),
        login == null ? null : login.name(),
        login == null ? null : login.password());
  }

  private MimeMessage message(OutgoingMail mail, Address to) throws MessagingException {
    String id = "<%s@%s>".formatted(mail.id(), domain(settings.from()));
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(address(settings.from()));
    message.setRecipient(Message.RecipientType.TO, to);
    message.setSubject(line(mail.subject()), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(mail.writtenAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("Content-Language", line(mail.language()));
    message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().toASCIIString() + ">");
    message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    byte[] text =
        mail.text().replaceAll("\\R", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    message.setDataHandler(
        new DataHandler(new ByteArrayDataSource(text, "text/plain; charset=UTF-8")));
    message.saveChanges();
    return message;
  }

  private static InternetAddress address(String address) throws AddressException {
    for (int i = 0; i < address.length(); i++) {
      if (address.charAt(i) <= ' ' || address.charAt(i) > '~') {
        throw new AddressException("Expected printable ASCII");
      }
    }
    InternetAddress[] parsed = InternetAddress.parse(address, true);
    if (parsed.length != 1
        || parsed[0].isGroup()
        || !address.equals(parsed[0].getAddress())
        || address.lastIndexOf('@') < 1) {
      throw new AddressException("Expected one address");
    }
    parsed[0].validate();
    return parsed[0];
  }

  private static String domain(String address) {
    return address.substring(address.lastIndexOf('@') + 1);
  }

  private static Handover failed(MessagingException failure) {
    Integer code = null;
    String said = null;
    for (Exception each = failure; each != null; each = next(each)) {
      Integer its = code(each);
      if (its != null && (code == null || its > code)) {
        code = its;
        said = each.getMessage();
      }
    }
    if (code != null && code >= 500) {
      return new Handover.Refused(code, line(String.valueOf(said)));
    }
    if (code != null) {
      return new Handover.Later(line(String.valueOf(said)));
    }
    return new Handover.Later(
        failure instanceof AuthenticationFailedException
            ? "The login to the mail server did not pass"
            : "The mail server can't be reached, or does not answer");
  }

  private static @Nullable Exception next(Exception failure) {
    return failure instanceof MessagingException chained ? chained.getNextException() : null;
  }

  private static @Nullable Integer code(Exception failure) {
    int code =
        switch (failure) {
          case SMTPAddressFailedException e -> e.getReturnCode();
          case SMTPSenderFailedException e -> e.getReturnCode();
          case SMTPSendFailedException e -> e.getReturnCode();
          default -> -1;
        };
    return code < 400 || code > 599 ? null : code;
  }

  /** One line without controls. */
  private static String line(String text) {
    String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    return line.length() <= LONGEST_REPLY
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST_REPLY / 2));
  }
}
