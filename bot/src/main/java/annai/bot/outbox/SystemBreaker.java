package annai.bot.outbox;

import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breaker of one ticket system, on this node.
 *
 * <p>It opens when four of five calls fail by the system's own trouble, and at once when the login
 * is refused. Then nothing is sent until it is half open, when a few calls find out.
 */
public final class SystemBreaker {

  private static final Logger LOG = LoggerFactory.getLogger(SystemBreaker.class);

  /** High enough that a system which fails at random once in three calls is not given up. */
  private static final float FAILURES_PERCENT = 80;

  private static final int CALLS = 20;
  private static final int CALLS_AT_LEAST = 10;
  private static final int CALLS_HALF_OPEN = 3;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** More tries with a wrong login could get it locked. */
  private static final Duration PAUSE_OF_LOGIN = Duration.ofMinutes(5);

  private static final Duration PAUSE_HALF_OPEN = Duration.ofSeconds(1);

  /** Whether calls are made. */
  public enum State {
    CLOSED,
    HALF_OPEN,
    OPEN
  }

  private final String system;
  private final InstantSource clock;
  private final CircuitBreaker breaker;
  private final IntervalFunction pauses =
      IntervalFunction.ofExponentialBackoff(FIRST_PAUSE, 2, LONGEST_PAUSE);
  private volatile Instant openUntil = Instant.MIN;
  private volatile @Nullable String lastFailure;

  public SystemBreaker(String system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            system,
            CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(CALLS)
                .minimumNumberOfCalls(CALLS_AT_LEAST)
                .failureRateThreshold(FAILURES_PERCENT)
                .permittedNumberOfCallsInHalfOpenState(CALLS_HALF_OPEN)
                .waitIntervalFunctionInOpenState(this::pause)
                .clock(clock.withZone(ZoneOffset.UTC))
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(change -> tell(change.getStateTransition().getToState()));
  }

  private long pause(int openings) {
    long millis = pauses.apply(openings);
    openUntil = clock.instant().plusMillis(millis);
    return millis;
  }

  /**
   * Asks to make a call; each permission is ended by {@link #succeeded}, {@link #failed} or {@link
   * #notCalled}.
   *
   * @return empty when the call may be made; else when to ask again
   */
  public Optional<Instant> refusedUntil() {
    if (breaker.tryAcquirePermission()) {
      return Optional.empty();
    }
    return Optional.of(nextTry());
  }

  private Instant nextTry() {
    Instant soon = clock.instant().plus(PAUSE_HALF_OPEN);
    return openUntil.isAfter(soon) ? openUntil : soon;
  }

  /** When to ask for another call; empty while the system works. Asks for no permission itself. */
  public Optional<Instant> troubledUntil() {
    return breaker.getState() == CircuitBreaker.State.CLOSED
        ? Optional.empty()
        : Optional.of(nextTry());
  }

  /**
   * Makes a call that only reads, or one that may be repeated, behind the breaker.
   *
   * @throws TicketSystemException of the call; BUSY, with the time to wait, when it is not made
   */
  public <T> T ask(Supplier<T> call) {
    Optional<Instant> refused = refusedUntil();
    if (refused.isPresent()) {
      throw new TicketSystemException(
          Kind.BUSY,
          "'%s' is not asked before %s, for it failed".formatted(system, refused.get()),
          Duration.between(clock.instant(), refused.get()),
          null);
    }
    Sending asking = new Sending(Instant.MAX, false);
    try {
      T answer = asking.call(call);
      succeeded();
      return answer;
    } catch (TicketSystemException e) {
      if (asking.heldBack()) {
        notCalled();
      } else {
        failed(e);
      }
      throw e;
    } catch (RuntimeException e) {
      notCalled();
      throw e;
    }
  }

  /** The system answered. */
  public void succeeded() {
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
  }

  /** The system did not do what was asked, which may be the call's fault or its own. */
  public void failed(TicketSystemException failure) {
    if (!failure.ofSystem()) {
      succeeded();
      return;
    }
    lastFailure = failure.kind() + ": " + failure.getMessage();
    breaker.onError(0, TimeUnit.NANOSECONDS, failure);
    if (failure.kind() == Kind.UNAUTHORIZED) {
      LOG.error(
          "Ticket system '{}' refuses the login, and gets nothing until it is mended: {}. "
              + "Tickets wait; no customer is lost",
          system,
          failure.getMessage());
      openUntil = clock.instant().plus(PAUSE_OF_LOGIN);
      breaker.transitionToOpenStateUntil(openUntil);
    }
  }

  /** The call was not made after all. */
  public void notCalled() {
    breaker.releasePermission();
  }

  public State state() {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> State.OPEN;
      case HALF_OPEN -> State.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> State.CLOSED;
    };
  }

  /** What the system failed with last; empty before the first failure. */
  public Optional<String> lastFailure() {
    return Optional.ofNullable(lastFailure);
  }

  private void tell(CircuitBreaker.State now) {
    switch (now) {
      case OPEN, FORCED_OPEN ->
          LOG.warn("Ticket system '{}' is left alone until {}: {}", system, openUntil, lastFailure);
      case HALF_OPEN -> LOG.info("Ticket system '{}' is tried again", system);
      case CLOSED, DISABLED, METRICS_ONLY -> LOG.info("Ticket system '{}' works again", system);
    }
  }
}
