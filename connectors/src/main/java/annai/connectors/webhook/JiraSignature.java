package annai.connectors.webhook;

import annai.connectors.webhook.WebhookVerifier.Outcome.NotConfigured;
import annai.connectors.webhook.WebhookVerifier.Outcome.Rejected;
import annai.connectors.webhook.WebhookVerifier.Outcome.Verified;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies webhooks that an administrator of Jira registered with a secret: {@code X-Hub-Signature}
 * is {@code sha256=} and the HMAC-SHA256 over the body in hexadecimal digits.
 *
 * <p>The signature covers the body alone. The identifier of the delivery can be made up by whoever
 * has once seen a signed body; so a receiver also has to know bodies again, and those whose own
 * {@code timestamp} is too old are stale. Jira tries again for hours with the first timestamp.
 *
 * @see <a href="https://developer.atlassian.com/cloud/jira/platform/webhooks/">Webhooks, Jira Cloud
 *     platform</a>
 */
public final class JiraSignature implements WebhookVerifier {

  /** How old a body may be, unless somebody says else. */
  public static final Duration USUAL_WINDOW = Duration.ofHours(24);

  private static final Pattern SIGNATURE = Pattern.compile("sha256=(?<hex>[0-9a-fA-F]{64})");
  private static final Pattern WELL_FORMED_ID = Pattern.compile("[!-~]{1,255}");

  private final WebhookSecrets secrets;
  private final Duration window;
  private final InstantSource time;

  public JiraSignature(WebhookSecrets secrets, Duration window, InstantSource time) {
    this.secrets = secrets;
    this.window = window;
    this.time = time;
  }

  @Override
  public Outcome verify(Function<String, @Nullable String> header, byte[] body) {
    if (!secrets.configured()) {
      return new NotConfigured();
    }
    String signature = header.apply("X-Hub-Signature");
    if (signature == null) {
      return new Rejected(Reason.MISSING_HEADER);
    }
    String id = header.apply("X-Atlassian-Webhook-Identifier");
    var matcher = SIGNATURE.matcher(signature);
    if (!matcher.matches() || (id != null && !WELL_FORMED_ID.matcher(id).matches())) {
      return new Rejected(Reason.MALFORMED_HEADER);
    }
    if (!secrets.match(List.of(HexFormat.of().parseHex(matcher.group("hex"))), body)) {
      return new Rejected(Reason.WRONG_SIGNATURE);
    }
    Instant sentAt = JiraHook.timestamp(body).orElse(null);
    return sentAt != null && sentAt.isBefore(time.instant().minus(window))
        ? new Rejected(Reason.STALE)
        : new Verified(id == null ? "body-" + sha256(body) : id, sentAt);
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
