package annai.connectors.probe.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Makes a server's words harmless: no controls, nothing invisible, not too long. */
final class ReplyText {

  /** Most characters of a server's words that are kept. */
  static final int LIMIT = 300;

  private final StringBuilder text = new StringBuilder();
  private boolean cleaned;

  private ReplyText() {}

  /** Reads bytes as UTF-8; what is not, and every control, is replaced or left out. */
  static Cleaned clean(byte[] bytes, int from, int to) {
    ReplyText cleaning = new ReplyText();
    cleaning.decode(bytes, from, to).codePoints().forEach(cleaning::add);
    return new Cleaned(cleaning.text.toString(), cleaning.cleaned);
  }

  static String shorten(String text) {
    if (text.length() <= LIMIT) {
      return text;
    }
    int end = LIMIT - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private String decode(byte[] bytes, int from, int to) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, from, to - from);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(buffer.duplicate()).toString();
    } catch (CharacterCodingException _) {
      cleaned = true;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE)
          .replaceWith("?")
          .decode(buffer)
          .toString();
    } catch (CharacterCodingException _) {
      return "";
    }
  }

  private void add(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.CONTROL -> {
        cleaned |= codePoint != '\t';
        text.append(' ');
      }
      case Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          cleaned = true;
      default -> text.appendCodePoint(codePoint);
    }
  }

  /** What is left, and whether that is less than there was. */
  record Cleaned(String text, boolean cleaned) {}
}
