package annai.knowledge.language;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Brings the many ways of writing the same word to one: width, case, kana, dashes, blanks.
 *
 * <p>Every method takes time linear in the text.
 */
public final class TextFolding {

  /** How much of a customer's text is looked at, in UTF-16 units; no request for help is longer. */
  public static final int MAX_LENGTH = 4_000;

  private TextFolding() {}

  /**
   * The text cut to {@link #MAX_LENGTH}, without controls, lone surrogates, invisible and
   * direction-changing characters; line breaks stay.
   */
  public static String clean(String raw) {
    int end = Math.min(raw.length(), MAX_LENGTH);
    StringBuilder cleaned = new StringBuilder(end);
    for (int i = 0; i < end; ) {
      int codePoint = raw.codePointAt(i);
      i += Character.charCount(codePoint);
      if (codePoint == '\n' || codePoint == '\t' || codePoint == '\r') {
        cleaned.append(codePoint == '\t' ? ' ' : codePoint == '\r' ? "" : "\n");
      } else if (isShown(codePoint)) {
        cleaned.appendCodePoint(codePoint);
      }
    }
    return cleaned.toString().strip();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> codePoint < 0xFE00 || codePoint > 0xFE0F;
    };
  }

  /** NFKC, lower case, one kind of dash and quote; kana as they are. */
  public static String normalise(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    StringBuilder unified = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      unified.append(unify(lower.charAt(i)));
    }
    return unified.toString();
  }

  private static char unify(char c) {
    return switch (c) {
      case '‐', '‑', '‒', '–', '—', '―', '−' -> '-';
      case '’', '‘', '´', '`' -> '\'';
      case '“', '”', '„', '«', '»', '〝', '〟' -> '"';
      case '、', '､' -> '、';
      default -> c;
    };
  }

  /**
   * {@link #normalise} and then: hiragana as katakana, a dash between katakana as a long vowel, no
   * blanks between Japanese characters, one elsewhere. An empty line ends a sentence.
   */
  public static String fold(String text) {
    String kana = foldKana(normalise(text).replace("\n\n", "。"));
    StringBuilder folded = new StringBuilder(kana.length());
    for (int i = 0; i < kana.length(); i++) {
      char c = kana.charAt(i);
      char before = folded.isEmpty() ? ' ' : folded.charAt(folded.length() - 1);
      if (isBlank(c)) {
        appendBlank(folded, before, nextVisible(kana, i));
      } else if ((c == '-' || c == '~' || c == '〜') && isKatakana(before)) {
        folded.append('ー');
      } else {
        folded.append(c);
      }
      if ((c == '!' || c == '?') && isWord(nextVisible(kana, i))) {
        folded.append('。');
      }
      if (isBlank(c)) {
        i = skipBlanks(kana, i);
      }
    }
    return folded.toString().strip();
  }

  private static void appendBlank(StringBuilder folded, char before, char after) {
    if (!(isJapanese(before) && isJapanese(after)) && before != ' ') {
      folded.append(' ');
    }
  }

  private static int skipBlanks(String text, int from) {
    int i = from;
    while (i + 1 < text.length() && isBlank(text.charAt(i + 1))) {
      i++;
    }
    return i;
  }

  private static char nextVisible(String text, int from) {
    int i = skipBlanks(text, from) + 1;
    return i < text.length() ? text.charAt(i) : ' ';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\n' || c == '\u00a0' || c == '\u3000';
  }

  /** Hiragana as katakana, everything else as it is; also good for regular expressions. */
  public static String foldKana(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      folded.append(c >= 'ぁ' && c <= 'ゖ' ? (char) (c + 0x60) : c);
    }
    return folded.toString();
  }

  private static boolean isWord(char c) {
    return isHiragana(c) || isKatakana(c) || isHan(c);
  }

  static boolean isHiragana(int c) {
    return c >= 0x3041 && c <= 0x309F;
  }

  static boolean isKatakana(int c) {
    return c >= 0x30A1 && c <= 0x30FE && c != '・';
  }

  static boolean isHan(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == '々';
  }

  static boolean isJapanese(int c) {
    return isHiragana(c) || isKatakana(c) || isHan(c) || c == '。' || c == '、' || c == '「';
  }
}
