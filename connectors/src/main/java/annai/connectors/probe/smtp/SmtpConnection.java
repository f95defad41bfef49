package annai.connectors.probe.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** A TCP connection that may turn to TLS. {@link #close()} may be called from another thread. */
final class SmtpConnection implements Closeable {

  private static final byte[] CRLF = {'\r', '\n'};

  private final Socket socket = new Socket();
  private volatile @Nullable TlsLayer tls;

  /** Connects; a time of zero or less is a time-out. */
  void connect(InetSocketAddress address, Duration time) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(address, (int) Math.max(1, time.toMillis()));
  }

  /** The address literal that names us in EHLO (RFC 5321 section 4.1.3). */
  String localLiteral() {
    String address = socket.getLocalAddress().getHostAddress();
    int scope = address.indexOf('%');
    String plain = scope < 0 ? address : address.substring(0, scope);
    return plain.indexOf(':') < 0 ? "[" + plain + "]" : "[IPv6:" + plain + "]";
  }

  /** Does the TLS handshake; from here on everything is encrypted. */
  SSLSession startTls(SSLEngine engine) throws IOException {
    TlsLayer layer = new TlsLayer(engine, socket.getInputStream(), socket.getOutputStream());
    tls = layer;
    layer.handshake();
    return engine.getSession();
  }

  /** Whether the server speaks an older TLS than we allow; known after a failed handshake. */
  boolean offersOnlyOldTls() {
    TlsLayer layer = tls;
    return layer != null && layer.offersOnlyOldTls();
  }

  boolean isEncrypted() {
    return tls != null;
  }

  int read(byte[] into) throws IOException {
    TlsLayer layer = tls;
    return layer == null ? socket.getInputStream().read(into) : layer.read(into);
  }

  /** How many bytes wait in clear; 0 under TLS. */
  int available() throws IOException {
    return tls == null ? socket.getInputStream().available() : 0;
  }

  /** Sends one line and its CRLF; what it copied is zeroed. */
  void writeLine(byte[]... parts) throws IOException {
    int length = CRLF.length;
    for (byte[] part : parts) {
      length += part.length;
    }
    byte[] line = new byte[length];
    int at = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, line, at, part.length);
      at += part.length;
    }
    System.arraycopy(CRLF, 0, line, at, CRLF.length);
    try {
      TlsLayer layer = tls;
      if (layer == null) {
        socket.getOutputStream().write(line);
      } else {
        layer.write(line);
      }
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /** Zeroes the buffers; only for the thread that reads and writes. */
  void wipe() {
    TlsLayer layer = tls;
    if (layer != null) {
      layer.wipe();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
