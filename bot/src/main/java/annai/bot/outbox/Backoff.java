package annai.bot.outbox;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Exponential backoff with full jitter: evenly between nothing and a ceiling that doubles. */
public final class Backoff {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Supplier<? extends RandomGenerator> random;

  public Backoff(Supplier<? extends RandomGenerator> random) {
    this.random = random;
  }

  /**
   * How long to wait.
   *
   * @param attempts that failed before this one
   * @param asked what the system asked for at least; zero when it did not
   */
  public Duration after(int attempts, Duration asked) {
    long ceiling = FIRST.toMillis() << Math.min(attempts, 20);
    Duration backoff = upTo(Duration.ofMillis(Math.min(ceiling, LONGEST.toMillis())));
    return asked.compareTo(backoff) > 0 ? asked.plus(upTo(FIRST)) : backoff;
  }

  /** Anything between nothing and the ceiling. */
  public Duration upTo(Duration ceiling) {
    return Duration.ofMillis(random.get().nextLong(ceiling.toMillis() + 1));
  }
}
