package annai.bench.live;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads an answer in chunks (RFC 9112, section 7.1) of Server-Sent Events (HTML Living Standard,
 * section 9.2.6), whatever pieces it comes in.
 */
final class EventReader {

  /** Takes an event. */
  interface Told {
    void event(String id, String data, long at);
  }

  private enum Place {
    HEAD,
    SIZE,
    CHUNK,
    AFTER_CHUNK,
    OVER
  }

  private final Told told;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream(32);
  private final Rest rest = new Rest();
  private Place place = Place.HEAD;
  private int left;
  private int status;
  private boolean chunked;
  private long retryMillis;
  private String id = "";
  private StringBuilder data;

  EventReader(Told told) {
    this.told = told;
  }

  int status() {
    return status;
  }

  long retryMillis() {
    return retryMillis;
  }

  boolean isOver() {
    return place == Place.OVER;
  }

  void read(ByteBuffer bytes, long at) {
    while (bytes.hasRemaining() && place != Place.OVER) {
      byte next = bytes.get();
      switch (place) {
        case HEAD -> head(next);
        case SIZE -> size(next);
        case CHUNK -> chunk(next, at);
        case AFTER_CHUNK -> place = next == '\n' ? Place.SIZE : Place.AFTER_CHUNK;
        case OVER -> throw new IllegalStateException("over");
      }
    }
  }

  private void head(byte next) {
    if (next != '\n') {
      line.write(next);
      return;
    }
    String text = taken().strip();
    if (text.startsWith("HTTP/1.1 ")) {
      status = Integer.parseInt(text.substring(9, 12));
    } else if (text.equalsIgnoreCase("Transfer-Encoding: chunked")) {
      chunked = true;
    } else if (text.isEmpty()) {
      left = Integer.MAX_VALUE;
      place = status != 200 ? Place.OVER : chunked ? Place.SIZE : Place.CHUNK;
    }
  }

  private void size(byte next) {
    if (next != '\n') {
      line.write(next);
      return;
    }
    left = Integer.parseInt(taken().strip(), 16);
    place = left == 0 ? Place.OVER : Place.CHUNK;
    rest.writeTo(line);
    rest.reset();
  }

  private void chunk(byte next, long at) {
    if (next == '\n') {
      field(taken(), at);
    } else {
      line.write(next);
    }
    if (chunked && --left == 0) {
      rest.take(line);
      place = Place.AFTER_CHUNK;
    }
  }

  private void field(String text, long at) {
    if (text.isEmpty()) {
      if (data != null) {
        told.event(id, data.toString(), at);
      }
      data = null;
    } else if (text.startsWith("id:")) {
      id = text.substring(3).strip();
    } else if (text.startsWith("retry:")) {
      retryMillis = Long.parseLong(text.substring(6).strip());
    } else if (text.startsWith("data:")) {
      data = (data == null ? new StringBuilder() : data.append('\n')).append(text.substring(5));
    }
  }

  private String taken() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return text;
  }

  /** The beginning of a line whose end is in the next chunk. */
  private static final class Rest {

    private byte[] bytes = new byte[0];

    private void take(ByteArrayOutputStream line) {
      bytes = line.toByteArray();
      line.reset();
    }

    private void writeTo(ByteArrayOutputStream line) {
      line.writeBytes(bytes);
    }

    private void reset() {
      bytes = new byte[0];
    }
  }
}
