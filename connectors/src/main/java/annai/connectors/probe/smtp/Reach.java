package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;

/** Connects to the first of several addresses that answers. */
final class Reach {

  private final Deadline deadline;
  private final Duration budget;

  Reach(Deadline deadline, Duration budget) {
    this.deadline = deadline;
    this.budget = budget;
  }

  /** The first connection; where there is none, the failure that tells the most decides. */
  Reached first(List<InetAddress> addresses, int port) throws StageFailedException {
    boolean refused = false;
    boolean timedOut = false;
    boolean noRoute = false;
    for (InetAddress address : addresses) {
      SmtpConnection connection = new SmtpConnection();
      InetSocketAddress socketAddress = new InetSocketAddress(address, port);
      try {
        connection.connect(socketAddress, deadline.remaining(budget));
        return new Reached(connection, socketAddress);
      } catch (SocketTimeoutException _) {
        timedOut = true;
      } catch (IOException e) {
        String message = String.valueOf(e.getMessage());
        refused |= message.contains("refused");
        timedOut |= message.contains("timed out");
        noRoute |= message.contains("Network is unreachable");
      }
      closeQuietly(connection);
    }
    if (refused || timedOut || !noRoute) {
      throw StageFailedException.broken(
          refused
              ? Verdict.CONNECT_REFUSED
              : timedOut ? Verdict.CONNECT_TIMEOUT : Verdict.CONNECT_UNREACHABLE);
    }
    throw StageFailedException.ours(
        Verdict.CONNECT_UNREACHABLE, "This machine has no route to " + addresses);
  }

  private static void closeQuietly(SmtpConnection connection) {
    try {
      connection.close();
    } catch (IOException _) {
      // it was never open
    }
  }

  /** Who answered. */
  record Reached(SmtpConnection connection, InetSocketAddress address) {}
}
