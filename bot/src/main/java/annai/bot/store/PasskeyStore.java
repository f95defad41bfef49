package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The agents' passkeys: public keys, nothing secret. */
public final class PasskeyStore {

  private final Database database;

  public PasskeyStore(Database database) {
    this.database = database;
  }

  /** Adds one; false when it is there, whosever it is. */
  public boolean add(Passkey passkey) {
    Passkey.Key key = passkey.key();
    return database
            .sql()
            .sql(
                """
                insert into desk_passkeys (id, login, label, user_handle, credential, transports,
                  sign_count, backup_eligible, backed_up, added_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(passkey.id(), passkey.login(), passkey.label())
            .params(key.userHandle(), key.credential(), String.join(",", key.transports()))
            .params(key.signCount(), key.backupEligible(), key.backedUp())
            .param(utc(passkey.addedAt()))
            .update()
        == 1;
  }

  /** An agent's, in the order in which they were added. */
  public List<Passkey> of(String login) {
    return database
        .sql()
        .sql("select * from desk_passkeys where login = ? order by added_at, id")
        .param(login)
        .query(PasskeyStore::passkey)
        .list();
  }

  /** One of them, which no other transaction can change until this one ends. */
  public Optional<Passkey> lock(String id) {
    return database
        .sql()
        .sql("select * from desk_passkeys where id = ? for update")
        .param(id)
        .query(PasskeyStore::passkey)
        .optional();
  }

  /** Notes that it was used, and the counter that it told. */
  public void used(String id, long signCount, boolean backedUp, Instant now) {
    database
        .sql()
        .sql(
            """
            update desk_passkeys set sign_count = ?, backed_up = ?, last_used_at = ? where id = ?
            """)
        .params(signCount, backedUp, utc(now), id)
        .update();
  }

  /** Removes one of an agent's; false when they have none of that id. */
  public boolean remove(String login, String id) {
    return database
            .sql()
            .sql("delete from desk_passkeys where login = ? and id = ?")
            .params(login, id)
            .update()
        == 1;
  }

  /** How many each agent has, by login; nothing of those who have none. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    database
        .sql()
        .sql("select login, count(*) as passkeys from desk_passkeys group by login")
        .query(
            row -> {
              counts.put(row.getString("login"), row.getInt("passkeys"));
            });
    return counts;
  }

  private static Passkey passkey(ResultSet row, int index) throws SQLException {
    String transports = row.getString("transports");
    return new Passkey(
        row.getString("id"),
        row.getString("login"),
        row.getString("label"),
        new Passkey.Key(
            row.getString("user_handle"),
            row.getString("credential"),
            transports.isEmpty() ? List.of() : List.of(transports.split(",")),
            row.getLong("sign_count"),
            row.getBoolean("backup_eligible"),
            row.getBoolean("backed_up")),
        Objects.requireNonNull(ConversationStore.instant(row, "added_at")),
        ConversationStore.instant(row, "last_used_at"));
  }
}
