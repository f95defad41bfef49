package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.LongSupplier;

/** The turns in which all nodes send requests to one ticket system, by the database's clock. */
public final class RequestPaceStore {

  /**
   * What became of asking for a turn.
   *
   * @param taken false when it is farther away than the patience
   * @param away from {@code since} until the turn
   * @param since by the ticker, when the transaction began; the wait for a connection was before it
   */
  public record Turn(boolean taken, Duration away, long since) {}

  private record Row(Instant next, Instant now) {}

  private final Database database;

  public RequestPaceStore(Database database) {
    this.database = database;
  }

  /**
   * Takes the next turn, if it is within the patience (generic cell rate algorithm, ITU-T I.371).
   *
   * @param interval between two turns
   * @param burst how many turns may follow each other at once after a pause; from 1
   * @param ticker nanoseconds from any beginning
   */
  public Turn take(
      String system, Duration interval, int burst, Duration patience, LongSupplier ticker) {
    return database.inTransaction(
        () -> {
          long since = ticker.getAsLong();
          Row row = lock(system);
          Instant regular = later(row.next, row.now);
          Instant turn = later(row.next.minus(interval.multipliedBy(burst - 1L)), row.now);
          Duration wait = Duration.between(row.now, turn);
          if (wait.compareTo(patience) > 0) {
            return new Turn(false, wait, since);
          }
          database
              .sql()
              .sql("update ticket_paces set next_at = ? where system_name = ?")
              .params(utc(regular.plus(interval)), system)
              .update();
          return new Turn(true, wait, since);
        });
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private Row lock(String system) {
    database
        .sql()
        .sql(
            """
            insert into ticket_paces (system_name, next_at) values (?, current_timestamp)
            on conflict do nothing
            """)
        .param(system)
        .update();
    return database
        .sql()
        .sql(
            """
            select next_at, current_timestamp as asked_at from ticket_paces where system_name = ?
            for update
            """)
        .param(system)
        .query(
            (row, _) ->
                new Row(
                    row.getObject("next_at", OffsetDateTime.class).toInstant(),
                    row.getObject("asked_at", OffsetDateTime.class).toInstant()))
        .single();
  }
}
