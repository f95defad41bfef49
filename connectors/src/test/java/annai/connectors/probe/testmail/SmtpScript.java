package annai.connectors.probe.testmail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.SSLContext;

/** Speaks SMTP line by line, and says what no mail client would say. */
public final class SmtpScript implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 10_000;

  private Socket socket;
  private BufferedReader in;
  private OutputStream out;

  private SmtpScript(Socket socket) throws IOException {
    this.socket = socket;
    this.in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    this.out = socket.getOutputStream();
    socket.setSoTimeout(TIMEOUT_MILLIS);
  }

  /** Connects to 127.0.0.1 from the given loopback address and reads the greeting. */
  public static SmtpScript connect(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), TIMEOUT_MILLIS);
    SmtpScript script = new SmtpScript(socket);
    script.reply();
    return script;
  }

  /** TLS from the first byte (RFC 8314). */
  public static SmtpScript connectTls(int port, SSLContext context) throws IOException {
    SmtpScript script = new SmtpScript(context.getSocketFactory().createSocket("127.0.0.1", port));
    script.reply();
    return script;
  }

  /** Sends a line and returns the last line of the reply. */
  public String say(String line) throws IOException {
    write(line + "\r\n");
    return reply();
  }

  /** STARTTLS and the handshake. */
  public SmtpScript startTls(SSLContext context) throws IOException {
    say("STARTTLS");
    socket = context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    out = socket.getOutputStream();
    return this;
  }

  /** AUTH PLAIN (RFC 4616). */
  public String login(String userName, String password) throws IOException {
    String response = "\0" + userName + "\0" + password;
    return say(
        "AUTH PLAIN "
            + Base64.getEncoder().encodeToString(response.getBytes(StandardCharsets.UTF_8)));
  }

  /** MAIL, RCPT, DATA; the reply to the first command that was refused, or to the mail. */
  public String send(String from, String to, String mail) throws IOException {
    for (String command : new String[] {"MAIL FROM:<" + from + ">", "RCPT TO:<" + to + ">"}) {
      String reply = say(command);
      if (!reply.startsWith("2")) {
        return reply;
      }
    }
    say("DATA");
    return say(mail + "\r\n.");
  }

  void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  String reply() throws IOException {
    String line;
    do {
      line = in.readLine();
    } while (line != null && line.length() > 3 && line.charAt(3) == '-');
    return line == null ? "" : line;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
