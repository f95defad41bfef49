package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tickets of all systems as agents look for them. */
public final class TicketListStore {

  private static final String COLUMNS =
      """
      select t.*, d.summary, d.requester_name, d.requester_address, c.id as conversation,
        c.mail_client,
        (select max(o.payload) from ticket_commands o
          where o.ticket_key = t.ticket_key and o.verb = 'OPEN') as draft
      from tickets t
      left join desk_tickets d on d.draft_key = t.ticket_key
      left join conversations c on c.id = (select min(l.conversation) from ticket_conversations l
        where l.ticket_key = t.ticket_key)
      """;

  private final Database database;
  private final StateJson json;

  public TicketListStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  /**
   * Which tickets; null for whatever doesn't matter.
   *
   * @param text in the key, the summary, the description or the requester
   */
  public record Filter(
      @Nullable Boolean open,
      @Nullable Boolean incident,
      @Nullable String text,
      @Nullable String requester,
      @Nullable String mailClient,
      @Nullable Instant createdAfter,
      @Nullable Instant createdBefore) {}

  /**
   * A ticket in a list.
   *
   * @param ref null until its system has answered
   * @param summary null where it is known to its system only
   * @param conversation the one that it came from; null for an incident's, or when that was erased
   */
  public record ListedTicket(
      String key,
      boolean incident,
      @Nullable TicketRef ref,
      boolean open,
      Instant createdAt,
      @Nullable String summary,
      TicketDraft.Requester requester,
      @Nullable String conversation,
      @Nullable String mailClient) {}

  /** The newest first. */
  public List<ListedTicket> list(Filter filter, int offset, int limit) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    add(conditions, values, "t.is_open = ?", filter.open());
    if (filter.incident() != null) {
      conditions.add(filter.incident() ? "t.incident_key is not null" : "t.incident_key is null");
    }
    addLike(
        conditions,
        values,
        filter.text(),
        "t.system_key",
        "d.summary",
        "d.description",
        "d.requester_name",
        "d.requester_address",
        draft());
    addLike(
        conditions, values, filter.requester(), "d.requester_name", "d.requester_address", draft());
    add(conditions, values, "c.mail_client = ?", filter.mailClient());
    add(conditions, values, "t.created_at > ?", at(filter.createdAfter()));
    add(conditions, values, "t.created_at < ?", at(filter.createdBefore()));
    String where = conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    values.add(limit);
    values.add(offset);
    JdbcClient.StatementSpec statement =
        database
            .sql()
            .sql(
                COLUMNS
                    + where
                    + " order by t.created_at desc, t.ticket_key desc limit ? offset ?");
    return statement.params(values).query(this::ticket).list();
  }

  /** The ticket that a system calls so. */
  public Optional<ListedTicket> find(String system, String key) {
    return database
        .sql()
        .sql(COLUMNS + "where t.system_name = ? and t.system_key = ?")
        .params(system, key)
        .query(this::ticket)
        .optional();
  }

  /** What a system other than our own was told, which holds all that is known of a ticket here. */
  private static String draft() {
    return """
    (select max(o.payload) from ticket_commands o
      where o.ticket_key = t.ticket_key and o.verb = 'OPEN' and d.system_key is null)\
    """;
  }

  private static @Nullable Object at(@Nullable Instant instant) {
    return instant == null ? null : utc(instant);
  }

  private static void add(
      List<String> conditions, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      conditions.add(condition);
      values.add(value);
    }
  }

  private static void addLike(
      List<String> conditions, List<Object> values, @Nullable String words, String... columns) {
    if (words == null) {
      return;
    }
    String pattern = "%" + words.toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    List<String> any = new ArrayList<>();
    for (String column : columns) {
      any.add("lower(" + column + ") like ? escape '!'");
      values.add(pattern);
    }
    conditions.add("(" + String.join(" or ", any) + ")");
  }

  private ListedTicket ticket(ResultSet row, int index) throws SQLException {
    String system = row.getString("system_name");
    String key = row.getString("system_key");
    String url = row.getString("url");
    String draft = row.getString("draft");
    String summary = row.getString("summary");
    boolean incident = row.getString("incident_key") != null;
    TicketDraft told = draft == null || summary != null ? null : json.toDraft(draft);
    return new ListedTicket(
        row.getString("ticket_key"),
        incident,
        system == null || key == null
            ? null
            : new TicketRef(system, key, url == null ? null : URI.create(url)),
        row.getBoolean("is_open"),
        Objects.requireNonNull(ConversationStore.instant(row, "created_at")),
        told == null ? summary : told.summary(),
        told == null
            ? new TicketDraft.Requester(
                row.getString("requester_name"), row.getString("requester_address"))
            : told.requester(),
        incident ? null : row.getString("conversation"),
        incident ? null : row.getString("mail_client"));
  }
}
