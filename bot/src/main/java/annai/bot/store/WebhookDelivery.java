package annai.bot.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to one subscriber.
 *
 * @param messageId of the event, the same for all its subscribers and attempts
 * @param attempts so far
 * @param reason why the last attempt failed; null when none did
 * @param giveUpAt after which a failure is the last one
 */
public record WebhookDelivery(
    String id,
    String messageId,
    String subscription,
    String eventType,
    String body,
    Status status,
    int attempts,
    @Nullable String reason,
    Instant createdAt,
    Instant giveUpAt) {

  /** What became of it. */
  public enum Status {
    PENDING,
    DONE,
    DEAD
  }

  /**
   * One try.
   *
   * @param number from 1
   * @param statusCode null when there was no answer
   * @param outcome the beginning of the answer, or why there was none
   */
  public record Attempt(
      int number, Instant at, @Nullable Integer statusCode, int millis, String outcome) {}
}
