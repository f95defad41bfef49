package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.store.Database;
import annai.bot.store.HandOffWaitStore;
import annai.bot.store.TestDatabases;
import annai.bot.wording.Staffing.Presence;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeskStaffingTest {

  private static final Instant NOW = Instant.parse("2026-11-24T03:30:00Z");

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void waits_ofLately_tellWhatThreeOfFourDidNotExceed(TestDatabases kind) {
    try (Database database = Database.open(kind.settings())) {
      HandOffWaitStore waits = new HandOffWaitStore(database);
      DeskStaffing staffing = new DeskStaffing(null, waits, () -> NOW);
      assertThat(staffing.now()).isEqualTo(new Presence.Open(null));

      add(waits, Duration.ofDays(20), 9_000);
      for (int seconds : new int[] {60, 600, 120, 180}) {
        add(waits, Duration.ofHours(1), seconds);
      }
      assertThat(staffing.now()).isEqualTo(new Presence.Open(null));

      add(waits, Duration.ofHours(2), 240);
      assertThat(staffing.now()).isEqualTo(new Presence.Open(Duration.ofMinutes(4)));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void outsideOfTheHours_nobodyIsThere(TestDatabases kind) {
    BusinessHours hours =
        BusinessHours.parse("mon-fri 9:00-12:00", ZoneId.of("Asia/Tokyo"), Set.of());
    try (Database database = Database.open(kind.settings())) {
      DeskStaffing staffing = new DeskStaffing(hours, new HandOffWaitStore(database), () -> NOW);
      assertThat(staffing.now())
          .isInstanceOfSatisfying(
              Presence.Closed.class,
              closed ->
                  assertThat(closed.opens()).hasToString("2026-11-25T09:00+09:00[Asia/Tokyo]"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void waits_thatBeganOutsideOfTheHours_doNotCount(TestDatabases kind) {
    BusinessHours hours =
        BusinessHours.parse("mon-fri 9:00-18:00", ZoneId.of("Asia/Tokyo"), Set.of());
    try (Database database = Database.open(kind.settings())) {
      HandOffWaitStore waits = new HandOffWaitStore(database);
      for (int i = 0; i < 5; i++) {
        add(waits, Duration.ofHours(1), 120);
        add(waits, Duration.ofHours(3), 50_000);
      }

      assertThat(new DeskStaffing(hours, waits, () -> NOW).now())
          .isEqualTo(new Presence.Open(Duration.ofMinutes(2)));
    }
  }

  private static void add(HandOffWaitStore waits, Duration ago, int seconds) {
    Instant came = NOW.minus(ago);
    waits.add(came.minusSeconds(seconds), came);
  }
}
