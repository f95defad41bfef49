package annai.connectors.probe.testmail;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes and reads the tokens of test-mail addresses: 80 random bits in sixteen characters.
 *
 * <p>Of characters that look alike only one is used (0 but not o, 1 but neither i nor l; and no u);
 * the others are read as the one that was meant, so that an address copied by hand still arrives.
 */
public final class Tokens {

  public static final int LENGTH = 16;

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

  private final RandomGenerator random;

  public Tokens() {
    this(new SecureRandom());
  }

  Tokens(RandomGenerator random) {
    this.random = random;
  }

  /** A new token. */
  public String next() {
    var token = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      token.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return token.toString();
  }

  /** The token as {@link #next()} made it; empty if the text cannot be one. */
  static Optional<String> read(String text) {
    if (text.length() != LENGTH) {
      return Optional.empty();
    }
    var token = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      char c = meant(text.charAt(i));
      if (ALPHABET.indexOf(c) < 0) {
        return Optional.empty();
      }
      token.append(c);
    }
    return Optional.of(token.toString());
  }

  private static char meant(char c) {
    char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    return switch (lower) {
      case 'o' -> '0';
      case 'i', 'l' -> '1';
      default -> lower;
    };
  }
}
