package annai.connectors.probe.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Three tries an hour for each account, forgotten when the process ends. */
public final class InMemoryProbeBudget implements ProbeBudget {

  public static final int TRIES = 3;
  public static final Duration PERIOD = Duration.ofHours(1);

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> taken = new HashMap<>();

  public InMemoryProbeBudget(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized boolean take(String accountKey) {
    Instant now = clock.instant();
    taken.values().removeIf(tries -> isOver(tries, now));
    Deque<Instant> tries = taken.computeIfAbsent(accountKey, _ -> new ArrayDeque<>(TRIES));
    if (tries.size() == TRIES) {
      return false;
    }
    tries.add(now);
    return true;
  }

  private static boolean isOver(Deque<Instant> tries, Instant now) {
    tries.removeIf(at -> !now.isBefore(at.plus(PERIOD)));
    return tries.isEmpty();
  }
}
