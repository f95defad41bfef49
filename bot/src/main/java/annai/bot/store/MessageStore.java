package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The transcripts. Their order is the seq, given out under the lock of the conversation's row. */
public final class MessageStore {

  private static final String COLUMNS =
      "select seq, written_at, sender, kind, body, for_customer, once_key from messages ";

  private final Database database;

  public MessageStore(Database database) {
    this.database = database;
  }

  /**
   * Adds a row; false, and nothing added, when its once-key is there already.
   *
   * @throws IllegalStateException when another row has its seq
   */
  public boolean add(String conversation, StoredMessage message) {
    if (inserted(conversation, message)) {
      return true;
    }
    String onceKey = message.onceKey();
    if (onceKey == null || once(conversation, onceKey).isEmpty()) {
      throw new IllegalStateException(
          "Conversation '%s' has a row with seq '%d' already"
              .formatted(conversation, message.seq()));
    }
    return false;
  }

  private boolean inserted(String conversation, StoredMessage message) {
    return database
            .sql()
            .sql(
                """
                insert into messages
                  (conversation, seq, written_at, sender, kind, body, for_customer, once_key)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .param(conversation)
            .param(message.seq())
            .param(utc(message.at()))
            .param(message.from())
            .param(message.type())
            .param(message.body())
            .param(message.forCustomer())
            .param(message.onceKey())
            .update()
        == 1;
  }

  /** The row with that once-key. */
  public Optional<StoredMessage> once(String conversation, String onceKey) {
    return database
        .sql()
        .sql(COLUMNS + "where conversation = ? and once_key = ?")
        .params(conversation, onceKey)
        .query(MessageStore::message)
        .optional();
  }

  /** What the customer sees after a seq, in order. */
  public List<StoredMessage> after(String conversation, long seq, int limit) {
    return database
        .sql()
        .sql(COLUMNS + "where conversation = ? and seq > ? and for_customer order by seq limit ?")
        .params(conversation, seq, limit)
        .query(MessageStore::message)
        .list();
  }

  /** What agents see after a seq, in order. */
  public List<StoredMessage> allAfter(String conversation, long seq, int limit) {
    return database
        .sql()
        .sql(COLUMNS + "where conversation = ? and seq > ? order by seq limit ?")
        .params(conversation, seq, limit)
        .query(MessageStore::message)
        .list();
  }

  /** The newest rows of a kind, newest first. */
  public List<StoredMessage> newest(String conversation, String type, int limit) {
    return database
        .sql()
        .sql(COLUMNS + "where conversation = ? and kind = ? order by seq desc limit ?")
        .params(conversation, type, limit)
        .query(MessageStore::message)
        .list();
  }

  private static StoredMessage message(ResultSet row, int index) throws SQLException {
    return new StoredMessage(
        row.getLong("seq"),
        row.getObject("written_at", OffsetDateTime.class).toInstant(),
        row.getString("sender"),
        row.getString("kind"),
        row.getString("body"),
        row.getBoolean("for_customer"),
        row.getString("once_key"));
  }
}
