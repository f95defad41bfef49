package annai.bot.desk;

import annai.bot.store.Database;
import annai.bot.store.DeskChallengeStore;
import annai.bot.store.DeskChallengeStore.Challenge;
import annai.bot.store.DeskChallengeStore.Purpose;
import annai.bot.store.Sha256;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a browser is given and has to come back with: 32 random bytes, good once, for a while, for
 * one purpose, from that browser. Safe for use by many threads and processes.
 */
public final class Challenges {

  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Database database;
  private final DeskChallengeStore store;
  private final InstantSource clock;

  public Challenges(Database database, InstantSource clock) {
    this.database = database;
    this.store = new DeskChallengeStore(database);
    this.clock = clock;
  }

  /** How long one is good for. */
  public static Duration goodFor(Purpose purpose) {
    return switch (purpose) {
      case ADD_PASSKEY, PASSKEY_LOG_IN -> Duration.ofMinutes(5);
      case SINGLE_SIGN_ON -> Duration.ofMinutes(10);
    };
  }

  /** 32 random bytes, base64url. */
  public static String random() {
    byte[] drawn = new byte[BYTES];
    RANDOM.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }

  /**
   * Draws one.
   *
   * @param browser what only that browser has
   * @param login who asks; null where nobody is logged in yet
   * @param kept what belongs to it and stays here
   */
  public String draw(Purpose purpose, String browser, @Nullable String login, String kept) {
    String challenge = random();
    Instant now = clock.instant();
    database.run(
        () ->
            store.put(
                new Challenge(
                    Sha256.hex(challenge),
                    purpose,
                    Sha256.hex(browser),
                    login,
                    kept,
                    now.plus(goodFor(purpose))),
                now));
    return challenge;
  }

  /** Uses one up; empty when it was not given to that browser for that purpose, or not lately. */
  public Optional<Challenge> use(String challenge, Purpose purpose, String browser) {
    String from = Sha256.hex(browser);
    return database
        .inTransaction(() -> store.use(Sha256.hex(challenge), clock.instant()))
        .filter(found -> found.purpose() == purpose && found.browserHash().equals(from));
  }
}
