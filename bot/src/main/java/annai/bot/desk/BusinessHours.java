package annai.bot.desk;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When people answer at the desk: the same hours every week, but for holidays.
 *
 * @param week the hours of each day, which don't overlap; a day without any is closed
 * @param holidays days on which nobody is there
 */
public record BusinessHours(
    ZoneId zone, Map<DayOfWeek, List<Hours>> week, Set<LocalDate> holidays) {

  private static final Pattern PART =
      Pattern.compile(
          "(\\p{L}{3})(?:-(\\p{L}{3}))?\\s+(\\d{1,2}):(\\d{2})-(\\d{1,2}):(\\d{2})",
          Pattern.CASE_INSENSITIVE);
  private static final int DAYS_AHEAD = 400;
  private static final int LAST_MINUTE = 24 * 60;

  /**
   * From one minute of the day to before another.
   *
   * @param to at most 1440, the end of the day
   */
  public record Hours(int from, int to) {
    public Hours {
      if (from < 0 || to <= from || to > LAST_MINUTE) {
        throw new IllegalArgumentException(
            "%s-%s: expected an end after the beginning, at most 24:00"
                .formatted(clock(from), clock(to)));
      }
    }

    private boolean overlaps(Hours other) {
      return from < other.to && other.from < to;
    }

    private static String clock(int minute) {
      return "%02d:%02d".formatted(minute / 60, minute % 60);
    }
  }

  public BusinessHours {
    EnumMap<DayOfWeek, List<Hours>> sorted = new EnumMap<>(DayOfWeek.class);
    week.forEach((day, hours) -> sorted.put(day, sorted(day, hours)));
    week = Map.copyOf(sorted);
    holidays = Set.copyOf(holidays);
  }

  private static List<Hours> sorted(DayOfWeek day, List<Hours> hours) {
    List<Hours> sorted = hours.stream().sorted(Comparator.comparingInt(Hours::from)).toList();
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).overlaps(sorted.get(i - 1))) {
        throw new IllegalArgumentException(
            "%s: its hours overlap".formatted(day.name().toLowerCase(Locale.ROOT)));
      }
    }
    return sorted;
  }

  /**
   * Reads hours as they are written in the settings, with commas between them.
   *
   * @param text such as "mon-fri 9:00-12:00, mon-fri 13:00-18:00, sat 10:00-15:00"
   * @throws IllegalArgumentException naming the part that can't be read, or whose hours overlap
   */
  public static BusinessHours parse(String text, ZoneId zone, Set<LocalDate> holidays) {
    EnumMap<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    for (String part : text.split(",", -1)) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'%s' can't be read, expected such as 'mon-fri 9:00-18:00'".formatted(part.strip()));
      }
      DayOfWeek first = day(matcher.group(1));
      DayOfWeek last = matcher.group(2) == null ? first : day(matcher.group(2));
      Hours hours =
          new Hours(
              minute(matcher.group(3), matcher.group(4)),
              minute(matcher.group(5), matcher.group(6)));
      for (DayOfWeek day = first; ; day = day.plus(1)) {
        week.computeIfAbsent(day, _ -> new ArrayList<>()).add(hours);
        if (day == last) {
          break;
        }
      }
    }
    return new BusinessHours(zone, week, holidays);
  }

  private static DayOfWeek day(String name) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, 3).equalsIgnoreCase(name)) {
        return day;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is no day, expected mon, tue, wed, thu, fri, sat or sun".formatted(name));
  }

  private static int minute(String hour, String minute) {
    int minutes = Integer.parseInt(minute);
    if (minutes > 59) {
      throw new IllegalArgumentException(
          "'%s:%s' is no time, expected 0:00 to 24:00".formatted(hour, minute));
    }
    return Integer.parseInt(hour) * 60 + minutes;
  }

  /** Whether people are there at an instant. */
  public boolean openAt(Instant instant) {
    ZonedDateTime now = instant.atZone(zone);
    int minute = now.getHour() * 60 + now.getMinute();
    return hours(now.toLocalDate()).stream()
        .anyMatch(hours -> hours.from() <= minute && minute < hours.to());
  }

  /** The next beginning of hours after an instant; empty when there is none within 400 days. */
  public Optional<ZonedDateTime> opensAfter(Instant instant) {
    ZonedDateTime now = instant.atZone(zone);
    for (int ahead = 0; ahead < DAYS_AHEAD; ahead++) {
      LocalDate day = now.toLocalDate().plusDays(ahead);
      for (Hours hours : hours(day)) {
        LocalTime time = LocalTime.of(hours.from() / 60, hours.from() % 60);
        ZonedDateTime opens = ZonedDateTime.of(day, time, zone);
        if (opens.isAfter(now)) {
          return Optional.of(opens);
        }
      }
    }
    return Optional.empty();
  }

  private List<Hours> hours(LocalDate day) {
    return holidays.contains(day) ? List.of() : week.getOrDefault(day.getDayOfWeek(), List.of());
  }
}
