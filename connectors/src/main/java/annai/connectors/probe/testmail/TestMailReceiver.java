package annai.connectors.probe.testmail;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Receives test mails by SMTP from the provider's relay and judges them.
 *
 * <p>A recipient that is not awaited is refused (550), a second one in the same mail put off (452),
 * and all is put off (451) while it can't be looked up or kept. Mail from the null sender is taken
 * and ignored, over 200 kB refused (552); of the rest only header fields are read. A mail from
 * anyone but a relay is UNPROVEN. Nothing is ever sent back.
 */
public final class TestMailReceiver implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 50;
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private final TestMailSettings settings;
  private final OpenTestMails open;
  private final TestMailSink sink;
  private final InstantSource clock;
  private final SessionLimits limits;
  private final SMTPServer server;

  public TestMailReceiver(
      TestMailSettings settings, OpenTestMails open, TestMailSink sink, InstantSource clock) {
    this.settings = settings;
    this.open = open;
    this.sink = sink;
    this.clock = clock;
    this.limits = new SessionLimits(settings.hosts());
    this.server = build();
  }

  private SMTPServer build() {
    return SMTPServer.port(settings.port())
        .bindAddress(InetAddress.ofLiteral(settings.bindAddress()))
        .hostName(settings.domain())
        .softwareName("Annai test mail")
        .serverThreadName("test-mail-receiver")
        .executorService(Executors.newVirtualThreadPerTaskExecutor())
        .insertReceivedHeaders(false)
        .fromAddressValidator(sender -> true)
        .maxRecipients(1)
        .maxMessageSize(TestMailHandler.MAX_SIZE)
        .maxConnections(MAX_CONNECTIONS)
        .connectionTimeoutMs(READ_TIMEOUT_MILLIS)
        .sessionHandler(limits)
        .messageHandlerFactory(this::transaction)
        .build();
  }

  private MessageHandler transaction(MessageContext context) {
    InetAddress peer = ((InetSocketAddress) context.getRemoteAddress()).getAddress();
    return new TestMailHandler(settings, open, sink, clock, peer);
  }

  /**
   * Starts to listen; returns when the port is bound. Can be called once.
   *
   * @throws IllegalStateException if the address can't be bound
   */
  public void start() {
    try {
      server.start();
    } catch (RuntimeException e) {
      limits.close();
      throw new IllegalStateException(
          "Test-mail receiver can't listen on %s port %d; expected a free port of this machine"
              .formatted(settings.bindAddress(), settings.port()),
          e);
    }
  }

  /** The port that is listened on; only after {@link #start()}. */
  public int port() {
    return settings.port() == 0 ? server.getPortAllocated() : settings.port();
  }

  /** Ends the sessions that are open; a relay comes again with what it couldn't hand over. */
  @Override
  public void close() {
    server.stop();
    limits.close();
  }
}
