package annai.bot.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/**
 * The pretend provider's mail server, on 127.0.0.1 only.
 *
 * <p>The old port takes mail without a login for the provider's own domains and refuses every other
 * recipient (554 5.7.1), as a provider does once POP-before-SMTP is off. The submission port (RFC
 * 6409) requires STARTTLS and a login. Mail for the test-mail domain is handed to the receiver;
 * whatever else was accepted is thrown away.
 */
public final class DemoMailServer implements AutoCloseable {

  private static final int MAX_CONNECTIONS = 20;
  private static final int READ_TIMEOUT_MILLIS = 60_000;

  private final DemoSettings settings;
  private final DemoAccount account;
  private final DemoCertificateAuthority authority;
  private final DemoRelay relay;
  private final SMTPServer old;
  private final SMTPServer submission;

  /**
   * @param receiverPort where the test-mail receiver listens on 127.0.0.1
   */
  public DemoMailServer(
      DemoSettings settings,
      DemoAccount account,
      DemoCertificateAuthority authority,
      int receiverPort) {
    this.settings = settings;
    this.account = account;
    this.authority = authority;
    this.relay = new DemoRelay(settings.hostName(), receiverPort);
    this.old = builder(settings.oldPort(), false).serverThreadName("demo-old-port").build();
    this.submission =
        builder(settings.submissionPort(), true)
            .serverThreadName("demo-submission-port")
            .requireTLS()
            .startTlsSocketFactory(this::secured)
            .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::login))
            .requireAuth()
            .build();
  }

  /**
   * The loopback address that the relay connects from, for the receiver's list of relays: one of
   * its own where the machine has it (Linux), so that no other program passes for the relay by
   * accident.
   */
  public static InetAddress relayAddress() {
    return DemoRelay.address();
  }

  /**
   * Starts to listen; returns when both ports are bound. Can be called once.
   *
   * @throws IllegalStateException if a port is taken
   */
  public void start() {
    start(old, settings.oldPort());
    try {
      start(submission, settings.submissionPort());
    } catch (IllegalStateException e) {
      old.stop();
      throw e;
    }
  }

  public DemoSettings settings() {
    return settings;
  }

  public DemoAccount account() {
    return account;
  }

  /** Only after {@link #start()}. */
  public int oldPort() {
    return settings.oldPort() == 0 ? old.getPortAllocated() : settings.oldPort();
  }

  /** Only after {@link #start()}. */
  public int submissionPort() {
    return settings.submissionPort() == 0
        ? submission.getPortAllocated()
        : settings.submissionPort();
  }

  @Override
  public void close() {
    old.stop();
    submission.stop();
  }

  private static void start(SMTPServer server, int port) {
    try {
      server.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "Demonstration mail server can't listen on 127.0.0.1 port %d; expected a free port"
              .formatted(port),
          e);
    }
  }

  private SMTPServer.Builder builder(int port, boolean loginRequired) {
    return SMTPServer.port(port)
        .bindAddress(SmtpConnection.LOOPBACK)
        .hostName(settings.hostName())
        .softwareName("Annai demonstration")
        .executorService(Executors.newVirtualThreadPerTaskExecutor())
        .insertReceivedHeaders(false)
        .fromAddressValidator(sender -> true)
        .maxRecipients(5)
        .maxMessageSize(DemoTransaction.MAX_SIZE)
        .maxConnections(MAX_CONNECTIONS)
        .connectionTimeoutMs(READ_TIMEOUT_MILLIS)
        .messageHandlerFactory(
            context ->
                new DemoTransaction(settings, account, relay, loginRequired, (Session) context));
  }

  private SSLSocket secured(Socket socket) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            authority
                .serverContext()
                .getSocketFactory()
                .createSocket(socket, settings.hostName(), socket.getPort(), true);
    secure.setUseClientMode(false);
    secure.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return secure;
  }

  private void login(String userName, String password, MessageContext context)
      throws LoginFailedException {
    boolean rightName = userName.equalsIgnoreCase(account.mailAddress());
    boolean rightPassword =
        MessageDigest.isEqual(
            password.getBytes(StandardCharsets.UTF_8),
            account.password().getBytes(StandardCharsets.UTF_8));
    if (!rightName || !rightPassword) {
      throw new LoginFailedException();
    }
  }
}
