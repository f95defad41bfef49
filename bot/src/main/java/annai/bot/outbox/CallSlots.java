package annai.bot.outbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many calls to a ticket system one node has under way, so that one that hangs takes no worker
 * from anything else, and tickets that failed before take none from the others.
 */
public final class CallSlots {

  private static final int MOST = 24;
  private static final int LEAST = 3;
  private static final int WAITING = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final int places;
  private final Semaphore all;
  private final Semaphore failedBefore;

  /**
   * Never so many that the requests of one call, each waiting for its turn, take long.
   *
   * @param between the pace of requests; zero for no limit
   */
  public CallSlots(Duration between) {
    long turns = between.isZero() ? MOST : Duration.ofSeconds(3).dividedBy(between);
    places = Math.clamp(turns, LEAST, MOST);
    all = new Semaphore(places, true);
    failedBefore = new Semaphore(places / 3);
  }

  /** How many calls there may be at once. */
  public int places() {
    return places;
  }

  /** A place; closing gives it back. */
  public interface Slot extends AutoCloseable {
    /** Whether it may be used. */
    boolean taken();

    @Override
    void close();
  }

  private static final Slot NONE = new Place(false, () -> {});

  private record Place(boolean taken, Runnable end) implements Slot {
    @Override
    public void close() {
      end.run();
    }
  }

  /**
   * Waits shortly for a place, if not too many do already; first come, first served.
   *
   * @param failed whether the ticket's last call failed
   */
  public Slot take(boolean failed) {
    if (failed && !failedBefore.tryAcquire()) {
      return NONE;
    }
    if (!tryAll()) {
      leave(failed);
      return NONE;
    }
    return new Place(
        true,
        () -> {
          all.release();
          leave(failed);
        });
  }

  private boolean tryAll() {
    if (all.tryAcquire()) {
      return true;
    }
    if (all.getQueueLength() >= WAITING) {
      return false;
    }
    try {
      return all.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void leave(boolean failed) {
    if (failed) {
      failedBefore.release();
    }
  }
}
