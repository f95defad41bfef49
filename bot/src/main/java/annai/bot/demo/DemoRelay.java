package annai.bot.demo;

import annai.bot.demo.SmtpConnection.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.subethamail.smtp.RejectException;

/** Hands test mails to the receiver, as a provider's relay does for its test-mail domain. */
final class DemoRelay {

  private static final InetAddress OF_ITS_OWN = InetAddress.ofLiteral("127.0.0.25");

  private final String hostName;
  private final int receiverPort;
  private final InetAddress address = address();

  DemoRelay(String hostName, int receiverPort) {
    this.hostName = hostName;
    this.receiverPort = receiverPort;
  }

  /** Where it connects from: 127.0.0.25, or 127.0.0.1 on a machine that has no other. */
  static InetAddress address() {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(OF_ITS_OWN, 0));
      return OF_ITS_OWN;
    } catch (IOException e) {
      return SmtpConnection.LOOPBACK;
    }
  }

  /**
   * Hands one mail over.
   *
   * @throws RejectException with the receiver's own words, or 451 if there is none
   */
  void handOver(String from, String to, String mail) throws RejectException {
    try (SmtpConnection connection = SmtpConnection.open(address, receiverPort)) {
      require(connection.reply());
      require(connection.command("EHLO " + hostName));
      require(connection.command("MAIL FROM:<" + from + ">"));
      require(connection.command("RCPT TO:<" + to + ">"));
      require(connection.command("DATA"));
      require(connection.mail(mail));
      connection.command("QUIT");
    } catch (IOException e) {
      throw new RejectException(451, "4.4.1 The test-mail receiver doesn't answer");
    }
  }

  private static void require(Reply reply) throws RejectException {
    if (!reply.isPositive() && !reply.isIntermediate()) {
      String[] codeAndText = reply.text().lines().findFirst().orElse("451 ").split(" ", 2);
      throw new RejectException(
          Integer.parseInt(codeAndText[0].substring(0, 3)),
          codeAndText.length > 1 ? codeAndText[1] : "");
    }
  }
}
