package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one reply after the other, with caps.
 *
 * <p>The buffers are its own and zeroed after each reply, since a server may echo what it was sent.
 */
final class ReplyReader implements Closeable {

  static final int LINE_BYTES = 2048;
  static final int REPLY_LINES = 100;
  static final int REPLY_BYTES = 32 * 1024;

  private final SmtpConnection connection;
  private final byte[] buffer = new byte[4096];
  private final byte[] line = new byte[LINE_BYTES];
  private int position;
  private int limit;
  private boolean bareLf;
  private boolean readNothing = true;
  private long firstReadAt;

  ReplyReader(SmtpConnection connection) {
    this.connection = connection;
  }

  /** Whether bytes came that nobody asked for. */
  boolean hasUnread() throws IOException {
    return position < limit || connection.available() > 0;
  }

  /** Whether nothing came before that {@link System#nanoTime}. */
  boolean hasReadNothingBefore(long nanoTime) {
    return readNothing || firstReadAt - nanoTime >= 0;
  }

  /**
   * The next reply.
   *
   * @param secrets what must not be seen in it
   */
  Reply read(Secrets secrets) throws IOException, StageFailedException {
    List<String> lines = new ArrayList<>();
    boolean cleaned = false;
    int total = 0;
    int code = 0;
    bareLf = false;
    while (true) {
      int length = readLine();
      total += length;
      int lineCode = code(length);
      if (lineCode < 0 || (code != 0 && lineCode != code)) {
        throw lines.isEmpty()
            ? notAReply(length, secrets)
            : StageFailedException.broken(Verdict.PROTOCOL_ERROR);
      }
      code = lineCode;
      secrets.mask(line, Math.min(4, length), length);
      ReplyText.Cleaned text = ReplyText.clean(line, Math.min(4, length), length);
      lines.add(text.text());
      cleaned |= text.cleaned();
      boolean last = length < 4 || line[3] == ' ';
      Arrays.fill(line, (byte) 0);
      if (last) {
        return new Reply(code, List.copyOf(lines), cleaned, bareLf);
      }
      if (lines.size() >= REPLY_LINES || total >= REPLY_BYTES) {
        throw StageFailedException.broken(Verdict.PROTOCOL_REPLY_TOO_LONG);
      }
    }
  }

  /** The line without its end; at most {@link #LINE_BYTES}. */
  private int readLine() throws IOException, StageFailedException {
    int length = 0;
    while (true) {
      byte next = next();
      if (next == '\n') {
        boolean crlf = length > 0 && line[length - 1] == '\r';
        bareLf |= !crlf;
        return crlf ? length - 1 : length;
      }
      if (length == LINE_BYTES) {
        throw StageFailedException.broken(Verdict.PROTOCOL_LINE_TOO_LONG);
      }
      line[length++] = next;
    }
  }

  private byte next() throws IOException {
    if (position == limit) {
      Arrays.fill(buffer, 0, limit, (byte) 0);
      position = 0;
      limit = 0;
      int count = connection.read(buffer);
      if (count < 0) {
        throw new EOFException("Closed by the server");
      }
      limit = count;
      if (readNothing) {
        readNothing = false;
        firstReadAt = System.nanoTime();
      }
    }
    return buffer[position++];
  }

  /** The three digits, or -1 when the line is no line of a reply. */
  private int code(int length) {
    if (length < 3 || (length > 3 && line[3] != ' ' && line[3] != '-')) {
      return -1;
    }
    int code = 0;
    for (int i = 0; i < 3; i++) {
      if (line[i] < '0' || line[i] > '9') {
        return -1;
      }
      code = code * 10 + line[i] - '0';
    }
    return code >= 200 && code < 600 ? code : -1;
  }

  private StageFailedException notAReply(int length, Secrets secrets) {
    secrets.mask(line, 0, length);
    ReplyText.Cleaned text = ReplyText.clean(line, 0, length);
    Arrays.fill(line, (byte) 0);
    return StageFailedException.replied(
        Verdict.PROTOCOL_ERROR,
        new Reply(Reply.NO_CODE, List.of(text.text()), text.cleaned(), bareLf));
  }

  @Override
  public void close() {
    Arrays.fill(buffer, (byte) 0);
    Arrays.fill(line, (byte) 0);
    position = 0;
    limit = 0;
  }
}
