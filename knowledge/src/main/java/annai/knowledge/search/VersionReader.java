package annai.knowledge.search;

import annai.knowledge.language.TextFolding;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the version that belongs to a name in a folded text. */
final class VersionReader {

  private static final String WORD =
      TextFolding.foldKana("(?:の ?)?(?:ver(?:sion|\\.)?|v\\.?|バージョン|ばーじょん|rev\\.?)");
  private static final String NO_COUNT =
      TextFolding.foldKana(
          "(?![0-9]|[.][0-9]|番|時|日|月|人|回|件|つ|台|個|分|歳|名|度|通|ポート|mb|gb|[ ]?(?:port|days?|hours?|times|years?|weeks?|messages|emails|mails|accounts|bit))");
  private static final Pattern AFTER =
      Pattern.compile(
          "(?:[ 「『(\\[!、,:-]|の|は|が|app|アプリ){0,3}".replace("の|は|が", TextFolding.foldKana("の|は|が"))
              + "(?:"
              + WORD
              + ")?[ .:]{0,2}([0-9]{1,4}(?:\\.(?:[0-9]{1,5}|x)){0,3})"
              + NO_COUNT);
  private static final Pattern YEAR_AFTER =
      Pattern.compile(
          "(?:[ 「『(\\[!、,:-]|ノ|ハ|ガ|office|オフィス|microsoft|mail|エディション){0,4}(?:"
              + WORD
              + ")?[ .:']{0,2}(20(?:0[0-9]|1[0-9]|2[0-9])|365|xp|97|98|07|10|13|16|19)(?:年版)?(?![0-9]|\\.[0-9]|番|年(?!版)|時|日|月|分|件|通)");
  private static final Pattern YEAR_BEFORE =
      Pattern.compile(
          "(20(?:0[0-9]|1[0-9]|2[0-9])|365)(?:年版|版|バージョン|年)?[ 」]?(?:ノ|版)?[ 「]?(?:(?:office|オフィス|ms|microsoft)ノ? ?)?$");
  private static final Pattern YEAR_ANYWHERE =
      Pattern.compile(
          "(?<![0-9/.-])(2003|2007|2010|2013|2016|2019|2021|2024)(?:年版)?(?![0-9/.-]|年(?!版))");
  private static final Pattern SYSTEM_AFTER =
      Pattern.compile(
          "(?:[ 「『(、,:/]|ノ|ハ|ガ|os|mail|メール|sierra|high|yosemite|el capitan|capitan|mavericks|mojave|catalina|big sur|monterey|ventura|sonoma|シエラ|marshmallow){0,5}(?:"
              + WORD
              + ")?(?:ハ|ガ)?[ .:]{0,2}([0-9]{1,2}(?:\\.(?:[0-9]{1,3}|x)){0,3})"
              + NO_COUNT);
  private static final Set<String> PORTS =
      Set.of(
          "25", "465", "587", "110", "143", "993", "995", "2525", "534", "535", "550", "553",
          "554");

  private VersionReader() {}

  /** The version after a name such as "thunderbird"; numbers that are ports or codes aren't one. */
  static @Nullable String after(String folded, int end) {
    String version = lookingAt(AFTER, folded, end);
    return version == null || PORTS.contains(version) ? null : version;
  }

  /** The year after or before a name such as "outlook". */
  static @Nullable String year(String folded, int start, int end) {
    String year = lookingAt(YEAR_AFTER, folded, end);
    if (year == null) {
      Matcher before = YEAR_BEFORE.matcher(folded).region(Math.max(0, start - 24), start);
      year = before.find() ? before.group(1) : null;
    }
    return year != null
            && year.length() == 2
            && Character.isDigit(year.charAt(0))
            && !year.startsWith("9")
        ? "20" + year
        : year;
  }

  /** A year of a version anywhere, for a text that has only one mail client of that kind. */
  static @Nullable String yearAnywhere(String folded) {
    Matcher matcher = YEAR_ANYWHERE.matcher(folded);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static final Pattern YEAR_CORRECTED =
      Pattern.compile(
          "(20(?:03|07|10|13|16|19|21|24))[^。0-9]{0,20}(?:ト(?:言|イ|書)|ジャナ|デハナ|デナ|ヤナ|チャウ|違|間違|訂正|sorry|i mean|actually|no,|oops|ト思)[^。0-9]{0,20}(20(?:03|07|10|13|16|19|21|24))");
  private static final Pattern YEAR_NEGATED =
      Pattern.compile(
          "not (?:outlook )?20[0-9]{2},? (?:but )?(?:outlook )?(20[0-9]{2})|(20[0-9]{2}),? not (?:outlook )?20[0-9]{2}");

  private static final Pattern ALTERNATIVE_YEARS =
      Pattern.compile(
          "(20(?:07|10|13|16))(?:年版)?(?: ?(?:カ|モシクハ|マタハ|ソレトモ|or|/)[、 ]?){1,2}(?:outlook ?)?(20(?:07|10|13|16))(?![0-9/.-])");

  /** Two years between which the text leaves it open; empty when it does not. */
  static List<String> alternativeYears(String folded) {
    Matcher matcher = ALTERNATIVE_YEARS.matcher(folded);
    return matcher.find() ? List.of(matcher.group(1), matcher.group(2)) : List.of();
  }

  /** Whether one year is taken back for another. */
  static boolean isYearCorrected(String folded) {
    return correctedYear(folded) != null;
  }

  /** The year that stands in the place of one taken back; null when none is. */
  static @Nullable String correctedYear(String folded) {
    Matcher corrected = YEAR_CORRECTED.matcher(folded);
    if (corrected.find() && !corrected.group(1).equals(corrected.group(2))) {
      return corrected.group(2);
    }
    Matcher negated = YEAR_NEGATED.matcher(folded);
    if (negated.find()) {
      return negated.group(1) != null ? negated.group(1) : negated.group(2);
    }
    return null;
  }

  /** The version after the name of an operating system. */
  static @Nullable String system(String folded, int end) {
    String version = lookingAt(SYSTEM_AFTER, folded, end);
    return version == null || PORTS.contains(version) ? null : version;
  }

  private static @Nullable String lookingAt(Pattern pattern, String folded, int from) {
    Matcher matcher = pattern.matcher(folded).region(from, folded.length());
    return matcher.lookingAt() ? matcher.group(1) : null;
  }
}
