package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessHoursTest {

  private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
  private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

  private final BusinessHours hours =
      BusinessHours.parse(
          "mon-fri 9:00-12:00, Mon-Fri 13:00-18:00, sat 10:00-15:00", TOKYO, Set.of(NEW_YEAR));

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
  }

  // 2026-11-24 is a Tuesday
  @ParameterizedTest
  @CsvSource({
    "2026-11-24T08:59, false, 2026-11-24T09:00",
    "2026-11-24T09:00, true, 2026-11-24T13:00",
    "2026-11-24T12:00, false, 2026-11-24T13:00",
    "2026-11-24T17:59, true, 2026-11-25T09:00",
    "2026-11-24T18:00, false, 2026-11-25T09:00",
    "2026-11-27T18:00, false, 2026-11-28T10:00",
    "2026-11-28T15:00, false, 2026-11-30T09:00",
    "2026-11-29T12:00, false, 2026-11-30T09:00",
    "2026-12-31T19:00, false, 2027-01-02T10:00",
    "2027-01-01T10:00, false, 2027-01-02T10:00"
  })
  void moment_isOpenOrNot_andTheNextOpeningIsKnown(String now, boolean open, String next) {
    assertThat(hours.openAt(at(now))).isEqualTo(open);
    assertThat(hours.opensAfter(at(now)).orElseThrow().toInstant()).isEqualTo(at(next));
  }

  @Test
  void weekend_overTheEndOfTheWeek_isOfBothDays() {
    BusinessHours weekend = BusinessHours.parse("sat-mon 0:00-24:00", TOKYO, Set.of());
    assertThat(weekend.openAt(at("2026-11-29T23:59"))).isTrue();
    assertThat(weekend.openAt(at("2026-11-30T00:00"))).isTrue();
    assertThat(weekend.openAt(at("2026-12-01T00:00"))).isFalse();
  }

  @Test
  void hours_whereClocksGoForward_openAtTheFirstMomentThereIs() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    BusinessHours early = BusinessHours.parse("sun 2:30-5:00", berlin, Set.of());
    ZonedDateTime before = ZonedDateTime.of(2027, 3, 28, 0, 0, 0, 0, berlin);
    assertThat(early.opensAfter(before.toInstant()).orElseThrow().getHour()).isEqualTo(3);
  }

  @Test
  void nobodyEver_opensNever() {
    BusinessHours never = new BusinessHours(TOKYO, Map.of(), Set.of());
    assertThat(never.openAt(at("2026-11-24T10:00"))).isFalse();
    assertThat(never.opensAfter(at("2026-11-24T10:00"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "always | 'always' can't be read",
        "mon-fri 9-18 | 'mon-fri 9-18' can't be read",
        "mon 18:00-9:00 | 18:00-09:00: expected an end after the beginning",
        "mon 9:00-25:00 | expected an end after the beginning, at most 24:00",
        "mon 9:75-18:00 | '9:75' is no time",
        "xyz 9:00-18:00 | 'xyz' is no day",
        "mon 9:00-12:00, mon 11:00-13:00 | monday: its hours overlap",
        "mon 9:00-12:00, | '' can't be read"
      })
  void unreadable_isRefusedByItsPart(String text, String reason) {
    assertThatThrownBy(() -> BusinessHours.parse(text, TOKYO, Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
