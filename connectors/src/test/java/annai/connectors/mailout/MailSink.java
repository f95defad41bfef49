package annai.connectors.mailout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on a free loopback port that keeps what it takes, and answers as it is told: by the
 * next reply of a command, else well.
 */
public final class MailSink implements AutoCloseable {

  /** Instead of a reply: nothing is said any more. */
  public static final String SILENCE = "silence";

  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final Map<String, Queue<String>> replies = new ConcurrentHashMap<>();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> sessions = new CopyOnWriteArrayList<>();

  private MailSink(ServerSocket listener, @Nullable SSLContext tls) {
    this.listener = listener;
    this.tls = tls;
  }

  public static MailSink start() throws IOException {
    return start(null);
  }

  /**
   * A server that offers STARTTLS.
   *
   * @param tls null: STARTTLS is not offered
   */
  public static MailSink start(@Nullable SSLContext tls) throws IOException {
    MailSink sink = new MailSink(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), tls);
    Thread.ofVirtual().start(sink::accept);
    return sink;
  }

  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Answers the next command of that name so; several are answered in their order.
   *
   * @param command such as "RCPT"; "." for the end of a mail
   */
  public void reply(String command, String reply) {
    replies.computeIfAbsent(command, _ -> new ConcurrentLinkedQueue<>()).add(reply);
  }

  /** Every mail as it came over the line, oldest first; also those that were then refused. */
  public List<String> taken() {
    return List.copyOf(taken);
  }

  /** Every command but the mails. */
  public List<String> commands() {
    return List.copyOf(commands);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sessions.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket plain) {
    try (Socket socket = plain) {
      say(socket, "220 sink.example ESMTP");
      if (talk(socket) && tls != null) {
        SSLSocket secure =
            (SSLSocket)
                tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secure.setUseClientMode(false);
        sessions.add(secure);
        talk(secure);
      }
    } catch (IOException _) {
      // the other side went, or the test is over
    }
  }

  /** Whether the rest is to be said in secret. */
  private boolean talk(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      commands.add(line);
      String command = line.split(" ", 2)[0];
      String reply = next(command, usual(command, socket));
      say(socket, reply);
      if (command.equals("STARTTLS")) {
        return true;
      }
      if (reply.startsWith("354")) {
        taken.add(mail(in));
        say(socket, next(".", "250 2.0.0 Taken"));
      }
    }
    return false;
  }

  private String usual(String command, Socket socket) {
    return switch (command) {
      case "EHLO" ->
          tls == null || socket instanceof SSLSocket
              ? "250-sink.example\r\n250 AUTH PLAIN"
              : "250-sink.example\r\n250 STARTTLS";
      case "STARTTLS", "QUIT" -> "220 2.0.0 So be it";
      case "AUTH" -> "235 2.7.0 Welcome";
      case "DATA" -> "354 Go on";
      default -> "250 2.0.0 Good";
    };
  }

  private String next(String command, String usual) {
    String told = replies.getOrDefault(command, new ConcurrentLinkedQueue<>()).poll();
    return told == null ? usual : told;
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = Objects.requireNonNull(in.readLine());
        !line.equals(".");
        line = Objects.requireNonNull(in.readLine())) {
      mail.append(line).append("\r\n");
    }
    return mail.toString();
  }

  private static void say(Socket socket, String reply) throws IOException {
    if (!reply.equals(SILENCE)) {
      OutputStream out = socket.getOutputStream();
      out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket session : sessions) {
      session.close();
    }
  }
}
