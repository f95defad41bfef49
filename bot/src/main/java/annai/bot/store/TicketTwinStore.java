package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;

/** Tickets that a system opened twice for one draft. There should be none. */
public final class TicketTwinStore {

  private final Database database;

  public TicketTwinStore(Database database) {
    this.database = database;
  }

  /** Notes a twin; nothing when it is noted already. */
  public void found(String ticketKey, String systemKey, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into ticket_twins (ticket_key, system_key, found_at) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(ticketKey, systemKey, utc(now))
        .update();
  }

  /** Whether a twin is closed in favour of its older ticket already. */
  public boolean isMerged(String ticketKey, String systemKey) {
    return database
        .sql()
        .sql(
            """
            select 1 from ticket_twins
            where ticket_key = ? and system_key = ? and merged_at is not null
            """)
        .params(ticketKey, systemKey)
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /** A twin was closed in favour of the older ticket. */
  public void merged(String ticketKey, String systemKey, Instant now) {
    database
        .sql()
        .sql("update ticket_twins set merged_at = ? where ticket_key = ? and system_key = ?")
        .params(utc(now), ticketKey, systemKey)
        .update();
  }

  /** How many were ever found. */
  public long count() {
    return database.sql().sql("select count(*) from ticket_twins").query(Long.class).single();
  }
}
