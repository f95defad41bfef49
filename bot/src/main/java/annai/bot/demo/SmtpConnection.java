package annai.bot.demo;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** An SMTP session to a port of 127.0.0.1, command by command (RFC 5321). */
final class SmtpConnection implements AutoCloseable {

  static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int MAX_REPLY = 8_192;

  private Socket socket;
  private InputStream in;

  private SmtpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects; the greeting is still to be read. */
  static SmtpConnection open(InetAddress from, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.bind(new InetSocketAddress(from, 0));
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(LOOPBACK, port), TIMEOUT_MILLIS);
      return new SmtpConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Sends one line and reads the reply to it. */
  Reply command(String line) throws IOException {
    if (line.chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException("An SMTP command must be one line");
    }
    return send((line + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a whole mail after DATA, dots doubled (RFC 5321 section 4.5.2), and reads the reply. */
  Reply mail(String mail) throws IOException {
    String text = mail.endsWith("\r\n") ? mail : mail + "\r\n";
    String stuffed = ("\r\n" + text).replace("\r\n.", "\r\n..").substring(2);
    return send((stuffed + ".\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  private Reply send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return reply();
  }

  /** Goes on over TLS, to a server that proves to be of that name (RFC 3207). */
  void startTls(SSLContext context, String hostName) throws IOException {
    SSLSocket secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(socket, hostName, socket.getPort(), true);
    SSLParameters parameters = secure.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secure.setSSLParameters(parameters);
    secure.startHandshake();
    socket = secure;
    in = new BufferedInputStream(secure.getInputStream());
  }

  /** Reads a reply, of one line or several. */
  Reply reply() throws IOException {
    var text = new StringBuilder();
    String line;
    do {
      line = line();
      text.append(text.isEmpty() ? "" : "\n").append(line);
      if (text.length() > MAX_REPLY || !line.matches("[2-5]\\d\\d(?:[ -].*)?")) {
        throw new IOException("The answer is no SMTP");
      }
    } while (line.length() > 3 && line.charAt(3) == '-');
    return new Reply(text.toString());
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The connection was closed");
      }
      if (line.length() >= MAX_REPLY) {
        throw new IOException("The answer is too long");
      }
      if (c != '\r') {
        line.append(c < ' ' || c > '~' ? '?' : (char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * @param text all lines of a reply, each with its code; printable ASCII
   */
  record Reply(String text) {

    /** Whether the command was done. */
    boolean isPositive() {
      return text.startsWith("2");
    }

    /** Whether the server waits for more. */
    boolean isIntermediate() {
      return text.startsWith("3");
    }

    /** Whether an EHLO reply offers an extension. */
    boolean offers(String extension) {
      return Arrays.stream(text.split("\n"))
          .map(line -> line.substring(Math.min(4, line.length())).toUpperCase(Locale.ROOT))
          .anyMatch(line -> line.equals(extension) || line.startsWith(extension + " "));
    }
  }
}
