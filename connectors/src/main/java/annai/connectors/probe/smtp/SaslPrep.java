package annai.connectors.probe.smtp;

import java.nio.CharBuffer;
import java.text.Normalizer;
import java.util.Arrays;

/**
 * Prepares a user name or a password as SASLprep (RFC 4013) says, without ever holding the whole of
 * it in a string.
 *
 * <p>Normalises one character with its combining marks at a time. Bidirectional rules and
 * unassigned code points are left to the server.
 */
final class SaslPrep {

  private static final int GROWTH_OF_NFKC = 18;

  private SaslPrep() {}

  /** The prepared text in an array of its own, which the caller zeroes. */
  static char[] prepare(char[] text) {
    CharBuffer out = CharBuffer.allocate(text.length * GROWTH_OF_NFKC);
    try {
      for (int i = 0; i < text.length; ) {
        int end = segmentEnd(text, i);
        prepareSegment(text, i, end, out);
        i = end;
      }
      return Arrays.copyOf(out.array(), out.position());
    } finally {
      Arrays.fill(out.array(), '\0');
    }
  }

  private static void prepareSegment(char[] text, int from, int to, CharBuffer out) {
    int first = Character.codePointAt(text, from, to);
    if (to == from + 1 && first < 0x80) {
      out.put(text[from]);
    } else if (isSpace(first)) {
      out.put(' ');
    } else if (!isMappedToNothing(first)) {
      out.put(Normalizer.normalize(CharBuffer.wrap(text, from, to - from), Normalizer.Form.NFKC));
    }
  }

  private static int segmentEnd(char[] text, int from) {
    int end = from + Character.charCount(Character.codePointAt(text, from));
    while (end < text.length && joinsPrevious(Character.codePointAt(text, end))) {
      end += Character.charCount(Character.codePointAt(text, end));
    }
    return end;
  }

  private static boolean joinsPrevious(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          !isMappedToNothing(codePoint);
      default -> isHangulVowelOrTail(codePoint) || isHalfwidthVoicingMark(codePoint);
    };
  }

  private static boolean isHangulVowelOrTail(int codePoint) {
    return codePoint >= 0x1160 && codePoint <= 0x11FF;
  }

  private static boolean isHalfwidthVoicingMark(int codePoint) {
    return codePoint == 0xFF9E || codePoint == 0xFF9F;
  }

  /** RFC 3454 table C.1.2. */
  private static boolean isSpace(int codePoint) {
    return codePoint >= 0x80 && Character.getType(codePoint) == Character.SPACE_SEPARATOR;
  }

  /** RFC 3454 table B.1. */
  private static boolean isMappedToNothing(int codePoint) {
    return switch (codePoint) {
      case 0xAD, 0x34F, 0x1806, 0x180B, 0x180C, 0x180D, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF ->
          true;
      default -> codePoint >= 0xFE00 && codePoint <= 0xFE0F;
    };
  }
}
