package annai.connectors.probe.testmail;

import java.time.InstantSource;

/**
 * Receives test mails by SMTP from the provider's relay and judges them.
 *
 * <p>A recipient that is not awaited is refused (550), a second one in the same mail put off (452).
 */
public final class TestMailReceiver implements AutoCloseable {

  private final TestMailSettings settings;

  public TestMailReceiver(
      TestMailSettings settings, OpenTestMails open, TestMailSink sink, InstantSource clock) {
    this.settings = settings;
  }

  /**
   * Starts to listen; returns when the port is bound.
   *
   * @throws IllegalStateException if the address can't be bound
   */
  public void start() {}

  /** The port that is listened on; only after {@link #start()}. */
  public int port() {
    return settings.port();
  }

  @Override
  public void close() {}
}
