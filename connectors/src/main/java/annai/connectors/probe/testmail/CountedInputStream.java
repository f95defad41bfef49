package annai.connectors.probe.testmail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts what is read, so that a mail can be read to its end within bounds. */
final class CountedInputStream extends FilterInputStream {

  private long count;

  CountedInputStream(InputStream in) {
    super(in);
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** Reads on to the end; false when there is more than so many bytes in all. */
  boolean drain(long max) throws IOException {
    byte[] buffer = new byte[8192];
    while (count <= max) {
      if (read(buffer) < 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int read() throws IOException {
    int b = super.read();
    if (b >= 0) {
      count++;
    }
    return b;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count += n;
    }
    return n;
  }
}
