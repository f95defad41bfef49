package annai.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How Standard Webhooks 1.0 signs a message: HMAC-SHA256 over {@code id.timestamp.body}.
 *
 * @see <a href="https://www.standardwebhooks.com">the specification</a>
 */
public final class StandardWebhook {

  public static final String ID = "webhook-id";
  public static final String TIMESTAMP = "webhook-timestamp";
  public static final String SIGNATURE = "webhook-signature";

  /** Visible ASCII; without the dot, so that what is signed can be read in one way only. */
  private static final Pattern WELL_FORMED_ID = Pattern.compile("[!-~&&[^.]]{1,255}");

  private static final String VERSION = "v1,";

  private StandardWebhook() {}

  /**
   * The headers of a signed message, with a signature by each secret.
   *
   * @param id the same for every attempt to deliver it
   * @param at of this attempt
   * @throws IllegalArgumentException when the id is malformed or there is no secret
   */
  public static Map<String, String> sign(
      WebhookSecrets secrets, String id, Instant at, byte[] body) {
    if (!isWellFormedId(id)) {
      throw new IllegalArgumentException(
          "webhook id '%s', expected 1 to 255 visible ASCII characters without a dot"
              .formatted(id));
    }
    if (!secrets.configured()) {
      throw new IllegalArgumentException("webhook '%s' has no secret to sign with".formatted(id));
    }
    String timestamp = Long.toString(at.getEpochSecond());
    return Map.of(
        ID,
        id,
        TIMESTAMP,
        timestamp,
        SIGNATURE,
        secrets.sign(prefix(id, timestamp), body).stream()
            .map(signature -> VERSION + Base64.getEncoder().encodeToString(signature))
            .collect(Collectors.joining(" ")));
  }

  static boolean isWellFormedId(String id) {
    return WELL_FORMED_ID.matcher(id).matches();
  }

  /** What is signed before the body. */
  static byte[] prefix(String id, String timestamp) {
    return (id + "." + timestamp + ".").getBytes(StandardCharsets.US_ASCII);
  }
}
