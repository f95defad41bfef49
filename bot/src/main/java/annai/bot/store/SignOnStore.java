package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which agents are whom at the OpenID Connect provider; nothing secret. */
public final class SignOnStore {

  private final Database database;

  public SignOnStore(Database database) {
    this.database = database;
  }

  /** Adds one; false when the agent has one, or the subject is another agent's. */
  public boolean add(SignOn signOn) {
    return database
            .sql()
            .sql(
                """
                insert into desk_sign_ons (login, issuer, subject, bound_at) values (?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(signOn.login(), signOn.issuer(), signOn.subject(), utc(signOn.boundAt()))
            .update()
        == 1;
  }

  public Optional<SignOn> find(String issuer, String subject) {
    return database
        .sql()
        .sql("select * from desk_sign_ons where issuer = ? and subject = ?")
        .params(issuer, subject)
        .query(SignOnStore::signOn)
        .optional();
  }

  /** Who has one. */
  public Set<String> logins() {
    return Set.copyOf(
        database.sql().sql("select login from desk_sign_ons").query(String.class).list());
  }

  /** Notes that it was used. */
  public void used(String login, Instant now) {
    database
        .sql()
        .sql("update desk_sign_ons set last_used_at = ? where login = ?")
        .params(utc(now), login)
        .update();
  }

  /** Removes an agent's; false when they have none. */
  public boolean remove(String login) {
    return database.sql().sql("delete from desk_sign_ons where login = ?").param(login).update()
        == 1;
  }

  private static SignOn signOn(ResultSet row, int index) throws SQLException {
    return new SignOn(
        row.getString("login"),
        row.getString("issuer"),
        row.getString("subject"),
        Objects.requireNonNull(ConversationStore.instant(row, "bound_at")),
        ConversationStore.instant(row, "last_used_at"));
  }
}
