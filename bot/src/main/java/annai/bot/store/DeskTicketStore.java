package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The built-in tickets and their comments. */
public final class DeskTicketStore {

  /** A built-in ticket without its comments. */
  public record DeskTicket(
      String key, TicketDraft draft, boolean open, Instant createdAt, Instant updatedAt) {}

  /** The name of the system whose tickets these are. */
  public static final String SYSTEM = "built-in";

  /** What the keys of agents' comments begin with. */
  public static final String BY_PERSON = "agent/";

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
          Optional<String> there = keyOf(draft.key());
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
    Optional<String> there = keyOf(draft.key());
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
              requester_name, requester_address, is_open, created_at, updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, true, ?, ?)
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
        .param(utc(now))
        .update();
  }

  /** The ticket of a draft; empty when there is none. */
  public Optional<String> keyOf(String draftKey) {
    return database
        .sql()
        .sql("select system_key from desk_tickets where draft_key = ?")
        .param(draftKey)
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

  public void setOpen(String key, boolean open, Instant now) {
    database
        .sql()
        .sql("update desk_tickets set is_open = ?, updated_at = ? where system_key = ?")
        .params(open, utc(now), key)
        .update();
  }

  /** Notes that the ticket was changed. */
  public void touch(String key, Instant now) {
    database
        .sql()
        .sql("update desk_tickets set updated_at = ? where system_key = ?")
        .params(utc(now), key)
        .update();
  }

  /** Adds a file; nothing when one of its name is there. */
  public boolean attach(String key, Attachment attachment) {
    boolean added =
        database
                .sql()
                .sql(
                    """
                    insert into desk_attachments (system_key, name, media_type)
                    values (?, ?, ?) on conflict do nothing
                    """)
                .params(key, attachment.name(), attachment.mediaType())
                .update()
            == 1;
    if (added) {
      List<byte[]> parts = FileParts.of(attachment.content());
      for (int part = 0; part < parts.size(); part++) {
        database
            .sql()
            .sql(
                """
                insert into desk_attachment_parts (system_key, name, part, content)
                values (?, ?, ?, ?)
                """)
            .params(key, attachment.name(), part, parts.get(part))
            .update();
      }
    }
    return added;
  }

  /** The names of a ticket's files. */
  public List<String> attachmentNames(String key) {
    return database
        .sql()
        .sql("select name from desk_attachments where system_key = ? order by name")
        .param(key)
        .query((row, _) -> row.getString("name"))
        .list();
  }

  /** A file of a ticket. */
  public Optional<Attachment> attachment(String key, String name) {
    return database
        .sql()
        .sql("select media_type from desk_attachments where system_key = ? and name = ?")
        .params(key, name)
        .query(String.class)
        .optional()
        .map(type -> new Attachment(name, type, attached(key, name)));
  }

  private byte[] attached(String key, String name) {
    return FileParts.whole(
        database
            .sql()
            .sql(
                """
                select content from desk_attachment_parts where system_key = ? and name = ?
                order by part
                """)
            .params(key, name)
            .query((row, _) -> row.getBytes("content"))
            .list());
  }

  /** Adds a page; nothing when it is there. */
  public void link(String key, URI page, String title) {
    database
        .sql()
        .sql(
            """
            insert into desk_links (system_key, url, title) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(key, page.toString(), title)
        .update();
  }

  /** The pages that a ticket leads to, with their titles. */
  public Map<URI, String> links(String key) {
    return database
        .sql()
        .sql("select * from desk_links where system_key = ? order by url")
        .param(key)
        .query((row, _) -> Map.entry(URI.create(row.getString("url")), row.getString("title")))
        .list()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (a, _) -> a, LinkedHashMap::new));
  }

  /**
   * Adds a comment; nothing when its key is there already.
   *
   * @param comment its id is given by the database
   */
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
                    row.getString("id"),
                    row.getObject("written_at", OffsetDateTime.class).toInstant(),
                    row.getString("author"),
                    row.getString("content"),
                    row.getBoolean("internal"),
                    !row.getString("comment_key").startsWith(BY_PERSON)))
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
    for (String table : List.of("desk_attachment_parts", "desk_attachments", "desk_links")) {
      database
          .sql()
          .sql("delete from %s where system_key = ?".formatted(table))
          .param(key)
          .update();
    }
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
        row.getBoolean("is_open"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
