package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** How long customers waited for a person, without whose wait it was. */
public final class HandOffWaitStore {

  private static final Duration KEPT = Duration.ofDays(30);

  private final Database database;

  /** One wait. */
  public record Wait(Instant calledAt, Duration length) {}

  public HandOffWaitStore(Database database) {
    this.database = database;
  }

  /** A person came to a customer who was waiting. */
  public void add(Instant calledAt, Instant cameAt) {
    database
        .sql()
        .sql("delete from hand_off_waits where came_at < ?")
        .param(utc(cameAt.minus(KEPT)))
        .update();
    database
        .sql()
        .sql("insert into hand_off_waits (came_at, seconds) values (?, ?)")
        .params(utc(cameAt), Math.max(0, Duration.between(calledAt, cameAt).toSeconds()))
        .update();
  }

  /** The waits that ended after an instant, the newest first. */
  public List<Wait> newest(Instant after, int limit) {
    return database
        .sql()
        .sql(
            "select came_at, seconds from hand_off_waits where came_at > ? order by came_at desc limit ?")
        .params(utc(after), limit)
        .query(
            (row, _) -> {
              Duration length = Duration.ofSeconds(row.getLong("seconds"));
              Instant came = row.getObject("came_at", OffsetDateTime.class).toInstant();
              return new Wait(came.minus(length), length);
            })
        .list();
  }
}
