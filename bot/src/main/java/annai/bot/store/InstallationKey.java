package annai.bot.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * A key that the installation drew once, the same over all nodes and restarts.
 *
 * <p>Safe for use by many threads.
 */
public final class InstallationKey {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 32;

  private final ConversationStore store;
  private final String name;
  private volatile @Nullable SecretKeySpec key;

  /** The key of that name, drawn when it is first needed. */
  public InstallationKey(ConversationStore store, String name) {
    this.store = store;
    this.name = name;
  }

  /** The HMAC-SHA256 of a text, in base64url without padding. */
  public String mac(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key());
      return encoded(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private SecretKeySpec key() {
    SecretKeySpec known = key;
    if (known == null) {
      byte[] drawn = new byte[BYTES];
      new SecureRandom().nextBytes(drawn);
      String kept = store.drawOnce(name, encoded(drawn));
      known = new SecretKeySpec(Base64.getUrlDecoder().decode(kept), ALGORITHM);
      key = known;
    }
    return known;
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
