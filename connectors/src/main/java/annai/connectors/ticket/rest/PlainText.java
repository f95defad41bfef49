package annai.connectors.ticket.rest;

/** Plain text as ticket systems take it. */
public final class PlainText {

  private static final int SUMMARY = 255;
  private static final String CUT = " […]";

  private PlainText() {}

  /**
   * Without what XML 1.0 forbids, which they refuse or can't store: control characters and halves
   * of surrogate pairs; lines end in LF.
   */
  public static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.replace("\r\n", "\n")
        .replace('\r', '\n')
        .codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                clean.append('\uFFFD');
              } else if ((c >= 0x20 && c < 0xFFFE) || c == '\n' || c == '\t' || c > 0xFFFF) {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  /** One line of at most 255 characters. */
  public static String summary(String text) {
    String line = clean(text).replaceAll("\\s+", " ").strip();
    return line.isEmpty() ? "…" : cut(line, SUMMARY);
  }

  /** The text, or its beginning with a sign that it goes on; never half a surrogate pair. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - CUT.length();
    return text.substring(0, Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end) + CUT;
  }
}
