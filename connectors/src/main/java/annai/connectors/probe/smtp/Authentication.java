package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** One AUTH (RFC 4954): PLAIN where it is offered, else LOGIN, and never a second. */
final class Authentication {

  private static final int SUCCEEDED = 235;
  private static final int GO_ON = 334;

  private final Session session;
  private final Secrets secrets;

  Authentication(Session session, Secrets secrets) {
    this.session = session;
    this.secrets = secrets;
  }

  static boolean canUse(Set<String> mechanisms) {
    return mechanisms.contains("PLAIN") || mechanisms.contains("LOGIN");
  }

  /** The reply that accepts the login. */
  Reply run(Set<String> mechanisms) throws IOException, StageFailedException {
    Reply reply = mechanisms.contains("PLAIN") ? plain() : login();
    if (reply.code() == GO_ON) {
      session.command("*");
    }
    if (reply.code() != SUCCEEDED) {
      throw StageFailedException.replied(
          reply.code() == GO_ON ? Verdict.PROTOCOL_ERROR : ReplyVerdict.ofAuth(reply), reply);
    }
    return reply;
  }

  private Reply plain() throws IOException, StageFailedException {
    return session.command(ascii("AUTH PLAIN "), secrets.initialResponse());
  }

  private Reply login() throws IOException, StageFailedException {
    Reply reply = session.command("AUTH LOGIN");
    if (reply.code() == GO_ON) {
      reply = session.command(secrets.encodedUserName());
    } else {
      return reply;
    }
    return reply.code() == GO_ON ? session.command(secrets.encodedPassword()) : reply;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
