package annai.bot.webhooks;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next try: full jitter, and never less than was asked for. */
record Backoff(Supplier<? extends RandomGenerator> random) {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);

  /**
   * After so many tries.
   *
   * @param asked what the other side asked for; null when it didn't
   */
  Duration after(int tries, @Nullable Duration asked) {
    long ceiling = FIRST.toMillis() << Math.clamp(tries, 0, 20);
    return atLeast(asked, Duration.ofMillis(Math.min(ceiling, LONGEST.toMillis())));
  }

  /** Where nobody counts the tries: about as long as it has been waited already. */
  Duration atAge(Duration age, @Nullable Duration asked) {
    Duration ceiling = age.compareTo(FIRST) < 0 ? FIRST : age;
    return atLeast(asked, ceiling.compareTo(LONGEST) > 0 ? LONGEST : ceiling);
  }

  private Duration atLeast(@Nullable Duration asked, Duration ceiling) {
    Duration wait = jittered(ceiling);
    return asked != null && asked.compareTo(wait) > 0 ? asked.plus(jittered(FIRST)) : wait;
  }

  /** Evenly between nothing and the ceiling. */
  Duration jittered(Duration ceiling) {
    return Duration.ofMillis(random.get().nextLong(ceiling.toMillis() + 1));
  }
}
