package annai.connectors.webhook;

import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a webhook comes from whom we share a secret with. Works on bytes, before any parsing. */
public interface WebhookVerifier {

  /**
   * Verifies one delivery.
   *
   * @param header gives a header's value by its name in any case; null when it is absent
   * @param body the bytes as they were received
   */
  Outcome verify(Function<String, @Nullable String> header, byte[] body);

  /** What came of it. */
  sealed interface Outcome {

    /**
     * The sender is who we think.
     *
     * @param deliveryId the same over retries; at most 255 visible ASCII characters
     * @param sentAt null when the sender doesn't say
     */
    record Verified(String deliveryId, @Nullable Instant sentAt) implements Outcome {}

    /** Nobody knows who sent it, or it is too old. */
    record Rejected(Reason reason) implements Outcome {}

    /** There is no secret to verify it with: to be refused, never let through. */
    record NotConfigured() implements Outcome {}
  }

  /** Why a delivery was rejected; tells a sender nothing that it doesn't know. */
  enum Reason {
    /** A header that must be there is not. */
    MISSING_HEADER,
    /** A header is longer than, or not in the form, that it should be. */
    MALFORMED_HEADER,
    WRONG_SIGNATURE,
    /** Sent too long ago, or in the future. */
    STALE
  }
}
