package annai.knowledge.authoring;

import java.lang.Character.UnicodeBlock;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Repairs of a manual's wording: blanks, joined lines, characters that only scanners write. */
final class ManualText {

  /** 一 between two katakana is a long vowel that a scanner misread. */
  private static final Pattern KANJI_FOR_LONG_VOWEL = Pattern.compile("(?<=[ァ-ヺ])一(?=[ァ-ヺ])");

  private static final String CLOSERS = "」』）)]】〕\"'”’》>";
  private static final String SENTENCE_ENDS = "。．！？!?；;：:";

  private static final Set<String> HYPHENATED =
      Set.of(
          "double", "right", "left", "e", "drop", "pop", "pull", "sign", "log", "pre", "non",
          "multi", "two", "one", "three", "self", "plug", "add", "check", "auto", "built", "user",
          "well", "opt", "case", "third", "end", "so", "up", "high", "low", "read", "step", "post",
          "anti", "sub");

  /** In characters; no paragraph of a manual is longer, so lines are not joined beyond. */
  static final int LONGEST_PARAGRAPH = 4000;

  private ManualText() {}

  /**
   * The same text without invisible characters, with ligatures and radicals written as the letters
   * that they stand for; tabs stay.
   */
  static String clean(String line) {
    StringBuilder text = new StringBuilder(line.length());
    line.codePoints()
        .forEach(
            c -> {
              if (c == '\t') {
                text.append('\t');
              } else if (isBlank(c) || Character.getType(c) == Character.CONTROL) {
                text.append(' ');
              } else if (isScannersLetter(c)) {
                text.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
              } else if (Character.getType(c) != Character.FORMAT) {
                text.appendCodePoint(c);
              }
            });
    return KANJI_FOR_LONG_VOWEL.matcher(text).replaceAll("ー");
  }

  private static boolean isBlank(int c) {
    return Character.isSpaceChar(c) || Character.isWhitespace(c);
  }

  private static boolean isScannersLetter(int c) {
    UnicodeBlock block = UnicodeBlock.of(c);
    return Objects.equals(block, UnicodeBlock.KANGXI_RADICALS)
        || Objects.equals(block, UnicodeBlock.CJK_RADICALS_SUPPLEMENT)
        || Objects.equals(block, UnicodeBlock.CJK_COMPATIBILITY_IDEOGRAPHS)
        || Objects.equals(block, UnicodeBlock.ALPHABETIC_PRESENTATION_FORMS);
  }

  /** One blank where several were, none between Japanese characters or before their brackets. */
  static String repairBlanks(String text) {
    int[] chars = text.strip().codePoints().toArray();
    StringBuilder repaired = new StringBuilder(chars.length);
    int i = 0;
    while (i < chars.length) {
      if (!isBlank(chars[i])) {
        repaired.appendCodePoint(chars[i++]);
        continue;
      }
      int before = chars[i - 1];
      while (isBlank(chars[i])) {
        i++;
      }
      if (!dropsBlank(before, chars[i])) {
        repaired.append(' ');
      }
    }
    return repaired.toString();
  }

  private static boolean dropsBlank(int before, int after) {
    boolean japaneseBefore = isJapanese(before);
    boolean japaneseAfter = isJapanese(after);
    return (japaneseBefore && (japaneseAfter || after == '[' || after == '('))
        || (japaneseAfter && (before == ']' || before == ')'))
        || after == '、'
        || after == '。';
  }

  /** Two pieces of one sentence; a blank only between words that need one. */
  static String join(String first, String second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first + second;
    }
    int before = first.codePointBefore(first.length());
    int after = second.codePointAt(0);
    if (before == '-' && Character.isLowerCase(after) && first.length() > 1) {
      return isCutWord(first) ? first.substring(0, first.length() - 1) + second : first + second;
    }
    boolean tight = isJapanese(before) || isJapanese(after) || before == '[' || after == ']';
    return tight ? first + second : first + " " + second;
  }

  /** Whether the hyphen at the end of a line only cuts a word, as far as its first part tells. */
  private static boolean isCutWord(String line) {
    String word =
        line.substring(line.lastIndexOf(' ') + 1, line.length() - 1).toLowerCase(Locale.ROOT);
    return !word.isEmpty()
        && word.chars().allMatch(c -> c >= 'a' && c <= 'z')
        && !HYPHENATED.contains(word);
  }

  static boolean isJapanese(int c) {
    UnicodeScript script = UnicodeScript.of(c);
    return script == UnicodeScript.HAN
        || script == UnicodeScript.HIRAGANA
        || script == UnicodeScript.KATAKANA
        || c == 'ー'
        || (c > 0x3000 && c <= 0x303F)
        || (c >= 0xFF01 && c <= 0xFFEF)
        || c == '※'
        || c == '・';
  }

  static boolean hasJapanese(String text) {
    return text.codePoints().anyMatch(ManualText::isJapanese);
  }

  /** Whether a text ends where a sentence may end, closing brackets apart. */
  static boolean endsSentence(String text) {
    int end = text.length();
    while (end > 0 && CLOSERS.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end == 0) {
      return false;
    }
    char last = text.charAt(end - 1);
    boolean label = end < text.length() && (last == ':' || last == '：');
    if (last == '.') {
      return end < 2 || text.charAt(end - 2) != '.';
    }
    return !label && SENTENCE_ENDS.indexOf(last) >= 0;
  }

  /** Whether a text ends with a full stop of either language. */
  static boolean endsWithStop(String text) {
    return endsSentence(text) && !text.endsWith(":") && !text.endsWith("：");
  }

  /** A text in one width and case, without any blank: what names and words are compared by. */
  static String key(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder key = new StringBuilder(folded.length());
    folded.codePoints().filter(c -> !isBlank(c)).forEach(key::appendCodePoint);
    return key.toString();
  }

  /** A text in one width and case, blanks kept. */
  static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT).strip();
  }

  /** Columns on a screen: a Japanese character takes two. */
  static int width(String text) {
    return text.codePoints().map(c -> isJapanese(c) ? 2 : 1).sum();
  }
}
