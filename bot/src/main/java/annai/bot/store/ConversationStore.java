package annai.bot.store;

import static annai.bot.store.Database.utc;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The rows of conversations and the rights to them. Hashes only, never a token or a code. */
public final class ConversationStore {

  private static final int LONGEST_CUSTOMER = 1_000;

  private final Database database;
  private final StateJson json;

  public ConversationStore(Database database, StateJson json) {
    this.database = database;
    this.json = json;
  }

  public void insert(Conversation conversation, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into conversations
              (id, state, state_kind, epoch, revision, next_seq, created_at, updated_at)
            values (:id, :state, :kind, :epoch, :revision, 1, :now, :now)
            """)
        .param("id", conversation.id())
        .param("state", json.ofConversation(conversation))
        .param("kind", StateJson.kindOf(conversation.state()))
        .param("epoch", conversation.epoch())
        .param("revision", conversation.revision())
        .param("now", utc(now))
        .update();
  }

  /** The conversation, which no other transaction can change until this one ends. */
  public Optional<StoredConversation> lock(String id) {
    return read("select state, next_seq from conversations where id = ? for update", id);
  }

  /** The conversation as it is now. */
  public Optional<StoredConversation> find(String id) {
    return read("select state, next_seq from conversations where id = ?", id);
  }

  private Optional<StoredConversation> read(String select, String id) {
    return database.sql().sql(select).param(id).query(this::stored).optional();
  }

  private StoredConversation stored(ResultSet row, int index) throws SQLException {
    return new StoredConversation(
        json.toConversation(row.getString("state")), row.getLong("next_seq"));
  }

  /**
   * Writes what a turn left; the row must be locked by this transaction. A call for an agent ends
   * with the state that waits for one; the one about a ticket that failed waits beside the talk.
   */
  public void update(Conversation conversation, long nextSeq, Instant now) {
    boolean waits =
        conversation.state() instanceof State.WaitingForAgent
            || conversation.state() instanceof State.WithAgent;
    String agent = conversation.state() instanceof State.WithAgent(String name) ? name : null;
    boolean over =
        conversation.state() instanceof State.Solved
            || conversation.state() instanceof State.Closed;
    database
        .sql()
        .sql(
            """
            update conversations
            set state = :state, state_kind = :kind, epoch = :epoch, next_seq = :seq,
              updated_at = :now, mail_client = :client, agent = :agent, customer = :customer,
              passed_by = case when :held then passed_by end,
              passed_at = case when :held then passed_at end,
              called_for = case when :waits or (:goesOn and called_for = 'TICKET_FAILED')
                then called_for end,
              called_at = case when :waits or (:goesOn and called_for = 'TICKET_FAILED')
                then called_at end
            where id = :id
            """)
        .param("id", conversation.id())
        .param("state", json.ofConversation(conversation))
        .param("kind", StateJson.kindOf(conversation.state()))
        .param("epoch", conversation.epoch())
        .param("seq", nextSeq)
        .param("waits", waits)
        .param("goesOn", !over)
        .param("client", conversation.mailClient())
        .param("agent", agent)
        .param("held", agent != null)
        .param("customer", searched(conversation.customer()))
        .param("now", utc(now))
        .update();
  }

  /** Writes the next seq alone; the row must be locked by this transaction. */
  public void advance(String id, long nextSeq) {
    database
        .sql()
        .sql("update conversations set next_seq = ? where id = ?")
        .params(nextSeq, id)
        .update();
  }

  /** Puts the conversation into the agents' queue. */
  public void callAgent(String id, State.HandOffReason reason, Instant now) {
    database
        .sql()
        .sql("update conversations set called_for = ?, called_at = ? where id = ?")
        .params(reason.name(), utc(now), id)
        .update();
  }

  /** For the desk's search, in lower case. */
  private static @Nullable String searched(Customer customer) {
    String known =
        Stream.of(customer.name(), customer.mailAddress())
            .filter(Objects::nonNull)
            .collect(Collectors.joining("\n"))
            .toLowerCase(Locale.ROOT);
    return known.isEmpty() ? null : known.substring(0, Math.min(known.length(), LONGEST_CUSTOMER));
  }

  /** Notes who handed the conversation to its agent. */
  public void passedBy(String id, String agent, Instant now) {
    database
        .sql()
        .sql("update conversations set passed_by = ?, passed_at = ? where id = ?")
        .params(agent, utc(now), id)
        .update();
  }

  /** The agent has taken up what a colleague handed over. */
  public void tookUp(String id) {
    database
        .sql()
        .sql("update conversations set passed_by = null, passed_at = null where id = ?")
        .param(id)
        .update();
  }

  /**
   * Takes the conversation out of the agents' queue: one has come.
   *
   * @return when one was called; empty when none was
   */
  public Optional<Instant> agentCame(String id) {
    Optional<Instant> called =
        database
            .sql()
            .sql("select called_at from conversations where id = ? and called_at is not null")
            .param(id)
            .query((row, _) -> Objects.requireNonNull(instant(row, "called_at")))
            .optional();
    database
        .sql()
        .sql(
            """
            update conversations set called_for = null, called_at = null,
              passed_by = null, passed_at = null
            where id = ?
            """)
        .param(id)
        .update();
    return called;
  }

  public void addToken(String id, String tokenHash, Instant now) {
    database
        .sql()
        .sql(
            "insert into conversation_tokens (token_hash, conversation, created_at) values (?, ?,"
                + " ?)")
        .params(tokenHash, id, utc(now))
        .update();
  }

  /** The hashes of all tokens of a conversation; none for one that isn't there. */
  public List<String> tokenHashes(String id) {
    return database
        .sql()
        .sql("select token_hash from conversation_tokens where conversation = ?")
        .param(id)
        .query((row, _) -> row.getString("token_hash"))
        .list();
  }

  /** Ends every right that was given to the conversation so far. */
  public void dropRights(String id) {
    for (String table : List.of("conversation_tokens", "resume_codes")) {
      database.sql().sql("delete from " + table + " where conversation = ?").param(id).update();
    }
    database
        .sql()
        .sql("update letters set resume_hash = null where conversation = ?")
        .param(id)
        .update();
  }

  public void addResumeCode(String id, String codeHash, Instant expires) {
    database
        .sql()
        .sql("insert into resume_codes (code_hash, conversation, expires_at) values (?, ?, ?)")
        .params(codeHash, id, utc(expires))
        .update();
  }

  /** Uses a code up; the conversation that it was made for, or empty. */
  public Optional<String> useResumeCode(String codeHash, Instant now) {
    Optional<String> id =
        database
            .sql()
            .sql(
                "select conversation from resume_codes where code_hash = ? and expires_at > ? for"
                    + " update")
            .params(codeHash, utc(now))
            .query(String.class)
            .optional();
    int used =
        database.sql().sql("delete from resume_codes where code_hash = ?").param(codeHash).update();
    return used == 1 ? id : Optional.empty();
  }

  /** Erases the conversation with everything that belongs to it alone; false when there is none. */
  public boolean erase(String id) {
    database
        .sql()
        .sql(
            """
            delete from attachment_parts
            where attachment in (select id from attachments where conversation = ?)
            """)
        .param(id)
        .update();
    for (String table :
        List.of(
            "conversation_tokens",
            "resume_codes",
            "attachments",
            "ratings",
            "messages",
            "test_mails",
            "timers",
            "ticket_conversations",
            "unseen_answers",
            "letters",
            "deliveries")) {
      database.sql().sql("delete from " + table + " where conversation = ?").param(id).update();
    }
    database
        .sql()
        .sql("delete from scheduled_tasks where task_instance like ? and not picked")
        .param(id + "/%")
        .update();
    return database.sql().sql("delete from conversations where id = ?").param(id).update() == 1;
  }

  /** Remembers a revision with its text, once. */
  public void keepRevision(String hash, String content, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into revisions (hash, content, first_used_at) values (?, ?, ?)
            on conflict do nothing
            """)
        .params(hash, content, utc(now))
        .update();
  }

  public Optional<String> revision(String hash) {
    return database
        .sql()
        .sql("select content from revisions where hash = ?")
        .param(hash)
        .query(String.class)
        .optional();
  }

  /** What the installation draws once, such as a key: the first value given holds for ever. */
  public String drawOnce(String name, String drawn) {
    database
        .sql()
        .sql("insert into installation (name, content) values (?, ?) on conflict do nothing")
        .params(name, drawn)
        .update();
    return database
        .sql()
        .sql("select content from installation where name = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, java.time.OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
