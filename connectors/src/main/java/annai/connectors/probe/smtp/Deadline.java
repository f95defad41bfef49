package annai.connectors.probe.smtp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one overall deadline of a probe, and the stage budgets inside it.
 *
 * <p>Enforced by closing the connection from a second thread: a server that sends a byte now and
 * then, or that stops reading, can't outlast it.
 */
final class Deadline {

  private static final ScheduledThreadPoolExecutor WATCHDOG = watchdog();

  private final long end;

  Deadline(Duration overall) {
    this.end = System.nanoTime() + overall.toNanos();
  }

  /** What is left of a budget, or of the whole where that is less; never negative. */
  Duration remaining(Duration budget) {
    return Duration.ofNanos(Math.max(0, Math.min(budget.toNanos(), end - System.nanoTime())));
  }

  /** Closes {@code connection} when the budget ends, unless the guard is released before. */
  Guard guard(Duration budget, Closeable connection) {
    return new Guard(remaining(budget), connection);
  }

  private static ScheduledThreadPoolExecutor watchdog() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("probe-deadline").factory());
    executor.setRemoveOnCancelPolicy(true);
    return executor;
  }

  /** Watches one stage. */
  static final class Guard {

    private enum Phase {
      WATCHING,
      RELEASED,
      EXPIRED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WATCHING);
    private final Closeable connection;
    private final ScheduledFuture<?> alarm;

    private Guard(Duration time, Closeable connection) {
      this.connection = connection;
      this.alarm = WATCHDOG.schedule(this::expire, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends the watch; false when the time was already over. */
    boolean release() {
      alarm.cancel(false);
      return phase.compareAndSet(Phase.WATCHING, Phase.RELEASED) || phase.get() == Phase.RELEASED;
    }

    private void expire() {
      if (phase.compareAndSet(Phase.WATCHING, Phase.EXPIRED)) {
        Thread.ofVirtual().name("probe-close").start(this::closeConnection);
      }
    }

    private void closeConnection() {
      try {
        connection.close();
      } catch (IOException _) {
        // a socket that can't be closed is as good as closed
      }
    }
  }
}
