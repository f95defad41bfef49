package annai.bot.store;

import java.time.Instant;

/**
 * A mail to a customer who has left.
 *
 * @param afterSeq the answers in it stand after that row
 * @param lastSeq and up to that one
 * @param dueAt when it is to be tried next
 * @param tries that failed
 */
public record Letter(
    String id,
    String conversation,
    String mailAddress,
    long afterSeq,
    long lastSeq,
    Instant writtenAt,
    Instant dueAt,
    int tries) {

  /** What became of it in the end. */
  public enum Outcome {
    SENT,
    /** It could not be delivered. */
    FAILED,
    /** The customer has seen what is in it, or wants no mail. */
    DROPPED
  }
}
