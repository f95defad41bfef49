package annai.knowledge.authoring;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the dates that a text names, in Japanese (western years and eras) and English forms. */
final class ManualDates {

  private static final Map<String, Integer> ERAS =
      Map.of(
          "明治", 1867, "大正", 1911, "昭和", 1925, "平成", 1988, "令和", 2018, "s", 1925, "h", 1988, "r",
          2018);

  private static final String MONTHS =
      "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";

  private static final Pattern ERA =
      Pattern.compile(
          "(明治|大正|昭和|平成|令和)(\\d{1,2}|元)年(\\d{1,2})月(\\d{1,2})日"
              + "|(?<![a-z])([shr])(\\d{1,2})[./](\\d{1,2})[./](\\d{1,2})(?!\\d)");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(?<!\\d)((?:19|20)\\d{2})(?:年|[/.-])(\\d{1,2})(?:月|[/.-])(\\d{1,2})(?!\\d)");
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "(?<![a-z])" + MONTHS + " ?(\\d{1,2})(?:st|nd|rd|th)?[, ]?((?:19|20)\\d{2})(?!\\d)");
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?<!\\d)(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ?"
              + MONTHS
              + "[, ]?((?:19|20)\\d{2})(?!\\d)");
  private static final Pattern MONTH_ONLY =
      Pattern.compile(
          "(?<!\\d)(?:19|20)\\d{2}年(?:\\d{1,2}月)?(?!\\d)|(?<![a-z])"
              + MONTHS
              + " ?(?:19|20)\\d{2}|(?<!\\d)\\d{1,2}/\\d{1,2}/(?:19|20)\\d{2}"
              + "|(?:平成|令和)(?:\\d{1,2}|元)年");

  private ManualDates() {}

  /** Every full date of a text, in no order; one that no calendar has is left out. */
  static List<LocalDate> in(String text) {
    String folded = folded(text);
    List<LocalDate> dates = new ArrayList<>();
    add(dates, ERA, folded, ManualDates::era);
    add(dates, YEAR_FIRST, folded, m -> date(number(m, 1), number(m, 2), number(m, 3)));
    add(dates, MONTH_FIRST, folded, m -> date(number(m, 3), month(m.group(1)), number(m, 2)));
    add(dates, DAY_FIRST, folded, m -> date(number(m, 3), month(m.group(2)), number(m, 1)));
    return dates;
  }

  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\s+", " ")
        .replaceAll(" ?([^a-z0-9 ]) ?", "$1");
  }

  /** Whether a text seems to name a date that can't be read to the day. */
  static boolean hasUnclear(String text) {
    return in(text).isEmpty() && MONTH_ONLY.matcher(folded(text)).find();
  }

  private static void add(
      List<LocalDate> dates,
      Pattern pattern,
      String text,
      Function<MatchResult, LocalDate> reader) {
    pattern
        .matcher(text)
        .results()
        .forEach(
            match -> {
              try {
                dates.add(reader.apply(match));
              } catch (DateTimeException _) {
                // no such day in any calendar: the caller sees a text without a date
              }
            });
  }

  private static LocalDate era(MatchResult m) {
    int first = m.group(1) != null ? 1 : 5;
    Integer base = ERAS.getOrDefault(m.group(first), 0);
    int year = m.group(first + 1).equals("元") ? 1 : number(m, first + 1);
    return date(base + year, number(m, first + 2), number(m, first + 3));
  }

  private static LocalDate date(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }

  private static int number(MatchResult m, int group) {
    return Integer.parseInt(m.group(group));
  }

  private static int month(String name) {
    return "janfebmaraprmayjunjulaugsepoctnovdec".indexOf(name.substring(0, 3)) / 3 + 1;
  }
}
