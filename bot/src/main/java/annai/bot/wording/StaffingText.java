package annai.bot.wording;

import annai.knowledge.Language;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** When a person may be expected, in words. */
final class StaffingText {

  private StaffingText() {}

  /**
   * Also puts it into the row's body: {@code waitMinutes} or {@code opensAt}.
   *
   * @return empty when it isn't known
   */
  static Optional<String> expected(
      Staffing.Presence presence, Speech speech, Map<String, Object> body) {
    return switch (presence) {
      case Staffing.Presence.Open(Duration usualWait) -> {
        if (usualWait == null) {
          yield Optional.empty();
        }
        int minutes = roundedMinutes(usualWait);
        body.put("waitMinutes", minutes);
        yield Optional.of(
            speech.words("hand-off.wait", Map.of("minutes", Integer.toString(minutes))));
      }
      case Staffing.Presence.Closed(ZonedDateTime opens) -> {
        if (opens == null) {
          yield Optional.of(speech.words("hand-off.closed-longer"));
        }
        body.put("opensAt", opens.toInstant().toString());
        yield Optional.of(
            speech.words("hand-off.closed", Map.of("opens", moment(opens, speech.language()))));
      }
    };
  }

  /** Up to ten each minute, then in fives: nobody knows it better. */
  private static int roundedMinutes(Duration wait) {
    int minutes = (int) Math.min(Integer.MAX_VALUE / 2, wait.plusSeconds(59).toMinutes());
    return minutes <= 10 ? Math.max(1, minutes) : (minutes + 4) / 5 * 5;
  }

  private static String moment(ZonedDateTime opens, Language language) {
    return switch (language) {
      case JA -> DateTimeFormatter.ofPattern("M月d日(E) H:mm", Locale.JAPANESE).format(opens);
      case EN -> DateTimeFormatter.ofPattern("EEEE d MMMM, H:mm", Locale.ENGLISH).format(opens);
    };
  }
}
