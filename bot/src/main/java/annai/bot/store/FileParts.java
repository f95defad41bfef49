package annai.bot.store;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The content of a file, as rows hold it: H2 takes a megabyte in one value at most. */
final class FileParts {

  private static final int BYTES = 512 * 1024;

  private FileParts() {}

  static List<byte[]> of(byte[] content) {
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < content.length; at += BYTES) {
      parts.add(Arrays.copyOfRange(content, at, Math.min(content.length, at + BYTES)));
    }
    return parts;
  }

  static byte[] whole(List<byte[]> parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    parts.forEach(whole::writeBytes);
    return whole.toByteArray();
  }
}
