package annai.knowledge.authoring;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether a line goes on with the sentence of the line above it.
 *
 * @param stopped whether the author ends sentences with a full stop, so that a line without one is
 *     not at its end
 */
record ManualSentences(boolean stopped) {

  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(?:[をにがはでとのへもや、，,「『（(\\[・/]|から|まで|より|して|って|または|および|場合|ため"
              + "|\\b(?:the|a|an|to|and|or|of|in|on|for|your|from|with|then|by|at|is|are|that|as))$");
  private static final Pattern CONTINUES =
      Pattern.compile(
          "^(?:[をにがはへ、。，」』）\\])ーぁぃぅぇぉっゃゅょァィゥェォッャュョん]|る(?!ー)|ます|ました|って|った|れ[てばる]"
              + "|の(?![ぞち])|で(?!き)|と(?![きこ])|\\p{Ll})");
  private static final String VERB = "(?:ます|る|す|く|クリック|選択|タップ|入力|ください|下さい)$";
  private static final Pattern COMPLETE = Pattern.compile(VERB + "|[\\])）」』]$");
  private static final Pattern VERB_AT_END = Pattern.compile(VERB);

  /** Read off all lines of a section: half of its sentences with a full stop are enough. */
  static ManualSentences of(List<ManualLine> lines) {
    long japanese = lines.stream().filter(line -> ManualText.hasJapanese(line.text())).count();
    long stopped = lines.stream().filter(line -> line.text().endsWith("。")).count();
    return new ManualSentences(japanese > 0 && stopped * 2 >= japanese);
  }

  /** Whether the end of one line or the start of the next shows that a sentence was cut. */
  static boolean isOneSentence(String above, String below) {
    return isUnfinished(above) || CONTINUES.matcher(below).find();
  }

  /** As much of a text's end as any of the patterns looks at. */
  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - 12));
  }

  static boolean isUnfinished(String text) {
    return UNFINISHED.matcher(end(text)).find();
  }

  /**
   * Whether a line belongs to the sentence above it.
   *
   * @param paragraph whether a blank line stands between them
   * @param main whether the text above is a step or a note, and no paragraph below one
   */
  boolean goesOn(String above, String below, boolean paragraph, boolean main) {
    boolean japanese = ManualText.hasJapanese(above);
    if (ManualText.endsSentence(above)) {
      return !paragraph && !japanese && ManualText.width(above) >= 60;
    }
    if (isOneSentence(above, below)) {
      return main || !paragraph;
    }
    if (paragraph) {
      return main && stopped && japanese && !COMPLETE.matcher(end(above)).find();
    }
    return !(japanese && (stopped ? VERB_AT_END : COMPLETE).matcher(end(above)).find());
  }
}
