package annai.bot.runtime;

import annai.bot.runtime.InputRefusedException.Reason;

/** What is taken from an agent: text with line breaks and tabs, and no other controls. */
final class AgentWords {

  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private AgentWords() {}

  /**
   * The text with plain line breaks, without invisible characters and blanks around it.
   *
   * @throws InputRefusedException when it is too long, empty or has control characters
   */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.replace("\r\n", "\n").replace('\r', '\n').codePoints().forEach(c -> take(c, clean));
    String words = clean.toString().strip();
    if (words.isEmpty() || words.length() > Conversations.MAX_TEXT) {
      throw new InputRefusedException(
          words.isEmpty() ? Reason.MALFORMED : Reason.TOO_LONG,
          "text has %d characters; expected 1 to %d"
              .formatted(words.length(), Conversations.MAX_TEXT));
    }
    return words;
  }

  private static void take(int codePoint, StringBuilder clean) {
    boolean plain =
        switch (Character.getType(codePoint)) {
          case Character.CONTROL -> codePoint == '\n' || codePoint == '\t';
          case Character.SURROGATE -> false;
          default -> true;
        };
    if (!plain) {
      throw new InputRefusedException(
          Reason.MALFORMED, "text: expected no control characters but line breaks and tabs");
    }
    if (Character.getType(codePoint) != Character.FORMAT || codePoint == ZERO_WIDTH_JOINER) {
      clean.appendCodePoint(codePoint);
    }
  }
}
