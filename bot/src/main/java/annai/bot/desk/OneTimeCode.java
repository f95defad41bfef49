package annai.bot.desk;

import annai.bot.store.Sha256;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * A code to be typed by a person: 100 random bits as five groups of four, in Crockford's base 32.
 */
final class OneTimeCode {

  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int LENGTH = 20;
  private static final int GROUP = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private OneTimeCode() {}

  static String draw() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
    }
    return code.toString();
  }

  /** What is kept of a code, however it was typed. So many bits need no salt and no slow hash. */
  static String hash(String typed) {
    String plain =
        typed
            .toUpperCase(Locale.ROOT)
            .replaceAll("[\\s-]", "")
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    return Sha256.hex(plain);
  }
}
