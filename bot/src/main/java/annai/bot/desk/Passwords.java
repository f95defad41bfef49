package annai.bot.desk;

import annai.bot.desk.AccountRefusedException.Reason;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;

/**
 * Makes and checks the hashes of passwords: Argon2id with 16 MB, two at a time for each processor
 * at most, so that a flood of logins takes no memory.
 */
final class Passwords {

  private static final int SHORTEST = 12;
  private static final int LONGEST = 200;
  private static final int DIFFERENT = 5;
  private static final String ARGON2 = "argon2@SpringSecurity_v5_8";

  private final PasswordEncoder encoder =
      new DelegatingPasswordEncoder(
          ARGON2,
          Map.of(
              ARGON2,
              Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8(),
              "pbkdf2@SpringSecurity_v5_8",
              Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
  private final Semaphore places = new Semaphore(2 * Runtime.getRuntime().availableProcessors());

  /** The hash of a password that nobody has. */
  private final String nobodys = hash(OneTimeCode.draw());

  /**
   * The hash of a new password.
   *
   * @throws AccountRefusedException when it is too easily guessed
   */
  String accepted(String password, String login) {
    String normal = normal(password);
    boolean fits = normal.length() >= SHORTEST && normal.length() <= LONGEST;
    boolean varied = normal.codePoints().distinct().count() >= DIFFERENT;
    if (!fits || !varied || normal.toLowerCase(Locale.ROOT).contains(login)) {
      throw new AccountRefusedException(
          Reason.MALFORMED,
          "password: expected %d to %d characters, at least %d different ones, without the login name"
              .formatted(SHORTEST, LONGEST, DIFFERENT));
    }
    return hash(normal);
  }

  /** Takes as long where there is no hash. */
  boolean matches(String password, @Nullable String hash) {
    String tried = normal(password.length() > LONGEST ? "" : password);
    boolean same = inPlace(() -> encoder.matches(tried, hash == null ? nobodys : hash));
    return same && hash != null;
  }

  /** A hash by an encoder, or with a cost, that is no longer the one in use. */
  boolean isOld(String hash) {
    return encoder.upgradeEncoding(hash);
  }

  String hash(String normal) {
    return inPlace(() -> String.valueOf(encoder.encode(normal(normal))));
  }

  private <T> T inPlace(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  /** Typed on another keyboard it is the same password (NIST SP 800-63B, 3.1.1.2). */
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }
}
