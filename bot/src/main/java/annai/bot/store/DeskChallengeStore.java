package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What browsers were given to come back with, once and soon; hashes only. */
public final class DeskChallengeStore {

  private final Database database;

  public DeskChallengeStore(Database database) {
    this.database = database;
  }

  /** What it is to be used for, and nothing else. */
  public enum Purpose {
    ADD_PASSKEY,
    PASSKEY_LOG_IN,
    SINGLE_SIGN_ON
  }

  /**
   * A challenge.
   *
   * @param hash of what has to come back
   * @param browserHash of the token of the browser that it has to come from
   * @param login who asked; null where nobody is logged in yet
   * @param kept what belongs to it and stays here
   */
  public record Challenge(
      String hash,
      Purpose purpose,
      String browserHash,
      @Nullable String login,
      String kept,
      Instant expires) {

    @Override
    public String toString() {
      return "Challenge[" + purpose + "]";
    }
  }

  /** Keeps one, and forgets those that are too old. */
  public void put(Challenge challenge, Instant now) {
    database.sql().sql("delete from desk_challenges where expires_at < ?").param(utc(now)).update();
    database
        .sql()
        .sql(
            """
            insert into desk_challenges
              (challenge_hash, purpose, browser_hash, login, kept, expires_at)
            values (?, ?, ?, ?, ?, ?)
            """)
        .param(challenge.hash())
        .param(challenge.purpose().name())
        .param(challenge.browserHash())
        .param(challenge.login())
        .param(challenge.kept())
        .param(utc(challenge.expires()))
        .update();
  }

  /**
   * Uses one up, whoever comes with it; within a transaction.
   *
   * @return empty when there is none, or it is too old
   */
  public Optional<Challenge> use(String hash, Instant now) {
    Optional<Challenge> found =
        database
            .sql()
            .sql("select * from desk_challenges where challenge_hash = ? for update")
            .param(hash)
            .query(DeskChallengeStore::challenge)
            .optional();
    int used =
        database
            .sql()
            .sql("delete from desk_challenges where challenge_hash = ?")
            .param(hash)
            .update();
    return found.filter(challenge -> used == 1 && challenge.expires().isAfter(now));
  }

  private static Challenge challenge(ResultSet row, int index) throws SQLException {
    return new Challenge(
        row.getString("challenge_hash"),
        Purpose.valueOf(row.getString("purpose")),
        row.getString("browser_hash"),
        row.getString("login"),
        row.getString("kept"),
        Objects.requireNonNull(ConversationStore.instant(row, "expires_at")));
  }
}
