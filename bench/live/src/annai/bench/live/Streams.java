package annai.bench.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * Many open streams on one thread.
 *
 * <p>A client library would cost more memory and time than what is measured; this one knows
 * HTTP/1.1 and Server-Sent Events as far as both servers speak them.
 */
final class Streams implements AutoCloseable {

  /** What becomes of a stream. */
  interface Told {

    /** An event has come, at a time of {@link System#nanoTime}. */
    void event(Stream stream, String id, String data, long at);

    /** The stream is over, or could not be opened; it was open before when the status is 200. */
    void over(Stream stream);

    /** The head of the answer is there. */
    default void open(Stream stream) {}
  }

  /** One of them. */
  static final class Stream {

    final int number;
    final Told told;
    private final ByteBuffer request;
    private final EventReader reader;
    private SocketChannel channel;
    private boolean released;

    /** The time that the service asked to wait before another try, in milliseconds. */
    long retryMillis() {
      return reader.retryMillis();
    }

    /** Of the answer; 0 as long as there is none. */
    int status() {
      return reader.status();
    }

    private Stream(int number, Told told, String request) {
      this.number = number;
      this.told = told;
      this.request = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      this.reader = new EventReader((id, data, at) -> told.event(this, id, data, at));
    }
  }

  private static final int OPENING_AT_ONCE = 200;

  private final Selector selector;
  private final Thread thread;
  private final Deque<Stream> asked = new ConcurrentLinkedDeque<>();
  private final Deque<Stream> broken = new ConcurrentLinkedDeque<>();
  private final Semaphore opening = new Semaphore(OPENING_AT_ONCE);
  private final ByteBuffer bytes = ByteBuffer.allocateDirect(64 * 1024);
  private volatile boolean closed;

  Streams() throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().daemon().name("streams").start(this::run);
  }

  /** Asks for a stream; waits while too many others are being opened. */
  Stream open(int number, int port, String path, String headers, Told told)
      throws InterruptedException {
    opening.acquire();
    return openNow(number, port, path, headers, told);
  }

  private Stream openNow(int number, int port, String path, String headers, Told told) {
    Stream stream =
        new Stream(
            number,
            told,
            "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAccept: text/event-stream\r\n%s\r\n"
                .formatted(path, port, headers));
    try {
      stream.channel = SocketChannel.open();
      stream.channel.configureBlocking(false);
      stream.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      stream.channel.connect(new InetSocketAddress("127.0.0.1", port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    asked.add(stream);
    selector.wakeup();
    return stream;
  }

  private void run() {
    try {
      while (!closed) {
        selector.select();
        for (Stream stream = asked.poll(); stream != null; stream = asked.poll()) {
          stream.channel.register(selector, SelectionKey.OP_CONNECT, stream);
        }
        for (Stream stream = broken.poll(); stream != null; stream = broken.poll()) {
          if (stream.channel.isOpen()) {
            over(stream);
          }
        }
        selector.selectedKeys().forEach(this::step);
        selector.selectedKeys().clear();
      }
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void step(SelectionKey key) {
    Stream stream = (Stream) key.attachment();
    if (!key.isValid()) {
      return; // broken off just now
    }
    try {
      if (key.isConnectable()) {
        stream.channel.finishConnect();
        stream.channel.write(stream.request);
        key.interestOps(
            stream.request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      } else if (key.isWritable()) {
        stream.channel.write(stream.request);
        key.interestOps(
            stream.request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
      } else if (key.isReadable()) {
        read(stream);
      }
    } catch (IOException _) {
      over(stream);
    }
  }

  private void read(Stream stream) throws IOException {
    bytes.clear();
    int read = stream.channel.read(bytes);
    long at = System.nanoTime();
    bytes.flip();
    stream.reader.read(bytes, at);
    if (!stream.released && stream.status() > 0) {
      release(stream);
      stream.told.open(stream);
    }
    if (read < 0 || stream.reader.isOver()) {
      over(stream);
    }
  }

  private void over(Stream stream) {
    try {
      stream.channel.close();
    } catch (IOException _) {
      // it is over all the same
    }
    release(stream);
    stream.told.over(stream);
  }

  private void release(Stream stream) {
    if (!stream.released) {
      stream.released = true;
      opening.release();
    }
  }

  /** Ends a stream as a lost network does; it is told as over. */
  void breakOff(Stream stream) {
    broken.add(stream);
    selector.wakeup();
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    selector.wakeup();
    thread.join();
  }
}
