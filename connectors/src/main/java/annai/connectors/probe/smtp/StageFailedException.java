package annai.connectors.probe.smtp;

import annai.connectors.probe.Verdict;
import org.jspecify.annotations.Nullable;

/** A stage failed, and its verdict decides. */
final class StageFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Verdict verdict;
  private final transient @Nullable Reply reply;
  private final @Nullable String ours;

  private StageFailedException(Verdict verdict, @Nullable Reply reply, @Nullable String ours) {
    super(verdict.name(), null, false, false);
    this.verdict = verdict;
    this.reply = reply;
    this.ours = ours;
  }

  /** The server answered, and this is what it comes to. */
  static StageFailedException replied(Verdict verdict, Reply reply) {
    return new StageFailedException(verdict, reply, null);
  }

  /** No whole reply: time-outs, closed connections, broken protocol. */
  static StageFailedException broken(Verdict verdict) {
    return new StageFailedException(verdict, null, null);
  }

  /** We could not ask, which says nothing about the server. */
  static StageFailedException ours(Verdict verdict, String reason) {
    return new StageFailedException(verdict, null, reason);
  }

  Verdict verdict() {
    return verdict;
  }

  @Nullable Reply reply() {
    return reply;
  }

  /** Why it was our failure; null when it was not. */
  @Nullable String ours() {
    return ours;
  }
}
