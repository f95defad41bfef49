package annai.connectors.probe.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * An SMTP server on a free loopback port that plays a {@link SmtpScript} in every session.
 *
 * <p>An unexpected command ends the session with "500 unscripted". Runs in this JVM, or in one of
 * its own by {@link #main}.
 */
public final class ScriptedSmtpServer implements AutoCloseable {

  private final ServerSocket listener;
  private final SmtpScript script;
  private final @Nullable SSLContext tls;
  private final List<Socket> sessions = new CopyOnWriteArrayList<>();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private ScriptedSmtpServer(ServerSocket listener, SmtpScript script, @Nullable SSLContext tls) {
    this.listener = listener;
    this.script = script;
    this.tls = tls;
  }

  public static ScriptedSmtpServer start(SmtpScript script) throws IOException {
    return start(script, null);
  }

  public static ScriptedSmtpServer start(SmtpScript script, @Nullable SSLContext tls)
      throws IOException {
    ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    ScriptedSmtpServer server = new ScriptedSmtpServer(listener, script, tls);
    Thread.ofVirtual().start(server::accept);
    return server;
  }

  /** Plays the script named by the first argument with the key store of the second. */
  public static void main(String[] arguments) throws Exception {
    SSLContext tls = TestCertificates.readContext(java.nio.file.Path.of(arguments[1]));
    try (ScriptedSmtpServer server = start(SmtpScript.named(arguments[0]), tls)) {
      System.out.println(server.port());
      System.out.flush();
      while (System.in.read() >= 0) {
        // lives as long as whoever started it
      }
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Every line that came in, over all sessions. */
  public List<String> received() {
    return List.copyOf(received);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket session : sessions) {
      session.close();
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sessions.add(socket);
        Thread.ofVirtual().start(() -> play(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void play(Socket socket) {
    try (Socket plain = socket) {
      plain.setTcpNoDelay(true);
      new Session(plain).play();
    } catch (IOException _) {
      // the other side went, which ends the session
    }
  }

  /** One connection and how far its script has come. */
  private final class Session {

    private Socket socket;
    private @Nullable String unread;

    private Session(Socket socket) {
      this.socket = socket;
    }

    private void play() throws IOException {
      boolean skip = false;
      for (SmtpScript.Line line : script.lines()) {
        if (skip) {
          skip = false;
        } else if (line.kind() == SmtpScript.Kind.MAYBE) {
          skip = !isNext(line.text());
        } else if (!play(line)) {
          return;
        }
      }
    }

    private boolean play(SmtpScript.Line line) throws IOException {
      switch (line.kind()) {
        case SAY -> say(socket.getOutputStream(), line.text());
        case EXPECT, MAYBE -> {
          return expect(line.text());
        }
        case DRIP -> drip(socket.getOutputStream(), line);
        case STALL -> drain(socket.getInputStream());
        case TLS -> socket = handshake(socket);
        case RESET -> {
          socket.setSoLinger(true, 0);
          return false;
        }
        case CLOSE -> {
          return false;
        }
      }
      return true;
    }

    private boolean expect(String wanted) throws IOException {
      boolean matches = isNext(wanted);
      if (!matches) {
        say(socket.getOutputStream(), "500 unscripted\r\n");
      }
      return matches;
    }

    private boolean isNext(String wanted) throws IOException {
      String line = unread;
      if (line == null) {
        line = readLine(socket.getInputStream());
        received.add(line);
      }
      boolean any = wanted.endsWith("*");
      boolean matches =
          any ? line.startsWith(wanted.substring(0, wanted.length() - 1)) : line.equals(wanted);
      unread = matches ? null : line;
      return matches;
    }
  }

  private void drip(OutputStream out, SmtpScript.Line line) throws IOException {
    for (byte next : line.text().getBytes(StandardCharsets.ISO_8859_1)) {
      out.write(next);
      out.flush();
      try {
        if (closed.await(line.millis(), TimeUnit.MILLISECONDS)) {
          throw new SocketException("Server closed");
        }
      } catch (InterruptedException _) {
        throw new SocketException("Interrupted");
      }
    }
  }

  private Socket handshake(Socket plain) throws IOException {
    if (tls == null) {
      throw new IOException("The script wants TLS, and there is no certificate");
    }
    SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(
                    plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    sessions.add(socket);
    return socket;
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void drain(InputStream in) throws IOException {
    while (in.read() >= 0) {
      // reads until the other side goes
    }
  }

  private static String readLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("The other side went");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8).stripTrailing();
  }
}
