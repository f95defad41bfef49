package annai.bot.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that came in.
 *
 * @param deliveryId of the sender
 * @param reason why it led to nothing; null when it led to something, or waits
 */
public record ReceivedWebhook(
    String id,
    String system,
    String deliveryId,
    Status status,
    @Nullable String reason,
    Instant receivedAt) {

  /** What became of it. */
  public enum Status {
    PENDING,
    DONE,
    /** It says nothing that concerns us. */
    IGNORED,
    /** It could not be read, or not be followed up. */
    FAILED
  }
}
