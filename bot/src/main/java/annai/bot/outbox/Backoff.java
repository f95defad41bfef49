package annai.bot.outbox;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Exponential backoff with full jitter: evenly between nothing and a ceiling that doubles, and
 * never less than the other side asked for.
 *
 * @param first the ceiling of the first wait
 * @param longest the ceiling of all
 */
public record Backoff(
    Duration first, Duration longest, Supplier<? extends RandomGenerator> random) {

  /** For calls to a ticket system. */
  public static Backoff ofTickets(Supplier<? extends RandomGenerator> random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(10), random);
  }

  /**
   * How long to wait.
   *
   * @param attempts that failed before this one
   * @param asked what the other side asked for at least; null when it did not
   */
  public Duration after(int attempts, @Nullable Duration asked) {
    long ceiling = first.toMillis() << Math.clamp(attempts, 0, 20);
    return atLeast(asked, Duration.ofMillis(Math.min(ceiling, longest.toMillis())));
  }

  /** Where nobody counts the tries: about as long as it has been waited already. */
  public Duration atAge(Duration age, @Nullable Duration asked) {
    Duration ceiling = age.compareTo(first) < 0 ? first : age;
    return atLeast(asked, ceiling.compareTo(longest) > 0 ? longest : ceiling);
  }

  private Duration atLeast(@Nullable Duration asked, Duration ceiling) {
    Duration wait = upTo(ceiling);
    return asked != null && asked.compareTo(wait) > 0 ? asked.plus(upTo(first)) : wait;
  }

  /** Anything between nothing and the ceiling. */
  public Duration upTo(Duration ceiling) {
    return Duration.ofMillis(random.get().nextLong(ceiling.toMillis() + 1));
  }
}
