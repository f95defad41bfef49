package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What could not be told to a ticket system, until a person takes it up again or discards it. */
public final class TicketDeadLetterStore {

  /**
   * A command that was given up.
   *
   * @param ref of its ticket; null when that was never opened
   * @param conversation the first that hears of the ticket; null when none does any more
   * @param verb such as "open" or "comment"
   * @param reason the kind of the failure and what the ticket system said
   * @param addedAt when it was to be told first
   * @param since when it was given up
   */
  public record Letter(
      long id,
      String ticketKey,
      @Nullable TicketRef ref,
      @Nullable String conversation,
      String verb,
      String reason,
      int attempts,
      Instant addedAt,
      Instant since) {}

  private final Database database;

  public TicketDeadLetterStore(Database database) {
    this.database = database;
  }

  /** The letters with an id above {@code after}, oldest first. */
  public List<Letter> after(long after, int limit) {
    return database
        .sql()
        .sql(
            """
            select c.*, t.system_name, t.system_key, t.url,
              (select min(l.conversation) from ticket_conversations l
                where l.ticket_key = c.ticket_key) as conversation
            from ticket_commands c join tickets t on t.ticket_key = c.ticket_key
            where c.status = 'DEAD' and c.id > ? order by c.id limit ?
            """)
        .params(after, limit)
        .query(TicketDeadLetterStore::letter)
        .list();
  }

  public long count() {
    return database
        .sql()
        .sql("select count(*) from ticket_commands where status = 'DEAD'")
        .query(Long.class)
        .single();
  }

  /** The key of the ticket that a letter is about; empty when there is no such letter. */
  public Optional<String> ticketOf(long id) {
    return database
        .sql()
        .sql("select ticket_key from ticket_commands where id = ? and status = 'DEAD'")
        .param(id)
        .query(String.class)
        .optional();
  }

  /** The keys of all tickets that have letters, those with the oldest first. */
  public List<String> tickets() {
    return database
        .sql()
        .sql(
            """
            select ticket_key from ticket_commands where status = 'DEAD'
            group by ticket_key order by min(id)
            """)
        .query((row, _) -> row.getString("ticket_key"))
        .list();
  }

  /** Lets one letter be told again; false when it is none any more. */
  public boolean requeue(long id) {
    return database
            .sql()
            .sql(
                "update ticket_commands set"
                    + TicketOutboxStore.REQUEUE
                    + "where id = ? and status = 'DEAD'")
            .param(id)
            .update()
        == 1;
  }

  /** Lets all letters of a ticket be told again; how many that is. */
  public int requeue(String ticketKey) {
    return database
        .sql()
        .sql(
            "update ticket_commands set"
                + TicketOutboxStore.REQUEUE
                + "where ticket_key = ? and status = 'DEAD'")
        .param(ticketKey)
        .update();
  }

  /**
   * Ends a letter for good, and of an opening all that waits for it.
   *
   * @param by the name of the person
   * @return false when it is no dead letter any more
   */
  public boolean discard(long id, String by, String why, Instant now) {
    return database.inTransaction(
        () ->
            database
                .sql()
                .sql(
                    """
                    select ticket_key, verb from ticket_commands where id = ? and status = 'DEAD'
                    for update
                    """)
                .param(id)
                .query(
                    (row, _) ->
                        row.getString("verb").equals("OPEN")
                            ? discard("ticket_key", row.getString("ticket_key"), by, why, now)
                            : discard("id", id, by, why, now))
                .optional()
                .isPresent());
  }

  private int discard(String column, Object value, String by, String why, Instant now) {
    return database
        .sql()
        .sql(
            """
            update ticket_commands set status = 'DISCARDED', ended_at = ?, discarded_by = ?,
              discarded_why = ?
            where status in ('DEAD', 'PENDING', 'SENT') and %s = ?
            """
                .formatted(column))
        .params(utc(now), cut(by, 200), cut(why, 1_000), value)
        .update();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private static Letter letter(ResultSet row, int index) throws SQLException {
    String system = row.getString("system_name");
    String key = row.getString("system_key");
    String url = row.getString("url");
    String reason = row.getString("reason");
    return new Letter(
        row.getLong("id"),
        row.getString("ticket_key"),
        system == null || key == null
            ? null
            : new TicketRef(system, key, url == null ? null : URI.create(url)),
        row.getString("conversation"),
        row.getString("verb").toLowerCase(Locale.ROOT),
        reason == null ? "" : reason,
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("ended_at", OffsetDateTime.class).toInstant());
  }
}
