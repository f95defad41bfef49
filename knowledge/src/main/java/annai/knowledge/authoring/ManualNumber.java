package annai.knowledge.authoring;

import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number in front of a heading.
 *
 * @param printed without blanks and in half width, such as "1.4.1", "1-2" or "3"
 * @param depth how many parts it has
 * @param form how it is written
 * @param title what follows
 */
record ManualNumber(String printed, int depth, Form form, String title) {

  /** How a heading is numbered; only {@link #PARTS} and {@link #CHAPTER} can't be a step's mark. */
  enum Form {
    PARTS,
    CHAPTER,
    SINGLE,
    PARENTHESIS,
    LETTER
  }

  private record Shape(Form form, Pattern pattern) {}

  private static final String KANJI = "一二三四五六七八九十";

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(
              Form.CHAPTER,
              Pattern.compile(
                  "^第\\s?([0-9]{1,2}|[一二三四五六七八九十]{1,2})\\s?(?:章|節|部|項|編)\\s?[.:、]?\\s*")),
          new Shape(
              Form.CHAPTER,
              Pattern.compile(
                  "^(?i:chapter|section|part|appendix)\\s([0-9]{1,2}(?:[.-][0-9]{1,2}){0,4}|[A-Z](?![a-z]))\\s?[.:)–—-]?\\s*")),
          new Shape(
              Form.PARTS,
              Pattern.compile(
                  "^§?\\s?([0-9]{1,2}(?:(?:\\s?[.,·]|\\s[.,·]\\s)[0-9]{1,2}){1,4}|[A-Z](?:\\.[0-9]{1,2}){1,4})(?![0-9]|\\.?[xX](?![a-zA-Z]))\\s?[.):、]?\\s*")),
          new Shape(
              Form.PARTS, Pattern.compile("^([0-9lIO]{1,2}(?:[.,][0-9lIO]{1,2}){1,4})[.):]?\\s+")),
          new Shape(
              Form.PARTS,
              Pattern.compile(
                  "^§?\\s?([0-9]{1,2}(?:\\s?[-‐−–]\\s?[0-9]{1,2}){1,4})(?![0-9])\\s?[.):、]?\\s*")),
          new Shape(Form.PARENTHESIS, Pattern.compile("^[(\\[]\\s?([0-9]{1,2})\\s?[)\\]]\\s*")),
          new Shape(Form.SINGLE, Pattern.compile("^([0-9]{1,2})\\s?[.):、](?![0-9xX])\\s*")),
          new Shape(Form.SINGLE, Pattern.compile("^([0-9]{1,2})\\s+")),
          new Shape(Form.CHAPTER, Pattern.compile("^([Ⅰ-Ⅻ])\\s?[.):、]?\\s*")),
          new Shape(Form.LETTER, Pattern.compile("^([A-Z]|[IVX]{1,4})[.)]\\s+")),
          new Shape(Form.LETTER, Pattern.compile("^[(]([ア-コ])[)]\\s*")));

  /** The number that a heading's text starts with; empty when there is none. */
  static Optional<ManualNumber> of(String heading) {
    String text = half(heading);
    for (Shape shape : SHAPES) {
      Matcher number = shape.pattern().matcher(text);
      if (number.find() && isNumber(number.group(1))) {
        String printed = repaired(number.group(1));
        int depth = printed.split("[.-]").length;
        return Optional.of(
            new ManualNumber(
                printed, depth, shape.form(), heading.substring(number.end()).strip()));
      }
    }
    return Optional.empty();
  }

  private static boolean isNumber(String printed) {
    return printed.matches(".*[0-9].*")
        || printed.matches("[A-Z]{1,4}|[Ⅰ-Ⅻア-コ]")
        || KANJI.indexOf(printed.charAt(0)) >= 0;
  }

  /** Letters that a scanner reads for digits, commas for points. */
  private static String repaired(String printed) {
    if (KANJI.indexOf(printed.charAt(0)) >= 0) {
      int ones = KANJI.indexOf(printed.charAt(printed.length() - 1)) + 1;
      return Integer.toString(
          printed.length() == 2
              ? (ones == 10 ? 10 * (KANJI.indexOf(printed.charAt(0)) + 1) : 10 + ones)
              : ones);
    }
    String plain =
        Normalizer.normalize(printed, Normalizer.Form.NFKC)
            .replaceAll("\\s", "")
            .replace(',', '.')
            .replace('·', '.')
            .replaceAll("[‐−–]", "-");
    return plain.matches("[A-Z](?:\\.\\d+)*|[IVX]+")
        ? plain
        : plain.replaceAll("[lI]", "1").replace('O', '0');
  }

  /** Full-width letters, digits and signs as half-width ones, each character at its place. */
  private static String half(String text) {
    StringBuilder half = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      half.append(
          c >= 0xFF01 && c <= 0xFF5E ? (char) (c - 0xFEE0) : c == '　' ? ' ' : c == '．' ? '.' : c);
    }
    return half.toString();
  }
}
