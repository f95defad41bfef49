package annai.connectors.probe.testmail;

/** Makes what strangers wrote fit to be kept and shown. */
final class Text {

  private Text() {}

  /** One line without controls, invisible or direction-changing characters, cut to a length. */
  static String clean(String text, int maxLength) {
    String clean =
        text.codePoints()
            .map(c -> isShown(c) ? c : ' ')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .replaceAll("\\s+", " ")
            .strip();
    if (clean.length() <= maxLength) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(maxLength - 1)) ? maxLength - 1 : maxLength;
    return clean.substring(0, end);
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
