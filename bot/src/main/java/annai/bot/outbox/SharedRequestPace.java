package annai.bot.outbox;

import annai.bot.store.RequestPaceStore;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The pace of requests to one ticket system, shared by all nodes on one database.
 *
 * <p>A turn is taken in a short transaction of its own and waited for outside of it; asking inside
 * of a transaction is refused, since it would hold the transaction while it waits. A request that
 * misses its turn takes another one, and turns are a little farther apart than the limit asks for,
 * so that the system never meets more requests in any second than it should.
 */
public final class SharedRequestPace implements TicketPace {

  private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** A request that is later than this has missed its turn. */
  private static final Duration LATE = Duration.ofMillis(40);

  /** Where the database is so slow that turns are missed all the time, it is limit enough. */
  private static final int MISSED_AT_MOST = 3;

  /** Of a second: what lateness here and on the way may take, so that it does not bunch. */
  private static final double SLACK = 0.2;

  /**
   * How fast, and how long to wait.
   *
   * @param perSecond requests in a second over all nodes, 0.5 to 1000; 0 for no limit
   * @param burst how many may follow each other at once after a pause; from 1
   * @param patience how long one request waits for its turn, at most 20 s
   */
  public record Limits(double perSecond, int burst, Duration patience) {
    public Limits {
      boolean speed = perSecond == 0 || (perSecond >= 0.5 && perSecond <= 1_000);
      if (!speed || burst < 1 || patience.isNegative() || patience.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(
            "Requests a second '%s', at once '%s', patience '%s'; expected 0 or 0.5 to 1000, 1 or more, at most 20s"
                .formatted(perSecond, burst, patience));
      }
    }

    boolean unlimited() {
      return perSecond == 0;
    }

    Duration interval() {
      return Duration.ofNanos((long) (1_000_000_000 * (1 + SLACK) / perSecond));
    }
  }

  /** Lets time pass on the thread that calls. */
  public interface Pause {
    /** Really waits. */
    Pause REAL = Thread::sleep;

    void of(Duration duration) throws InterruptedException;

    /** Nanoseconds from any beginning. */
    default long ticks() {
      return System.nanoTime();
    }
  }

  private final RequestPaceStore store;
  private final String system;
  private final Limits limits;
  private final InstantSource clock;
  private final Pause pause;

  public SharedRequestPace(
      RequestPaceStore store, String system, Limits limits, InstantSource clock, Pause pause) {
    this.store = store;
    this.system = system;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause;
  }

  @Override
  public void await() {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "A request to '%s' inside of a transaction, expected outside".formatted(system));
    }
    if (!limits.unlimited() && !Sending.usePrepaidTurn()) {
      awaitTurn();
    }
    Sending.requireInTime(clock.instant());
  }

  @Override
  public Duration between() {
    return limits.unlimited() ? Duration.ZERO : limits.interval();
  }

  private void awaitTurn() {
    boolean late = true;
    for (int missed = 0; late && missed < MISSED_AT_MOST; missed++) {
      RequestPaceStore.Turn turn = take();
      if (!turn.taken()) {
        throw heldBack("its turn is in " + turn.away(), turn.away().minus(limits.patience()), null);
      }
      Duration left = left(turn);
      if (left.isPositive()) {
        pause(left);
      }
      late = left(turn).plus(LATE).isNegative();
    }
  }

  private Duration left(RequestPaceStore.Turn turn) {
    return turn.away().minusNanos(pause.ticks() - turn.since());
  }

  private void pause(Duration left) {
    try {
      pause.of(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw heldBack("the wait was interrupted", TRY_AGAIN, e);
    }
  }

  private RequestPaceStore.Turn take() {
    try {
      return store.take(system, limits.interval(), limits.burst(), limits.patience(), pause::ticks);
    } catch (DataAccessException | TransactionException e) {
      throw heldBack("the database did not give it a turn", TRY_AGAIN, e);
    }
  }

  private TicketSystemException heldBack(
      String why, Duration retryAfter, @Nullable Throwable cause) {
    Sending.holdBack();
    return new TicketSystemException(
        Kind.BUSY, "A request to '%s' was not sent: %s".formatted(system, why), retryAfter, cause);
  }
}
