package annai.bot.attachments;

import java.nio.charset.StandardCharsets;

/** Reads numbers and marks out of a file; what lies beyond its end means that it is broken. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bytes(byte[] content) {

  int length() {
    return content.length;
  }

  int at(int index) {
    if (index < 0 || index >= content.length) {
      throw Picture.broken();
    }
    return content[index] & 0xff;
  }

  int two(int index) {
    return at(index) << 8 | at(index + 1);
  }

  long four(int index) {
    return (long) two(index) << 16 | two(index + 2);
  }

  int twoReversed(int index) {
    return at(index + 1) << 8 | at(index);
  }

  long fourReversed(int index) {
    return (long) twoReversed(index + 2) << 16 | twoReversed(index);
  }

  boolean has(int index, String latin1) {
    byte[] mark = latin1.getBytes(StandardCharsets.ISO_8859_1);
    if (index < 0 || index + mark.length > content.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (content[index + i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  String text(int from, int length) {
    at(from);
    at(from + length - 1);
    return new String(content, from, length, StandardCharsets.ISO_8859_1);
  }
}
