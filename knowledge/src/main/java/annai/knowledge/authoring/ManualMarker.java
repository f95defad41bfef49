package annai.knowledge.authoring;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark of a numbered step at the start of a line.
 *
 * @param style how the number is written
 * @param number from 1; 0 for a bullet
 * @param rest the text after the mark
 */
record ManualMarker(Style style, int number, String rest) {

  /** How steps of a list are marked; steps of one list share it. */
  enum Style {
    CIRCLED,
    WORD,
    DIGIT,
    PARENTHESIS,
    LETTER,
    BULLET
  }

  private record Form(Style style, Pattern pattern) {}

  private static final String DIGITS = "([0-9０-９]{1,2})";

  private static final List<Form> FORMS =
      List.of(
          new Form(
              Style.WORD,
              Pattern.compile(
                  "^[【\\[<＜［(（]?(?:手順|ステップ|操作|作業|step|STEP|Step|Ｓｔｅｐ|ＳＴＥＰ)\\s?[-.．:：]?\\s?"
                      + DIGITS
                      + "(?![0-9０-９]|[-.．][0-9０-９])[】\\]>＞］)）]?\\s?[.．:：)）、—–-]?\\s*")),
          new Form(
              Style.PARENTHESIS,
              Pattern.compile("^[(（\\[［]\\s?" + DIGITS + "\\s?[)）\\]］]\\s*[.．:：、]?\\s*")),
          new Form(Style.PARENTHESIS, Pattern.compile("^" + DIGITS + "\\s?[)）]\\s*")),
          new Form(
              Style.DIGIT,
              Pattern.compile("^" + DIGITS + "\\s?(?:[.．](?![0-9０-９xX])|[、:：])\\s*(?![0-9０-９])")),
          new Form(
              Style.DIGIT,
              Pattern.compile(
                  "^" + DIGITS + "\\s(?=[「『\\[［【\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}])")),
          new Form(Style.LETTER, Pattern.compile("^[(（]?([a-hア-コイ-ト])[.．)）]\\s*")));

  /** The mark at the start of a text; empty when there is none. */
  static Optional<ManualMarker> of(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    int circled = circled(text.codePointAt(0));
    if (circled > 0) {
      String rest = text.substring(Character.charCount(text.codePointAt(0)));
      return Optional.of(
          new ManualMarker(Style.CIRCLED, circled, rest.replaceFirst("^[\\s.．:：、]+", "")));
    }
    for (Form form : FORMS) {
      Matcher mark = form.pattern().matcher(text);
      if (mark.find()) {
        return Optional.of(
            new ManualMarker(
                form.style(), number(form.style(), mark.group(1)), text.substring(mark.end())));
      }
    }
    return Optional.empty();
  }

  private static int number(Style style, String printed) {
    if (style != Style.LETTER) {
      return Integer.parseInt(ManualText.fold(printed));
    }
    char letter = printed.charAt(0);
    return letter < 'z' ? letter - 'a' + 1 : "アイウエオカキクケコ".indexOf(letter) + 1;
  }

  /** The number inside a circle, of every set that Unicode has; 0 for any other character. */
  static int circled(int c) {
    int[][] sets = {
      {0x2460, 20, 1}, {0x3251, 15, 21}, {0x32B1, 15, 36}, {0x2776, 10, 1}, {0x2780, 10, 1},
      {0x278A, 10, 1}, {0x24EB, 10, 11}, {0x24F5, 10, 1}, {0x2474, 20, 1}, {0x2488, 20, 1}
    };
    for (int[] set : sets) {
      if (c >= set[0] && c < set[0] + set[1]) {
        return c - set[0] + set[2];
      }
    }
    return 0;
  }
}
