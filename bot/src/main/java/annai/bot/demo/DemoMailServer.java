package annai.bot.demo;

import java.net.InetAddress;

/**
 * The pretend provider's mail server: an old port, a submission port, and the relay that hands test
 * mails to the receiver. On 127.0.0.1 only; all other mail is accepted and dropped, or refused.
 */
public final class DemoMailServer implements AutoCloseable {

  /**
   * @param receiverPort where the test-mail receiver listens on 127.0.0.1
   */
  public DemoMailServer(
      DemoSettings settings,
      DemoAccount account,
      DemoCertificateAuthority authority,
      int receiverPort) {}

  /**
   * The loopback address that the relay connects from, for the receiver's list of relays: one of
   * its own where the machine has it (Linux), so that no other program passes for the relay.
   */
  public static InetAddress relayAddress() {
    return InetAddress.getLoopbackAddress();
  }

  /** Starts to listen; returns when both ports are bound. */
  public void start() {}

  public int oldPort() {
    return 0;
  }

  public int submissionPort() {
    return 0;
  }

  @Override
  public void close() {}
}
