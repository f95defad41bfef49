package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;
import java.util.Optional;

/** Which conversation was begun with which link from a ticket. */
public final class TicketLinkStore {

  private final Database database;

  public TicketLinkStore(Database database) {
    this.database = database;
  }

  /** The conversation that a link was last used for, as it is now. */
  public Optional<String> find(String link) {
    return database
        .sql()
        .sql("select conversation from ticket_links_used where link = ?")
        .param(link)
        .query((row, _) -> row.getString("conversation"))
        .optional();
  }

  /**
   * The conversation that a link was last used for; whoever else uses it waits until the
   * transaction ends. Empty when it is used for the first time.
   */
  public Optional<String> lock(String link, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into ticket_links_used (link, conversation, used_at) values (?, '', ?)
            on conflict do nothing
            """)
        .params(link, utc(now))
        .update();
    return database
        .sql()
        .sql("select conversation from ticket_links_used where link = ? for update")
        .param(link)
        .query((row, _) -> row.getString("conversation"))
        .optional()
        .filter(conversation -> !conversation.isEmpty());
  }

  /** The link, which is locked by this transaction, is used for a conversation. */
  public void use(String link, String conversation, Instant now) {
    database
        .sql()
        .sql("update ticket_links_used set conversation = ?, used_at = ? where link = ?")
        .params(conversation, utc(now), link)
        .update();
  }

  /** Whether the customer has said anything in a conversation. */
  public boolean isTalkedIn(String conversation) {
    return database
            .sql()
            .sql(
                """
                select count(*) from messages where conversation = ? and sender = 'customer'
                """)
            .param(conversation)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Forgets links that were used before, and are long expired. */
  public int purge(Instant before) {
    return database
        .sql()
        .sql("delete from ticket_links_used where used_at < ?")
        .param(utc(before))
        .update();
  }
}
