package annai.bot.web;

/**
 * What is taken of webhooks.
 *
 * @param maxBytes of one body
 * @param badSignaturesPerMinute how many deliveries of one address may fail to prove who sent them;
 *     addresses of this machine are not counted
 */
public record WebhookLimits(int maxBytes, int badSignaturesPerMinute) {

  /** More than that no reader of webhooks takes. */
  private static final int LARGEST = 10 * 1024 * 1024;

  public WebhookLimits {
    if (maxBytes < 1 || maxBytes > LARGEST || badSignaturesPerMinute < 1) {
      throw new IllegalArgumentException(
          "annai.webhooks.max-body: %d bytes, expected 1 to %d; bad-signatures-per-minute: %d, expected 1 or more"
              .formatted(maxBytes, LARGEST, badSignaturesPerMinute));
    }
  }
}
