package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversations as agents look for them: over many, without their transcripts. */
public final class AgentQueueStore {

  private static final String COLUMNS =
      """
      select c.id, c.state, c.called_for, c.called_at, c.created_at, c.passed_by, c.passed_at,
        m.written_at as last_at, m.sender as last_from,
        (select w.body from messages w where w.conversation = c.id and w.sender = 'customer'
          order by case when w.kind = 'text' then 0 else 1 end, w.seq desc limit 1) as words
      from conversations c
      left join messages m on m.conversation = c.id and m.seq = c.next_seq - 1
      """;

  /** The words of the bot are the same everywhere and not looked through. */
  private static final String TEXT =
      """
       and (c.id like :id escape '!' or c.customer like :part escape '!'
        or exists (select 1 from ticket_conversations k
          join tickets t on t.ticket_key = k.ticket_key
          where k.conversation = c.id and lower(t.system_key) = :key)
        or exists (select 1 from messages w
          where w.conversation = c.id and w.kind in ('text', 'note') and w.sender <> 'bot'
            and lower(w.body) like :said escape '!'))\
      """;

  private final Database database;
  private final StateJson json;

  public AgentQueueStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  /**
   * A conversation in a list.
   *
   * @param calledFor why a person was called, and
   * @param calledAt when; null when none was, or one has come
   * @param lastFrom whose the newest row is, and
   * @param lastAt when it was written; null when there is none
   * @param words the newest of the customer's words, else buttons, as JSON; null when there are
   *     none
   * @param passedBy the colleague who handed it to its agent, who has done nothing with it yet, and
   * @param passedAt when; null otherwise
   */
  public record Queued(
      Conversation conversation,
      State.@Nullable HandOffReason calledFor,
      @Nullable Instant calledAt,
      Instant createdAt,
      @Nullable String lastFrom,
      @Nullable Instant lastAt,
      @Nullable String words,
      @Nullable String passedBy,
      @Nullable Instant passedAt) {}

  /**
   * What is looked for; null where it doesn't matter.
   *
   * @param text the beginning of an id, a ticket's key, or a part of the customer's name or
   *     address, or of what the customer or an agent wrote
   * @param held who has it
   * @param mailClient the catalogue id
   * @param agent the name of the agent who has it
   */
  public record Search(
      @Nullable String text,
      @Nullable Held held,
      @Nullable String mailClient,
      @Nullable String agent) {}

  /** Who has a conversation, or how it ended. */
  public enum Held {
    BOT,
    NOBODY,
    PEOPLE,
    SOLVED,
    CLOSED
  }

  /** Where a person was called and none has come, the longest waiting first. */
  public List<Queued> waiting(int limit) {
    return database
        .sql()
        .sql(
            COLUMNS
                + """
                where c.called_at is not null
                  and c.state_kind not in ('with-agent', 'solved', 'closed')
                order by c.called_at, c.id limit ?
                """)
        .param(limit)
        .query(this::queued)
        .list();
  }

  /** How many {@link #waiting} would list without a limit. */
  public int countWaiting() {
    return database
        .sql()
        .sql(
            """
            select count(*) from conversations where called_at is not null
              and state_kind not in ('with-agent', 'solved', 'closed')
            """)
        .query(Integer.class)
        .single();
  }

  /** What isn't closed and changed after an instant, the newest change first. */
  public List<Queued> open(Instant after, int limit) {
    return database
        .sql()
        .sql(
            COLUMNS
                + """
                where c.state_kind in ('greeting', 'choosing-mail-client', 'confirming', 'changing',
                  'taking-evidence', 'solved', 'waiting-for-agent', 'with-agent')
                  and c.updated_at > ?
                order by c.updated_at desc, c.id limit ?
                """)
        .params(utc(after), limit)
        .query(this::queued)
        .list();
  }

  /** What an agent holds: first what they were handed and have not taken up, the oldest first. */
  public List<Queued> heldBy(String agent, int limit) {
    return database
        .sql()
        .sql(
            COLUMNS
                + """
                where c.agent = ? and c.state_kind = 'with-agent'
                order by case when c.passed_at is null then 1 else 0 end, c.passed_at,
                  c.updated_at desc, c.id limit ?
                """)
        .params(agent, limit)
        .query(this::queued)
        .list();
  }

  /** What fits and changed after an instant, the newest change first. */
  public List<Queued> search(Search search, Instant after, int offset, int limit) {
    StringBuilder where = new StringBuilder("where c.updated_at > :after");
    Map<String, Object> values = new HashMap<>();
    values.put("after", utc(after));
    if (search.text() != null) {
      where.append(TEXT);
      String words = search.text().toLowerCase(Locale.ROOT);
      values.put("id", like(words) + "%");
      values.put("part", "%" + like(words) + "%");
      values.put("key", words);
      String quoted = json.ofBody(words);
      values.put("said", "%\"text\":\"%" + like(quoted.substring(1, quoted.length() - 1)) + "%");
    }
    if (search.held() != null) {
      where.append(" and c.state_kind in (:kinds)");
      values.put("kinds", kinds(search.held()));
    }
    if (search.mailClient() != null) {
      where.append(" and c.mail_client = :mailClient");
      values.put("mailClient", search.mailClient());
    }
    if (search.agent() != null) {
      where.append(" and c.agent = :agent");
      values.put("agent", search.agent());
    }
    values.put("limit", limit);
    values.put("offset", offset);
    return database
        .sql()
        .sql(COLUMNS + where + " order by c.updated_at desc, c.id limit :limit offset :offset")
        .params(values)
        .query(this::queued)
        .list();
  }

  private static List<String> kinds(Held held) {
    return switch (held) {
      case BOT ->
          List.of("greeting", "choosing-mail-client", "confirming", "changing", "taking-evidence");
      case NOBODY -> List.of("waiting-for-agent");
      case PEOPLE -> List.of("with-agent");
      case SOLVED -> List.of("solved");
      case CLOSED -> List.of("closed");
    };
  }

  private static String like(String words) {
    return words.replaceAll("([!%_])", "!$1");
  }

  public Optional<Queued> find(String id) {
    return database.sql().sql(COLUMNS + "where c.id = ?").param(id).query(this::queued).optional();
  }

  private Queued queued(ResultSet row, int index) throws SQLException {
    String calledFor = row.getString("called_for");
    return new Queued(
        json.toConversation(row.getString("state")),
        calledFor == null ? null : State.HandOffReason.valueOf(calledFor),
        ConversationStore.instant(row, "called_at"),
        Objects.requireNonNull(ConversationStore.instant(row, "created_at")),
        row.getString("last_from"),
        ConversationStore.instant(row, "last_at"),
        row.getString("words"),
        row.getString("passed_by"),
        ConversationStore.instant(row, "passed_at"));
  }
}
