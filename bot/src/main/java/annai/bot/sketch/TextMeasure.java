package annai.bot.sketch;

import java.util.ArrayList;
import java.util.List;

/**
 * How wide a text becomes in a sans-serif font that isn't known, and how it breaks into lines.
 *
 * <p>Widths are at the upper end of what common system fonts take, so that a text that fits here
 * fits on the screen. They are in thousandths of the font size.
 */
final class TextMeasure {

  private static final String NARROW = "iljtfrI.,:;'|!()[]/ ";
  private static final String WIDE = "mwMW@%";
  private static final String NEVER_FIRST = "、。，．・：；？！）］｝」』】〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ…)]}.,:;!?";
  private static final String ELLIPSIS = "…";

  private TextMeasure() {}

  /** In the unit of {@code size}. */
  static double width(String text, double size) {
    return text.codePoints().mapToLong(TextMeasure::thousandths).sum() * size / 1000;
  }

  /**
   * The lines of a text, at least one; the last one ends in an ellipsis when not all of it fits.
   *
   * @param width of the longest line
   */
  static List<String> wrap(String text, double size, double width, int maxLines) {
    List<String> lines = new ArrayList<>();
    String rest = text.strip();
    while (!rest.isEmpty() && lines.size() < maxLines - 1 && width(rest, size) > width) {
      int end = lineEnd(rest, size, width);
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    lines.add(shorten(rest, size, width));
    return lines;
  }

  /** The text, or as much of its beginning as fits with an ellipsis. */
  static String shorten(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int end = fitting(text, size, width - width(ELLIPSIS, size));
    return text.substring(0, end).strip() + ELLIPSIS;
  }

  private static int lineEnd(String text, double size, double width) {
    int fits = Math.max(fitting(text, size, width), Character.charCount(text.codePointAt(0)));
    for (int end = fits; end > 0; end--) {
      if (mayBreak(text, end)) {
        return end;
      }
    }
    return fits;
  }

  private static boolean mayBreak(String text, int at) {
    if (at >= text.length()) {
      return true;
    }
    char before = text.charAt(at - 1);
    char after = text.charAt(at);
    if (NEVER_FIRST.indexOf(after) >= 0 || Character.isLowSurrogate(after)) {
      return false;
    }
    return before == ' ' || after == ' ' || isWide(before) || isWide(after);
  }

  private static int fitting(String text, double size, double width) {
    double used = 0;
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      used += thousandths(c) * size / 1000;
      if (used > width) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static long thousandths(int c) {
    if (isWide(c)) {
      return c >= 0x1F000 ? 1300 : 1000;
    }
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      case Character.UPPERCASE_LETTER -> WIDE.indexOf(c) >= 0 ? 960 : latin(c, 720);
      default -> WIDE.indexOf(c) >= 0 ? 960 : latin(c, c < 0x250 ? 610 : 800);
    };
  }

  private static long latin(int c, long usual) {
    return NARROW.indexOf(c) >= 0 ? 390 : usual;
  }

  /** East Asian Wide and Fullwidth (Unicode Annex 11), and pictographs. */
  private static boolean isWide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x2190 && c <= 0x27BF)
        || c == 0x2026
        || (c >= 0x1F000 && c <= 0x3FFFD);
  }
}
