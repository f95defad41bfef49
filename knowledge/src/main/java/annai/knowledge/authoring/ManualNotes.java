package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Note;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Recognises notes among steps, and what they are about. */
final class ManualNotes {

  private static final Pattern MARK =
      Pattern.compile(
          "^(?:※|[＊*](?=\\s?\\p{L})"
              + "|[【\\[(（〔＜<](?:ご?注意(?:事項|点)?|注|備考|補足|重要|参考|ヒント|メモ|ポイント|(?i:note|caution|warning|important|tip))\\s?[0-9０-９]{0,2}[】\\])）〕＞>]\\s?[:：]?"
              + "|(?:ご?注意(?:事項|点)?|注記?|備考|補足|重要|参考|ヒント|メモ)\\s?[0-9０-９]{0,2}\\s?(?:[:：)）.．]|[\\s　]|$)"
              + "|(?i:please note|notes?|caution|warning|important|tip|attention|nb|n\\.b\\.|remark)\\s?[0-9]{0,2}\\s?(?:[:：!]|\\s[-–—]\\s))");

  private static final Pattern SUPPORT =
      Pattern.compile("サポート|提供|開発|保守|support|maintenance|security updates|maintained|developed");
  private static final Pattern END =
      Pattern.compile(
          "終了|終え|打ち切|停止|end(?:s|ed|ing)?\\b|end of|no longer|discontinu|expire|ceas|stopped|retire");

  private ManualNotes() {}

  /** Whether a line starts a note. */
  static boolean starts(String text) {
    return MARK.matcher(text).find();
  }

  /** Whether a note is nothing but its mark yet. */
  static boolean isBare(String text) {
    Matcher mark = MARK.matcher(text);
    return text.isEmpty() || (mark.find() && text.substring(mark.end()).isBlank());
  }

  static boolean isEndOfSupport(String text) {
    String folded = ManualText.fold(text);
    return SUPPORT.matcher(folded).find() && END.matcher(folded).find();
  }

  /** The note with its kind and date; the last of several dates is when support really ends. */
  static Note of(String text, int line) {
    LocalDate date = ManualDates.in(text).stream().max(Comparator.naturalOrder()).orElse(null);
    Note.About about = isEndOfSupport(text) ? Note.About.END_OF_SUPPORT : Note.About.EXPLANATION;
    return new Note(about, date, text, line);
  }
}
