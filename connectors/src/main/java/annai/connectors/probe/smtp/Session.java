package annai.connectors.probe.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An SMTP session as the MailClient's side sees it: one command, one reply. */
final class Session implements Closeable {

  private final SmtpConnection connection;
  private final ReplyReader replies;
  private Secrets secrets = Secrets.none();

  Session(SmtpConnection connection) {
    this.connection = connection;
    this.replies = new ReplyReader(connection);
  }

  SmtpConnection connection() {
    return connection;
  }

  /** From now on these are blanked out of every reply. */
  void conceal(Secrets theseSecrets) {
    this.secrets = theseSecrets;
  }

  Reply reply() throws IOException, StageFailedException {
    return replies.read(secrets);
  }

  Reply command(String line) throws IOException, StageFailedException {
    connection.writeLine(line.getBytes(StandardCharsets.UTF_8));
    return reply();
  }

  Reply command(byte[]... parts) throws IOException, StageFailedException {
    connection.writeLine(parts);
    return reply();
  }

  Reply ehlo() throws IOException, StageFailedException {
    return command("EHLO " + connection.localLiteral());
  }

  /** Whether bytes came that nobody asked for. */
  boolean hasUnread() throws IOException {
    return replies.hasUnread();
  }

  /**
   * Whether the server said nothing before that {@link System#nanoTime}. What comes when we close
   * is no greeting: a TLS server answers that with an alert.
   */
  boolean heardNothingBefore(long nanoTime) {
    return replies.hasReadNothingBefore(nanoTime);
  }

  /** Closes the connection and zeroes what it kept. */
  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException _) {
      // a socket that can't be closed is as good as closed
    }
    replies.close();
    connection.wipe();
  }
}
