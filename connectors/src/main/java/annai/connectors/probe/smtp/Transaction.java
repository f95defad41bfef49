package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One mail transaction (RFC 5321 section 3.3), as far as it is asked for. */
final class Transaction {

  private final Session session;
  private final Capabilities capabilities;
  private final boolean loggedIn;
  private final InstantSource clock;

  Transaction(Session session, Capabilities capabilities, boolean loggedIn, InstantSource clock) {
    this.session = session;
    this.capabilities = capabilities;
    this.loggedIn = loggedIn;
    this.clock = clock;
  }

  Reply mail(String from, @Nullable String to) throws IOException, StageFailedException {
    boolean utf8 = !isAscii(from) || (to != null && !isAscii(to));
    if (utf8 && !capabilities.offers("SMTPUTF8")) {
      throw StageFailedException.ours(
          Verdict.SENDER_REFUSED,
          "The server does not offer SMTPUTF8, which an address beyond ASCII needs");
    }
    Reply reply = session.command("MAIL FROM:<" + from + ">" + (utf8 ? " SMTPUTF8" : ""));
    if (reply.kind() != 2) {
      throw StageFailedException.replied(ReplyVerdict.ofMail(reply, loggedIn), reply);
    }
    return reply;
  }

  Reply rcpt(String to) throws IOException, StageFailedException {
    Reply reply = session.command("RCPT TO:<" + to + ">");
    if (reply.kind() != 2) {
      throw StageFailedException.replied(ReplyVerdict.ofRcpt(reply, loggedIn), reply);
    }
    return reply;
  }

  Reply data(String from, String to) throws IOException, StageFailedException {
    Reply goOn = session.command("DATA");
    if (goOn.code() != 354) {
      throw StageFailedException.replied(ReplyVerdict.ofData(goOn), goOn);
    }
    Reply reply = session.command(message(from, to) + "\r\n.");
    if (reply.kind() != 2) {
      throw StageFailedException.replied(ReplyVerdict.ofData(reply), reply);
    }
    return reply;
  }

  private String message(String from, String to) {
    String domain = from.substring(from.lastIndexOf('@') + 1);
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
    return String.join(
        "\r\n",
        "Date: " + date,
        "From: <" + from + ">",
        "To: <" + to + ">",
        "Message-ID: <" + UUID.randomUUID() + "@" + domain + ">",
        "Subject: Annai: sending was checked",
        "Auto-Submitted: auto-generated",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "",
        "This mail was sent to check that sending works. Nothing needs to be done.");
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }
}
