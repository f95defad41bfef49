package annai.bot.runtime;

import annai.bot.store.Stores;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How often a login may be tried: three times an hour for each account, over all conversations,
 * nodes and restarts. Knows accounts by a keyed hash only.
 */
final class LoginBudget {

  private static final int TRIES = 3;
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final String ALGORITHM = "HmacSHA256";

  private final Stores stores;
  private final byte[] key;

  LoginBudget(Stores stores) {
    this.stores = stores;
    byte[] drawn = new byte[32];
    new SecureRandom().nextBytes(drawn);
    String kept =
        stores.conversations().drawOnce("probe-tries-key", HexFormat.of().formatHex(drawn));
    this.key = HexFormat.of().parseHex(kept);
  }

  /**
   * Takes a try.
   *
   * @return empty when there was one; else how long until there is
   */
  Optional<Duration> take(char[] account, Instant now) {
    return stores.probeTries().take(hash(account), TRIES, WINDOW, now);
  }

  void forgetOld(Instant now) {
    stores.probeTries().forgetBefore(now.minus(WINDOW));
  }

  private String hash(char[] account) {
    char[] folded = new char[account.length];
    for (int i = 0; i < account.length; i++) {
      folded[i] = Character.toLowerCase(account[i]);
    }
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(folded));
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(copy);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is not available", e);
    } finally {
      Arrays.fill(folded, '\0');
      Arrays.fill(copy, (byte) 0);
    }
  }
}
