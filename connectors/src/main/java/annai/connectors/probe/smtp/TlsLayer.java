package annai.connectors.probe.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * TLS over a pair of streams, with buffers that can be zeroed.
 *
 * <p>An SSLSocket keeps what it sent in buffers of its own; with an engine the plain text stands
 * only in the caller's array and, until it is encrypted in place, in {@code outgoing}.
 */
final class TlsLayer {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int RECORD_HEAD = 11;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int SERVER_HELLO = 2;
  private static final int PROTOCOL_VERSION = 70;
  private static final int TLS_1_2 = 0x0303;

  private final SSLEngine engine;
  private final InputStream in;
  private final OutputStream out;
  private final ByteBuffer incoming;
  private final ByteBuffer outgoing;
  private final ByteBuffer readable;
  private final byte[] recordHead = new byte[RECORD_HEAD];
  private boolean failed;

  TlsLayer(SSLEngine engine, InputStream in, OutputStream out) {
    this.engine = engine;
    this.in = in;
    this.out = out;
    this.incoming = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
    this.outgoing = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
    this.readable = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize()).flip();
  }

  void handshake() throws IOException {
    try {
      engine.beginHandshake();
      advance();
    } catch (SSLException e) {
      failed = true;
      sendAlert();
      throw e;
    }
  }

  /** Whether the last record of a failed handshake named a version before TLS 1.2. */
  boolean offersOnlyOldTls() {
    return failed
        && switch (recordHead[0]) {
          case ALERT -> recordHead[6] == PROTOCOL_VERSION;
          case HANDSHAKE -> recordHead[5] == SERVER_HELLO && helloVersion() < TLS_1_2;
          default -> false;
        };
  }

  private int helloVersion() {
    return ((recordHead[9] & 0xff) << 8) | (recordHead[10] & 0xff);
  }

  /** Like {@link InputStream#read(byte[])}. */
  int read(byte[] into) throws IOException {
    while (!readable.hasRemaining()) {
      SSLEngineResult result = unwrap();
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        return -1;
      }
      advance();
    }
    int count = Math.min(into.length, readable.remaining());
    readable.get(into, 0, count);
    return count;
  }

  /** Encrypts and sends all of it. */
  void write(byte[] bytes) throws IOException {
    ByteBuffer plain = ByteBuffer.wrap(bytes);
    while (plain.hasRemaining()) {
      if (wrap(plain).getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new EOFException("Closed by the server");
      }
    }
  }

  void wipe() {
    Arrays.fill(incoming.array(), (byte) 0);
    Arrays.fill(outgoing.array(), (byte) 0);
    Arrays.fill(readable.array(), (byte) 0);
  }

  /** Goes on until the engine wants neither a task nor handshake data. */
  private void advance() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (unwrap().getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("Closed by the server");
          }
        }
        case NEED_TASK -> runTasks();
        case FINISHED, NOT_HANDSHAKING -> {
          return;
        }
      }
    }
  }

  private void runTasks() {
    Runnable task = engine.getDelegatedTask();
    while (task != null) {
      task.run();
      task = engine.getDelegatedTask();
    }
  }

  private SSLEngineResult wrap(ByteBuffer plain) throws IOException {
    outgoing.clear();
    SSLEngineResult result = engine.wrap(plain, outgoing);
    out.write(outgoing.array(), 0, outgoing.position());
    return result;
  }

  private SSLEngineResult unwrap() throws IOException {
    while (true) {
      readable.compact();
      incoming.flip();
      rememberRecordHead();
      SSLEngineResult result;
      try {
        result = engine.unwrap(incoming, readable);
      } catch (RuntimeException e) {
        throw new SSLException("The TLS engine can't read what the server sent", e);
      } finally {
        incoming.compact();
        readable.flip();
      }
      switch (result.getStatus()) {
        case BUFFER_UNDERFLOW -> fill();
        case BUFFER_OVERFLOW -> throw new SSLException("More than one record holds");
        case OK, CLOSED -> {
          return result;
        }
      }
    }
  }

  private void fill() throws IOException {
    if (!incoming.hasRemaining()) {
      throw new SSLException("A record longer than TLS allows");
    }
    int count = in.read(incoming.array(), incoming.position(), incoming.remaining());
    if (count < 0) {
      throw new EOFException("Closed by the server");
    }
    incoming.position(incoming.position() + count);
  }

  private void rememberRecordHead() {
    if (incoming.remaining() >= 7) {
      incoming.get(0, recordHead, 0, Math.min(RECORD_HEAD, incoming.remaining()));
    }
  }

  private void sendAlert() {
    try {
      if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
        wrap(NOTHING);
      }
    } catch (IOException _) {
      // the server may be gone already
    }
  }
}
