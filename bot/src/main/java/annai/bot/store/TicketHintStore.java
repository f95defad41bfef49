package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which tickets may have changed in their system and are to be read; one row for each. */
public final class TicketHintStore {

  private static final int TRIES = 10;

  private final Database database;

  public TicketHintStore(Database database) {
    this.database = database;
  }

  /**
   * Notes a hint, and keeps the row locked until the transaction ends.
   *
   * @param ticketKey which of ours it is; null when the hint does not tell
   */
  public void note(TicketRef ref, @Nullable String ticketKey, Instant now) {
    for (int i = 0; i < TRIES; i++) {
      if (raised(ref, ticketKey)) {
        return;
      }
      insert(ref, ticketKey, now);
    }
    throw new IllegalStateException("Hint for ticket '%s' was never kept".formatted(ref.key()));
  }

  private boolean raised(TicketRef ref, @Nullable String ticketKey) {
    return database
            .sql()
            .sql(
                """
                update ticket_hints set generation = generation + 1, attempts = 0,
                  ticket_key = coalesce(ticket_key, :ticket), url = coalesce(url, :url)
                where system_name = :system and system_key = :key
                """)
            .param("ticket", ticketKey)
            .param("url", url(ref))
            .param("system", ref.system())
            .param("key", ref.key())
            .update()
        == 1;
  }

  private void insert(TicketRef ref, @Nullable String ticketKey, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into ticket_hints
              (system_name, system_key, url, ticket_key, generation, attempts, noted_at)
            values (?, ?, ?, ?, 0, 0, ?) on conflict do nothing
            """)
        .param(ref.system())
        .param(ref.key())
        .param(url(ref))
        .param(ticketKey)
        .param(utc(now))
        .update();
  }

  private static @Nullable String url(TicketRef ref) {
    return ref.url() == null ? null : ref.url().toString();
  }

  public Optional<TicketHint> find(String system, String key) {
    return read("", system, key);
  }

  /** The hint, to which no other transaction can add until this one ends. */
  public Optional<TicketHint> lock(TicketRef ref) {
    return read(" for update", ref.system(), ref.key());
  }

  private Optional<TicketHint> read(String suffix, String system, String key) {
    return database
        .sql()
        .sql("select * from ticket_hints where system_name = ? and system_key = ?" + suffix)
        .params(system, key)
        .query(TicketHintStore::hint)
        .optional();
  }

  /** Counts a reading that failed. */
  public void failed(TicketRef ref) {
    database
        .sql()
        .sql(
            "update ticket_hints set attempts = attempts + 1 where system_name = ? and system_key = ?")
        .params(ref.system(), ref.key())
        .update();
  }

  public void drop(TicketRef ref) {
    database
        .sql()
        .sql("delete from ticket_hints where system_name = ? and system_key = ?")
        .params(ref.system(), ref.key())
        .update();
  }

  private static TicketHint hint(ResultSet row, int index) throws SQLException {
    String url = row.getString("url");
    return new TicketHint(
        new TicketRef(
            row.getString("system_name"),
            row.getString("system_key"),
            url == null ? null : URI.create(url)),
        row.getString("ticket_key"),
        row.getLong("generation"),
        row.getInt("attempts"),
        row.getObject("noted_at", OffsetDateTime.class).toInstant());
  }
}
