package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers that customers may not have seen, and the mails that bring them. Hashes of codes only.
 */
public final class LetterStore {

  private static final String PENDING = "pending";
  private static final int LONGEST_REPLY = 300;

  /**
   * Where answers may be unseen.
   *
   * @param afterSeq the first of them stands after that row
   * @param lastOpened when a stream of the conversation began since then; null when none has
   * @param lastOpen when a stream was open since then; null when none was
   */
  public record Unseen(long afterSeq, @Nullable Instant lastOpened, @Nullable Instant lastOpen) {}

  private final Database database;

  public LetterStore(Database database) {
    this.database = database;
  }

  /** From this row on answers may be unseen; without effect where some are already. */
  public void answered(String conversation, long afterSeq) {
    database
        .sql()
        .sql(
            "insert into unseen_answers (conversation, after_seq) values (?, ?) on conflict do"
                + " nothing")
        .params(conversation, afterSeq)
        .update();
  }

  public Optional<Unseen> unseen(String conversation) {
    return database
        .sql()
        .sql("select after_seq, last_opened, last_open from unseen_answers where conversation = ?")
        .param(conversation)
        .query(
            (row, _) ->
                new Unseen(
                    row.getLong("after_seq"),
                    ConversationStore.instant(row, "last_opened"),
                    ConversationStore.instant(row, "last_open")))
        .optional();
  }

  /** Nothing is unseen any more. */
  public void seen(String conversation) {
    database
        .sql()
        .sql("delete from unseen_answers where conversation = ?")
        .param(conversation)
        .update();
  }

  /** Every conversation with answers that may be unseen. */
  public List<String> unseenAnywhere() {
    return database
        .sql()
        .sql("select conversation from unseen_answers")
        .query((row, _) -> row.getString("conversation"))
        .list();
  }

  /**
   * A stream of the conversation is open.
   *
   * @param opened whether it began a moment ago
   */
  public void open(String conversation, boolean opened, Instant now) {
    database
        .sql()
        .sql(
            """
            update unseen_answers
            set last_open = :now, last_opened = case when :opened then :now else last_opened end
            where conversation = :conversation
            """)
        .param("now", utc(now))
        .param("opened", opened)
        .param("conversation", conversation)
        .update();
  }

  public void add(Letter letter, String resumeHash, String declineHash) {
    database
        .sql()
        .sql(
            """
            insert into letters
              (id, conversation, mail_address, after_seq, last_seq, written_at, due_at, tries,
               outcome, resume_hash, decline_hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(letter.id())
        .param(letter.conversation())
        .param(letter.mailAddress())
        .param(letter.afterSeq())
        .param(letter.lastSeq())
        .param(utc(letter.writtenAt()))
        .param(utc(letter.dueAt()))
        .param(letter.tries())
        .param(PENDING)
        .param(resumeHash)
        .param(declineHash)
        .update();
  }

  /** The one that is to be sent. */
  public Optional<Letter> pending(String conversation) {
    return database
        .sql()
        .sql(
            """
            select id, conversation, mail_address, after_seq, last_seq, written_at, due_at, tries
            from letters where conversation = ? and outcome = ?
            """)
        .params(conversation, PENDING)
        .query(LetterStore::letter)
        .optional();
  }

  /** The last row that any of the conversation's letters holds; 0 when there is none. */
  public long lastSeq(String conversation) {
    return database
        .sql()
        .sql("select coalesce(max(last_seq), 0) from letters where conversation = ?")
        .param(conversation)
        .query(Long.class)
        .single();
  }

  /** When letters were written after an instant that were sent, or could not be; oldest first. */
  public List<Instant> writtenAfter(String conversation, Instant after) {
    return database
        .sql()
        .sql(
            """
            select written_at from letters
            where conversation = ? and written_at > ? and outcome <> 'dropped'
            order by written_at
            """)
        .params(conversation, utc(after))
        .query(LetterStore::writtenAt)
        .list();
  }

  /** A try failed; there will be another one. */
  public void tryAgain(String id, Instant due, String reply) {
    database
        .sql()
        .sql("update letters set tries = tries + 1, due_at = ?, reply = ? where id = ?")
        .params(utc(due), shortened(reply), id)
        .update();
  }

  /** It is over. */
  public void settle(String id, Letter.Outcome outcome, @Nullable String reply) {
    database
        .sql()
        .sql("update letters set outcome = ?, reply = coalesce(?, reply) where id = ?")
        .param(outcome.name().toLowerCase(Locale.ROOT))
        .param(reply == null ? null : shortened(reply))
        .param(id)
        .update();
  }

  private static String shortened(String reply) {
    return reply.substring(0, Math.min(reply.length(), LONGEST_REPLY));
  }

  /** Makes the code good again that a sign-in has ended, while the letter is to be sent. */
  public void renew(String id, String resumeHash) {
    database
        .sql()
        .sql("update letters set resume_hash = ? where id = ? and resume_hash is null")
        .params(resumeHash, id)
        .update();
  }

  /** Whether a letter has that code, good or not. */
  public boolean hasResumeCode(String resumeHash) {
    return database
            .sql()
            .sql("select count(*) from letters where resume_hash = ?")
            .param(resumeHash)
            .query(Long.class)
            .single()
        > 0;
  }

  /**
   * Uses up the code that opens a letter's conversation.
   *
   * @param writtenAfter letters that are older open nothing
   * @return the conversation; empty when the code is unknown, used or too old
   */
  public Optional<String> resume(String resumeHash, Instant writtenAfter, Instant now) {
    int used =
        database
            .sql()
            .sql(
                """
                update letters set resumed_at = ?
                where resume_hash = ? and resumed_at is null and written_at > ?
                """)
            .params(utc(now), resumeHash, utc(writtenAfter))
            .update();
    return used == 1 ? conversation("resume_hash", resumeHash) : Optional.empty();
  }

  /** The conversation whose letters a code ends. */
  public Optional<String> ofDeclineCode(String declineHash) {
    return conversation("decline_hash", declineHash);
  }

  private Optional<String> conversation(String column, String hash) {
    return database
        .sql()
        .sql("select conversation from letters where " + column + " = ?")
        .param(hash)
        .query(String.class)
        .optional();
  }

  private static Instant writtenAt(ResultSet row, int index) throws SQLException {
    return Objects.requireNonNull(ConversationStore.instant(row, "written_at"));
  }

  private static Letter letter(ResultSet row, int index) throws SQLException {
    return new Letter(
        row.getString("id"),
        row.getString("conversation"),
        row.getString("mail_address"),
        row.getLong("after_seq"),
        row.getLong("last_seq"),
        Objects.requireNonNull(ConversationStore.instant(row, "written_at")),
        Objects.requireNonNull(ConversationStore.instant(row, "due_at")),
        row.getInt("tries"));
  }
}
