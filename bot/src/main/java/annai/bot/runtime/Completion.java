package annai.bot.runtime;

import annai.bot.store.Database;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Strikes a piece of work out in the same transaction that holds what it led to: done once, even
 * over a crash.
 */
final class Completion {

  private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

  /** After so many tries in a row the work is given up, for it would fail for ever. */
  private static final int TRIES = 12;

  private final Database database;

  Completion(Database database) {
    this.database = database;
  }

  CompletionHandler<String> of(Runnable outcome) {
    return (complete, operations) -> {
      try {
        database.run(
            () -> {
              outcome.run();
              operations.stop();
            });
      } catch (RuntimeException e) {
        again(complete, operations, e);
      }
    };
  }

  /** The work failed before it came to anything. */
  void failed(ExecutionComplete complete, ExecutionOperations<String> operations) {
    again(complete, operations, complete.getCause().orElse(null));
  }

  /** The work failed, and is tried again as often as it takes. */
  static void failedForNow(ExecutionComplete complete, ExecutionOperations<String> operations) {
    Execution execution = complete.getExecution();
    later(
        execution,
        complete,
        operations,
        execution.consecutiveFailures + 1,
        complete.getCause().orElse(null));
  }

  private static void again(
      ExecutionComplete complete,
      ExecutionOperations<String> operations,
      @Nullable Throwable cause) {
    Execution execution = complete.getExecution();
    int failures = execution.consecutiveFailures + 1;
    if (failures >= TRIES) {
      LOG.error("Gave up work '{}' after {} tries", execution.getTaskName(), failures, cause);
      operations.stop();
      return;
    }
    later(execution, complete, operations, failures, cause);
  }

  private static void later(
      Execution execution,
      ExecutionComplete complete,
      ExecutionOperations<String> operations,
      int failures,
      @Nullable Throwable cause) {
    LOG.warn("Work '{}' failed, try {}", execution.getTaskName(), failures, cause);
    Instant done = complete.getTimeDone();
    operations.reschedule(
        ExecutionComplete.failure(
            execution, done, done, cause == null ? new IllegalStateException() : cause),
        done.plus(backoff(failures)));
  }

  private static Duration backoff(int failures) {
    return Duration.ofMillis(Math.min(60_000, 250L << Math.min(failures, 10)));
  }
}
