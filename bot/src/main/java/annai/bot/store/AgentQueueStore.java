package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversations as agents look for them: over many, without their transcripts. */
public final class AgentQueueStore {

  private static final String COLUMNS =
      """
      select c.id, c.state, c.called_for, c.called_at, c.created_at,
        m.written_at as last_at, m.sender as last_from,
        (select w.body from messages w where w.conversation = c.id and w.sender = 'customer'
          order by case when w.kind = 'text' then 0 else 1 end, w.seq desc limit 1) as words
      from conversations c
      left join messages m on m.conversation = c.id and m.seq = c.next_seq - 1
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
   */
  public record Queued(
      Conversation conversation,
      State.@Nullable HandOffReason calledFor,
      @Nullable Instant calledAt,
      Instant createdAt,
      @Nullable String lastFrom,
      @Nullable Instant lastAt,
      @Nullable String words) {}

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
        row.getString("words"));
  }
}
