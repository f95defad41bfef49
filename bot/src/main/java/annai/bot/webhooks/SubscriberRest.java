package annai.bot.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leaves one subscriber alone for a while that fails again and again or asks for it, so that what
 * is to be sent to it takes no time from what is to be sent to others. In this process.
 */
final class SubscriberRest {

  private static final int PATIENCE = 3;
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** How long the one that tries whether it is back keeps the others waiting. */
  private static final Duration TRIAL = Duration.ofSeconds(20);

  private int failures;
  private Instant until = Instant.MIN;

  /** Until when it is left alone; empty when it may be tried now. */
  synchronized Optional<Instant> until(Instant now) {
    if (now.isBefore(until)) {
      return Optional.of(until);
    }
    if (failures >= PATIENCE) {
      until = now.plus(TRIAL);
    }
    return Optional.empty();
  }

  synchronized void answered() {
    failures = 0;
    until = Instant.MIN;
  }

  /**
   * It did not answer, or said that it can't now.
   *
   * @param asked for how long it wants to be left alone; null when it didn't say
   */
  synchronized void failed(Instant now, @Nullable Duration asked) {
    failures++;
    Instant rested = Instant.MIN;
    if (failures >= PATIENCE) {
      long millis = FIRST.toMillis() << Math.min(failures - PATIENCE, 10);
      rested = now.plusMillis(Math.min(millis, LONGEST.toMillis()));
    }
    Instant wanted = asked == null ? Instant.MIN : now.plus(asked);
    until = rested.isAfter(wanted) ? rested : wanted;
  }
}
