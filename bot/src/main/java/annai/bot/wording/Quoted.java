package annai.bot.wording;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Strangers' words as data: without controls, capped, and marked as quoted. */
final class Quoted {

  private static final int LONGEST = 600;

  private Quoted() {}

  /** One line. */
  static String line(@Nullable String text, int longest) {
    if (text == null) {
      return "";
    }
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(longest * 4L)
        .map(c -> isPlain(c) ? c : ' ')
        .forEach(clean::appendCodePoint);
    String line = clean.toString().strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** Many lines, each marked. */
  static String block(String text) {
    return text.lines()
        .limit(20)
        .map(line -> "> " + line(line, LONGEST))
        .collect(Collectors.joining("\n"));
  }

  /** Many lines as they are, for the chat. */
  static String lines(String text) {
    return text.lines()
        .limit(200)
        .map(line -> line(line, 2000))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  private static boolean isPlain(int c) {
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
