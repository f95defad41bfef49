package annai.connectors.ticket.jira.fake;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Faults by chance, the n-th request's the same for the same seed.
 *
 * <p>Refusals (503, 429) meet every request; those by which an answer is lost (dropped, late) meet
 * what changes something.
 *
 * @param dropped 0 to 1: it happens, but the connection is cut
 * @param late 0 to 1: it happens up to five seconds after the caller has given up
 * @param callersTimeout after how long a caller gives up
 * @param searchLag the longest time until a search knows of an issue; drawn evenly from zero
 */
public record RandomFaults(
    long seed,
    double dropped,
    double unavailable,
    double tooMany,
    double late,
    Duration callersTimeout,
    Duration searchLag) {

  private static final Duration LATEST = Duration.ofSeconds(5);

  /** None, and a search that knows at once. */
  public static final RandomFaults NONE =
      new RandomFaults(0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO);

  /** 12 % dropped, 5 % 503, 5 % 429, 5 % late, a lag of up to four seconds. */
  public static RandomFaults harsh(long seed, Duration callersTimeout) {
    return new RandomFaults(seed, 0.12, 0.05, 0.05, 0.05, callersTimeout, Duration.ofSeconds(4));
  }

  Optional<Fault> of(JiraRequest request) {
    Random random = random(request.number());
    double draw = random.nextDouble();
    if (draw < unavailable) {
      return Optional.of(Fault.status(503, "Service unavailable"));
    }
    if (draw < unavailable + tooMany) {
      boolean says = random.nextBoolean();
      return Optional.of(says ? Fault.tooMany(Duration.ofSeconds(1)) : Fault.tooMany());
    }
    if (!request.writes()) {
      return Optional.empty();
    }
    double rest = draw - unavailable - tooMany;
    if (rest < dropped) {
      return Optional.of(new Fault.Dropped());
    }
    return rest < dropped + late
        ? Optional.of(new Fault.Late(callersTimeout.plus(part(random, LATEST))))
        : Optional.empty();
  }

  /** How long searches do not know of the n-th issue. */
  Duration lag(long issueNumber) {
    return part(random(-issueNumber), searchLag);
  }

  private Random random(long number) {
    long mixed = (seed * 31 + number) * 0x9E3779B97F4A7C15L;
    return new Random(mixed ^ (mixed >>> 29));
  }

  private static Duration part(Random random, Duration whole) {
    return Duration.ofMillis(Math.round(random.nextDouble() * whole.toMillis()));
  }
}
