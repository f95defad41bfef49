package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The built-in tickets and their comments. */
public final class DeskTicketStore {

  /** A built-in ticket without its comments. */
  public record DeskTicket(String key, TicketDraft draft, boolean open) {}

  private final Database database;

  public DeskTicketStore(Database database) {
    this.database = database;
  }

  /**
   * Opens a ticket under the next number of a project; the one that is there for the same draft.
   */
  public String open(String project, TicketDraft draft, Instant now) {
    return database.inTransaction(
        () -> {
          Optional<String> there = keyOf(draft);
          return there.isPresent() ? there.get() : openNext(project, draft, now);
        });
  }

  private String openNext(String project, TicketDraft draft, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into desk_ticket_numbers (project, last_number) values (?, 0)
            on conflict do nothing
            """)
        .param(project)
        .update();
    long last =
        database
            .sql()
            .sql("select last_number from desk_ticket_numbers where project = ? for update")
            .param(project)
            .query(Long.class)
            .single();
    Optional<String> there = keyOf(draft);
    if (there.isPresent()) {
      return there.get();
    }
    String key = project + "-" + (last + 1);
    insert(key, draft, now);
    database
        .sql()
        .sql("update desk_ticket_numbers set last_number = ? where project = ?")
        .params(last + 1, project)
        .update();
    return key;
  }

  private void insert(String key, TicketDraft draft, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into desk_tickets (system_key, draft_key, kind, priority, summary, description,
              requester_name, requester_address, is_open, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, true, ?)
            """)
        .param(key)
        .param(draft.key())
        .param(draft.kind().name())
        .param(draft.priority().name())
        .param(draft.summary())
        .param(draft.description())
        .param(draft.requester().name())
        .param(draft.requester().mailAddress())
        .param(utc(now))
        .update();
  }

  private Optional<String> keyOf(TicketDraft draft) {
    return database
        .sql()
        .sql("select system_key from desk_tickets where draft_key = ?")
        .param(draft.key())
        .query(String.class)
        .optional();
  }

  public Optional<DeskTicket> find(String key) {
    return read("select * from desk_tickets where system_key = ?", key);
  }

  /** The ticket, which no other transaction can change until this one ends. */
  public Optional<DeskTicket> lock(String key) {
    return read("select * from desk_tickets where system_key = ? for update", key);
  }

  private Optional<DeskTicket> read(String select, String key) {
    return database.sql().sql(select).param(key).query(DeskTicketStore::ticket).optional();
  }

  public void setOpen(String key, boolean open) {
    database
        .sql()
        .sql("update desk_tickets set is_open = ? where system_key = ?")
        .params(open, key)
        .update();
  }

  /** Adds a comment; nothing when its key is there already. */
  public boolean comment(String key, String commentKey, Ticket.Comment comment) {
    return database
            .sql()
            .sql(
                """
                insert into desk_comments
                  (system_key, comment_key, written_at, author, content, internal)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .param(key)
            .param(commentKey)
            .param(utc(comment.at()))
            .param(comment.author())
            .param(comment.text())
            .param(comment.internal())
            .update()
        == 1;
  }

  /** In the order in which they were written. */
  public List<Ticket.Comment> comments(String key) {
    return database
        .sql()
        .sql("select * from desk_comments where system_key = ? order by id")
        .param(key)
        .query(
            (row, _) ->
                new Ticket.Comment(
                    row.getObject("written_at", OffsetDateTime.class).toInstant(),
                    row.getString("author"),
                    row.getString("content"),
                    row.getBoolean("internal")))
        .list();
  }

  /** Erases what a customer told: all words and names; the number and the status stay. */
  public void erase(String key, String instead) {
    database
        .sql()
        .sql(
            """
            update desk_tickets set summary = ?, description = ?, requester_name = null,
              requester_address = null where system_key = ?
            """)
        .params(instead, instead, key)
        .update();
    database
        .sql()
        .sql("update desk_comments set content = ? where system_key = ?")
        .params(instead, key)
        .update();
  }

  private static DeskTicket ticket(ResultSet row, int index) throws SQLException {
    return new DeskTicket(
        row.getString("system_key"),
        new TicketDraft(
            row.getString("draft_key"),
            TicketDraft.Kind.valueOf(row.getString("kind")),
            TicketDraft.Priority.valueOf(row.getString("priority")),
            row.getString("summary"),
            row.getString("description"),
            new TicketDraft.Requester(
                row.getString("requester_name"), row.getString("requester_address"))),
        row.getBoolean("is_open"));
  }
}
