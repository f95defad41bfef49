package annai.connectors.probe.limits;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names accounts by a keyed hash (HMAC-SHA-256), so that a budget can be kept without keeping user
 * names.
 */
public final class AccountKeys {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final SecretKeySpec key;

  /**
   * Keys that outlive the process and are the same on every node.
   *
   * @param secret at least 16 bytes
   */
  public AccountKeys(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("Secret must have at least 16 bytes");
    }
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** Keys for this process only. */
  public static AccountKeys random() {
    byte[] secret = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(secret);
    return new AccountKeys(secret);
  }

  /** The key of an account; upper and lower case are one. */
  public String keyOf(char[] userName) {
    char[] lower = new char[userName.length];
    for (int i = 0; i < userName.length; i++) {
      lower[i] = Character.toLowerCase(userName[i]);
    }
    ByteBuffer bytes = ByteBuffer.allocate(3 * lower.length);
    StandardCharsets.UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(CharBuffer.wrap(lower), bytes, true);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(bytes.array(), 0, bytes.position());
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No " + ALGORITHM + " on this machine", e);
    } finally {
      Arrays.fill(lower, '\0');
      Arrays.fill(bytes.array(), (byte) 0);
    }
  }
}
