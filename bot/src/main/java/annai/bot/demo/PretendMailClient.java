package annai.bot.demo;

import annai.bot.demo.SendOutcome.NotConnected;
import annai.bot.demo.SendOutcome.NotOffered;
import annai.bot.demo.SendOutcome.Refused;
import annai.bot.demo.SendOutcome.Sent;
import annai.bot.demo.SmtpConnection.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A mail client to play with. It sends real SMTP: to the two ports of the demonstration mail server
 * that it was made for, and nowhere else.
 */
public final class PretendMailClient {

  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}");

  private final DemoMailServer server;
  private final DemoCertificateAuthority authority;

  public PretendMailClient(DemoMailServer server, DemoCertificateAuthority authority) {
    this.server = server;
    this.authority = authority;
  }

  /**
   * Sends an empty mail from the demonstration's account; takes some seconds at most.
   *
   * @throws IllegalArgumentException if {@code to} is no mail address
   */
  public SendOutcome send(Settings settings, String to) {
    String recipient = to.strip();
    if (!MAIL_ADDRESS.matcher(recipient).matches()) {
      throw new IllegalArgumentException(
          "Recipient must be a mail address such as name@example.net");
    }
    int port =
        switch (settings.port()) {
          case OLD -> server.oldPort();
          case SUBMISSION -> server.submissionPort();
        };
    try (SmtpConnection connection = SmtpConnection.open(SmtpConnection.LOOPBACK, port)) {
      return new Sending(connection, settings).run(recipient);
    } catch (IOException e) {
      return new NotConnected(Optional.ofNullable(e.getMessage()).orElse("").strip());
    }
  }

  /** One try, step by step; the first step that fails is the outcome. */
  private final class Sending {

    private final SmtpConnection connection;
    private final Settings settings;
    private Reply last = new Reply("");

    Sending(SmtpConnection connection, Settings settings) {
      this.connection = connection;
      this.settings = settings;
    }

    SendOutcome run(String to) throws IOException {
      last = connection.reply();
      if (!last.isPositive()) {
        return new Refused("CONNECT", last.text());
      }
      Optional<SendOutcome> failure =
          command("EHLO", "EHLO localhost")
              .or(this::startTls)
              .or(this::logIn)
              .or(() -> command("MAIL", "MAIL FROM:<" + from() + ">"))
              .or(() -> command("RCPT", "RCPT TO:<" + to + ">"))
              .or(() -> command("DATA", "DATA"))
              .or(() -> answer("DATA", () -> connection.mail(mail(to))));
      return failure.orElseGet(
          () -> {
            String taken = last.text();
            command("QUIT", "QUIT");
            return new Sent(taken);
          });
    }

    private Optional<SendOutcome> startTls() {
      if (!settings.startTls()) {
        return Optional.empty();
      }
      if (!last.offers("STARTTLS")) {
        return Optional.of(new NotOffered("STARTTLS", last.text()));
      }
      return command("STARTTLS", "STARTTLS")
          .or(
              () ->
                  answer(
                      "EHLO",
                      () -> {
                        connection.startTls(
                            authority.trustingContext(), server.settings().hostName());
                        return connection.command("EHLO localhost");
                      }));
    }

    /** AUTH PLAIN (RFC 4616). */
    private Optional<SendOutcome> logIn() {
      if (!settings.authentication()) {
        return Optional.empty();
      }
      if (!last.offers("AUTH")) {
        return Optional.of(new NotOffered("AUTH", last.text()));
      }
      String response = "\0" + settings.userName() + "\0" + settings.password();
      return command(
          "AUTH",
          "AUTH PLAIN "
              + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<SendOutcome> command(String name, String line) {
      return answer(name, () -> connection.command(line));
    }

    private Optional<SendOutcome> answer(String name, Exchange exchange) {
      try {
        last = exchange.run();
      } catch (IOException e) {
        return Optional.of(new NotConnected(Optional.ofNullable(e.getMessage()).orElse("")));
      }
      return last.isPositive() || last.isIntermediate()
          ? Optional.empty()
          : Optional.of(new Refused(name, last.text()));
    }

    private String from() {
      return server.account().mailAddress();
    }

    private String mail(String to) {
      return String.join(
          "\r\n",
          "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)),
          "From: <" + from() + ">",
          "To: <" + to + ">",
          "Message-ID: <" + UUID.randomUUID() + "@" + server.settings().domain() + ">",
          "Subject: test",
          "X-Mailer: Annai pretend mail client",
          "MIME-Version: 1.0",
          "",
          "");
    }
  }

  @FunctionalInterface
  private interface Exchange {
    Reply run() throws IOException;
  }

  /** Which of the server's ports is set as the outgoing one. */
  public enum OutgoingPort {
    OLD,
    SUBMISSION
  }

  /**
   * What a customer sets in their mail client.
   *
   * @param startTls whether the connection is encrypted before anything else
   * @param authentication whether to log in with the name and password
   */
  public record Settings(
      OutgoingPort port,
      boolean startTls,
      boolean authentication,
      String userName,
      String password) {

    /** As customers had it while POP-before-SMTP was on. */
    public static Settings old(DemoAccount account) {
      return new Settings(
          OutgoingPort.OLD, false, false, account.mailAddress(), account.password());
    }

    /** As it must be now. */
    public static Settings current(DemoAccount account) {
      return new Settings(
          OutgoingPort.SUBMISSION, true, true, account.mailAddress(), account.password());
    }

    @Override
    public String toString() {
      return "Settings[port=%s, startTls=%s, authentication=%s]"
          .formatted(port, startTls, authentication);
    }
  }
}
