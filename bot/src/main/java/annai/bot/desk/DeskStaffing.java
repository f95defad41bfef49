package annai.bot.desk;

import annai.bot.store.HandOffWaitStore;
import annai.bot.store.HandOffWaitStore.Wait;
import annai.bot.wording.Staffing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People at the desk, by its hours and by how long customers waited lately. */
public final class DeskStaffing implements Staffing {

  /** Fewer say nothing about the next one. */
  static final int FEWEST = 5;

  private static final int NEWEST = 40;
  private static final Duration LATELY = Duration.ofDays(14);

  private final @Nullable BusinessHours hours;
  private final HandOffWaitStore waits;
  private final InstantSource clock;

  /**
   * The desk's.
   *
   * @param hours null when the provider has told none
   */
  public DeskStaffing(@Nullable BusinessHours hours, HandOffWaitStore waits, InstantSource clock) {
    this.hours = hours;
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public Presence now() {
    Instant now = clock.instant();
    if (hours != null && !hours.openAt(now)) {
      return new Presence.Closed(hours.opensAfter(now).orElse(null));
    }
    return new Presence.Open(usualWait(now));
  }

  /**
   * What three of four customers did not wait longer than, of the newest; null for too few. Who
   * called outside of the hours waited for the morning, which says nothing about now.
   */
  private @Nullable Duration usualWait(Instant now) {
    List<Duration> newest =
        waits.newest(now.minus(LATELY), NEWEST).stream()
            .filter(wait -> hours == null || hours.openAt(wait.calledAt()))
            .map(Wait::length)
            .sorted()
            .toList();
    return newest.size() < FEWEST ? null : newest.get((newest.size() * 3 - 1) / 4);
  }
}
