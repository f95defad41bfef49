package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The test mails that are awaited. */
public final class TestMailStore {

  /**
   * An awaited test mail.
   *
   * @param mailAddress who must have logged in; null when it isn't known
   * @param epoch of the conversation when it was asked for
   */
  public record AwaitedTestMail(
      String token, String conversation, String call, @Nullable String mailAddress, long epoch) {}

  private final Database database;

  public TestMailStore(Database database) {
    this.database = database;
  }

  public void add(AwaitedTestMail awaited, Instant expires) {
    database
        .sql()
        .sql(
            """
            insert into test_mails
              (token, conversation, call_id, mail_address, epoch, expires_at, used)
            values (?, ?, ?, ?, ?, ?, false)
            """)
        .param(awaited.token())
        .param(awaited.conversation())
        .param(awaited.call())
        .param(awaited.mailAddress())
        .param(awaited.epoch())
        .param(utc(expires))
        .update();
  }

  /** The token that was made for a call. */
  public Optional<String> token(String call) {
    return database
        .sql()
        .sql("select token from test_mails where call_id = ?")
        .param(call)
        .query(String.class)
        .optional();
  }

  /** What is awaited under a token that is neither used nor expired. */
  public Optional<AwaitedTestMail> open(String token, Instant now) {
    return database
        .sql()
        .sql(
            """
            select token, conversation, call_id, mail_address, epoch from test_mails
            where token = ? and expires_at > ? and not used
            """)
        .params(token, utc(now))
        .query(TestMailStore::awaited)
        .optional();
  }

  /** The customer's address became known, or another one. */
  public void expect(String conversation, String mailAddress) {
    database
        .sql()
        .sql(
            """
            update test_mails set mail_address = ?
            where conversation = ? and not used and (mail_address is null or mail_address <> ?)
            """)
        .params(mailAddress, conversation, mailAddress)
        .update();
  }

  /** Uses a token up; false when it was already. */
  public boolean use(String token) {
    return database
            .sql()
            .sql("update test_mails set used = true where token = ? and not used")
            .param(token)
            .update()
        == 1;
  }

  /** Forgets what expired before an instant. */
  public void forgetBefore(Instant expired) {
    database.sql().sql("delete from test_mails where expires_at < ?").param(utc(expired)).update();
  }

  private static AwaitedTestMail awaited(ResultSet row, int index) throws SQLException {
    return new AwaitedTestMail(
        row.getString("token"),
        row.getString("conversation"),
        row.getString("call_id"),
        row.getString("mail_address"),
        row.getLong("epoch"));
  }
}
