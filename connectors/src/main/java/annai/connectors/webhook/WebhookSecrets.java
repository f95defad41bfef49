package annai.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secrets that a sender and a receiver of webhooks share: none (not configured), one, or two
 * while one takes the other's place.
 *
 * <p>Never shown: {@link #toString} only counts them.
 */
public final class WebhookSecrets {

  /** Nobody has set a secret: nothing can be verified or signed. */
  public static final WebhookSecrets NONE = new WebhookSecrets(List.of());

  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int MOST = 2;
  private static final int SHORTEST = 24;
  private static final int LONGEST = 64;

  private final List<SecretKeySpec> keys;

  private WebhookSecrets(List<SecretKeySpec> keys) {
    this.keys = List.copyOf(keys);
  }

  /**
   * Secrets whose UTF-8 bytes are the key, as Jira takes them. Blank ones don't count.
   *
   * @throws IllegalArgumentException when there are more than two
   */
  public static WebhookSecrets ofText(List<String> secrets) {
    return of(secrets, secret -> secret.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Secrets as Standard Webhooks writes them: {@code whsec_} and 24 to 64 bytes in base64. Blank
   * ones don't count.
   *
   * @throws IllegalArgumentException with all problems, without the secrets themselves
   */
  public static WebhookSecrets ofStandard(List<String> secrets) {
    return of(secrets, WebhookSecrets::standardKey);
  }

  private static WebhookSecrets of(List<String> secrets, Function<String, byte[]> key) {
    List<SecretKeySpec> keys = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    List<String> given = secrets.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    for (String secret : given) {
      try {
        keys.add(new SecretKeySpec(key.apply(secret), ALGORITHM));
      } catch (IllegalArgumentException e) {
        problems.add("webhook secret %d %s".formatted(given.indexOf(secret) + 1, e.getMessage()));
      }
    }
    if (given.size() > MOST) {
      problems.add("%d webhook secrets, expected at most %d".formatted(given.size(), MOST));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return new WebhookSecrets(keys);
  }

  private static byte[] standardKey(String secret) {
    if (!secret.startsWith(PREFIX)) {
      throw new IllegalArgumentException("does not begin with '" + PREFIX + "'");
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
    } catch (IllegalArgumentException _) { // its message quotes the secret
      throw new IllegalArgumentException("is not base64 after '" + PREFIX + "'");
    }
    if (key.length < SHORTEST || key.length > LONGEST) {
      throw new IllegalArgumentException(
          "has %d bytes, expected %d to %d".formatted(key.length, SHORTEST, LONGEST));
    }
    return key;
  }

  /** Whether there is at least one. */
  public boolean configured() {
    return !keys.isEmpty();
  }

  /** The HMAC-SHA256 of the parts, one after the other, by each secret. */
  List<byte[]> sign(byte[]... parts) {
    return keys.stream().map(key -> sign(key, parts)).toList();
  }

  /**
   * Whether one of the signatures was made with one of the secrets; takes the same time for all.
   */
  boolean match(List<byte[]> signatures, byte[]... parts) {
    boolean matched = false;
    for (byte[] expected : sign(parts)) {
      for (byte[] signature : signatures) {
        matched |= MessageDigest.isEqual(expected, signature);
      }
    }
    return matched;
  }

  private static byte[] sign(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  @Override
  public String toString() {
    return "WebhookSecrets[" + keys.size() + "]";
  }
}
