package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How customers rated how they were helped; one an episode, gone with the conversation. */
public final class RatingStore {

  /**
   * One rating.
   *
   * @param score from 1 to 5
   * @param words masked
   */
  public record Rating(int score, @Nullable String words) {}

  private final Database database;

  public RatingStore(Database database) {
    this.database = database;
  }

  /** Keeps a rating; the one before it of the same episode is forgotten. */
  public void put(String conversation, int episode, Rating rating, Instant now) {
    database
        .sql()
        .sql("delete from ratings where conversation = ? and episode = ?")
        .params(conversation, episode)
        .update();
    database
        .sql()
        .sql(
            """
            insert into ratings (conversation, episode, score, words, rated_at)
            values (?, ?, ?, ?, ?)
            """)
        .param(conversation)
        .param(episode)
        .param(rating.score())
        .param(rating.words())
        .param(utc(now))
        .update();
  }

  /** The rating of an episode. */
  public Optional<Rating> find(String conversation, int episode) {
    return database
        .sql()
        .sql("select score, words from ratings where conversation = ? and episode = ?")
        .params(conversation, episode)
        .query((row, _) -> new Rating(row.getInt("score"), row.getString("words")))
        .optional();
  }
}
