package annai.connectors.probe.smtp;

import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult.State;
import annai.connectors.probe.Verdict;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs one stage inside its budget, times it, and turns what breaks into a verdict. */
final class StageRunner {

  private final Deadline deadline;
  private final StageLog log;
  private Stage current = Stage.DNS;

  StageRunner(Deadline deadline, StageLog log) {
    this.deadline = deadline;
    this.log = log;
  }

  /** The stage that runs, or ran last. */
  Stage current() {
    return current;
  }

  /**
   * Runs a stage.
   *
   * @param watched closed when the budget ends
   */
  <T> T run(Stage stage, Duration budget, Closeable watched, Step<T> step)
      throws StageFailedException {
    current = stage;
    long start = System.nanoTime();
    try {
      Ended<T> ended = guarded(stage, budget, watched, step);
      log.end(stage, ended.state(), millisSince(start), ended.reply());
      return ended.value();
    } catch (StageFailedException e) {
      log.end(stage, State.FAILED, millisSince(start), e.reply());
      throw e;
    }
  }

  private <T> Ended<T> guarded(Stage stage, Duration budget, Closeable watched, Step<T> step)
      throws StageFailedException {
    if (deadline.remaining(budget).isZero()) {
      throw StageFailedException.broken(timeoutOf(stage));
    }
    Deadline.Guard guard = deadline.guard(budget, watched);
    try {
      Ended<T> ended = step.run();
      if (!guard.release()) {
        throw StageFailedException.broken(timeoutOf(stage));
      }
      return ended;
    } catch (IOException e) {
      boolean expired = !guard.release();
      if (!expired && Thread.currentThread().isInterrupted()) {
        throw StageFailedException.ours(timeoutOf(stage), "Cancelled at " + stage.id());
      }
      throw StageFailedException.broken(expired ? timeoutOf(stage) : verdictOf(stage, e));
    } finally {
      guard.release();
    }
  }

  private static Verdict timeoutOf(Stage stage) {
    return switch (stage) {
      case DNS -> Verdict.DNS_TIMEOUT;
      case CONNECT -> Verdict.CONNECT_TIMEOUT;
      case BANNER, QUIT -> Verdict.BANNER_TIMEOUT;
      case EHLO, EHLO_AGAIN -> Verdict.EHLO_TIMEOUT;
      case STARTTLS, TLS -> Verdict.TLS_TIMEOUT;
      case AUTH_OFFERED, AUTH -> Verdict.AUTH_TIMEOUT;
      case MAIL -> Verdict.MAIL_TIMEOUT;
      case RCPT -> Verdict.RCPT_TIMEOUT;
      case DATA -> Verdict.DATA_TIMEOUT;
    };
  }

  private static Verdict verdictOf(Stage stage, IOException failure) {
    if (stage == Stage.TLS) {
      return Verdict.TLS_HANDSHAKE_FAILED;
    }
    return switch (failure) {
      case EOFException _ -> Verdict.CONNECTION_CLOSED;
      case SocketException e when String.valueOf(e.getMessage()).contains("reset") ->
          Verdict.CONNECTION_RESET;
      case SocketException _ -> Verdict.CONNECTION_CLOSED;
      default -> Verdict.PROTOCOL_ERROR;
    };
  }

  private static long millisSince(long start) {
    return Duration.ofNanos(System.nanoTime() - start).toMillis();
  }

  /** What a stage does. */
  @FunctionalInterface
  interface Step<T> {
    Ended<T> run() throws IOException, StageFailedException;
  }

  /** How a stage ended that did not fail. */
  record Ended<T>(T value, State state, @Nullable Reply reply) {

    static <T> Ended<T> ok(T value) {
      return new Ended<>(value, State.OK, null);
    }

    static Ended<Reply> ok(Reply reply) {
      return new Ended<>(reply, State.OK, reply);
    }
  }
}
