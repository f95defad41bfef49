package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What was read of tickets in their systems so far. The ticket's row must be locked to write. */
public final class TicketReadingStore {

  private final Database database;

  public TicketReadingStore(Database database) {
    this.database = database;
  }

  /** Of the newest reading; empty before the first. */
  public Optional<Instant> version(String ticketKey) {
    return instant("version", ticketKey);
  }

  public void read(String ticketKey, Instant version) {
    database
        .sql()
        .sql("update tickets set version = ? where ticket_key = ?")
        .params(utc(version), ticketKey)
        .update();
  }

  /** When the ticket was found to be gone from its system; empty when it is there. */
  public Optional<Instant> goneAt(String ticketKey) {
    return instant("gone_at", ticketKey);
  }

  public void gone(String ticketKey, Instant now) {
    database
        .sql()
        .sql("update tickets set gone_at = ? where ticket_key = ?")
        .params(utc(now), ticketKey)
        .update();
  }

  private Optional<Instant> instant(String column, String ticketKey) {
    return database
        .sql()
        .sql("select %s from tickets where ticket_key = ?".formatted(column))
        .param(ticketKey)
        .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .optional()
        .flatMap(at -> at)
        .map(OffsetDateTime::toInstant);
  }

  /** Notes a comment as seen; false when it was before. */
  public boolean see(String ticketKey, String commentId) {
    return database
            .sql()
            .sql(
                """
                insert into ticket_comments_seen (ticket_key, comment_id) values (?, ?)
                on conflict do nothing
                """)
            .params(ticketKey, commentId)
            .update()
        == 1;
  }
}
