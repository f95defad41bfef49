package annai.connectors.webhook;

import annai.connectors.webhook.WebhookVerifier.Outcome.NotConfigured;
import annai.connectors.webhook.WebhookVerifier.Outcome.Rejected;
import annai.connectors.webhook.WebhookVerifier.Outcome.Verified;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies messages that are signed as Standard Webhooks 1.0 says, by {@link StandardWebhook}. */
public final class StandardWebhookVerifier implements WebhookVerifier {

  /** How far the time of an attempt may be from ours, either way, unless somebody says else. */
  public static final Duration USUAL_TOLERANCE = Duration.ofMinutes(5);

  private static final Pattern SECONDS = Pattern.compile("\\d{1,11}");
  private static final Pattern SIGNATURE = Pattern.compile("v1,(?<signature>[A-Za-z0-9+/]{43}=)");

  /** Room for some ten signatures, of which any may be of a scheme that we don't know. */
  private static final int LONGEST_SIGNATURES = 2_000;

  private final WebhookSecrets secrets;
  private final Duration tolerance;
  private final InstantSource time;

  public StandardWebhookVerifier(WebhookSecrets secrets, Duration tolerance, InstantSource time) {
    this.secrets = secrets;
    this.tolerance = tolerance;
    this.time = time;
  }

  @Override
  public Outcome verify(Function<String, @Nullable String> header, byte[] body) {
    if (!secrets.configured()) {
      return new NotConfigured();
    }
    String id = header.apply(StandardWebhook.ID);
    String timestamp = header.apply(StandardWebhook.TIMESTAMP);
    String signatures = header.apply(StandardWebhook.SIGNATURE);
    if (id == null || timestamp == null || signatures == null) {
      return new Rejected(Reason.MISSING_HEADER);
    }
    if (!StandardWebhook.isWellFormedId(id)
        || !SECONDS.matcher(timestamp).matches()
        || signatures.length() > LONGEST_SIGNATURES) {
      return new Rejected(Reason.MALFORMED_HEADER);
    }
    if (!secrets.match(ofOurVersion(signatures), StandardWebhook.prefix(id, timestamp), body)) {
      return new Rejected(Reason.WRONG_SIGNATURE);
    }
    Instant sentAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
    return Duration.between(sentAt, time.instant()).abs().compareTo(tolerance) > 0
        ? new Rejected(Reason.STALE)
        : new Verified(id, sentAt);
  }

  private static List<byte[]> ofOurVersion(String signatures) {
    List<byte[]> found = new ArrayList<>();
    for (String signature : signatures.split(" ", -1)) {
      var matcher = SIGNATURE.matcher(signature);
      if (matcher.matches()) {
        found.add(Base64.getDecoder().decode(matcher.group("signature")));
      }
    }
    return found;
  }
}
