package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents' accounts and their one-time codes. Hashes only. */
public final class AgentStore {

  private final Database database;

  public AgentStore(Database database) {
    this.database = database;
  }

  /** Adds an account; false when the login or the name is taken. */
  public boolean add(Agent agent) {
    return database
            .sql()
            .sql(
                """
                insert into desk_agents
                  (login, name, role, disabled, password_hash, created_at, changed_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .param(agent.login())
            .param(agent.name())
            .param(agent.role().name())
            .param(agent.disabled())
            .param(agent.passwordHash())
            .param(utc(agent.createdAt()))
            .param(utc(agent.createdAt()))
            .update()
        == 1;
  }

  public Optional<Agent> find(String login) {
    return database
        .sql()
        .sql("select * from desk_agents where login = ?")
        .param(login)
        .query(AgentStore::agent)
        .optional();
  }

  /** All accounts by login. */
  public List<Agent> all() {
    return database
        .sql()
        .sql("select * from desk_agents order by login")
        .query(AgentStore::agent)
        .list();
  }

  /** All accounts, which no other transaction can change until this one ends. */
  public List<Agent> lockAll() {
    return database
        .sql()
        .sql("select * from desk_agents order by login for update")
        .query(AgentStore::agent)
        .list();
  }

  /** Writes the role, whether the account is disabled, and the password's hash. */
  public void update(Agent agent, Instant now) {
    database
        .sql()
        .sql(
            """
            update desk_agents set role = ?, disabled = ?, password_hash = ?, changed_at = ?
            where login = ?
            """)
        .param(agent.role().name())
        .param(agent.disabled())
        .param(agent.passwordHash())
        .param(utc(now))
        .param(agent.login())
        .update();
  }

  /**
   * Puts a code in the place of those that are there for the same account.
   *
   * @param login null for the first administrator's
   * @param expires null when it is good until it is used or replaced
   */
  public void putCode(String codeHash, @Nullable String login, @Nullable Instant expires) {
    dropCodes(login);
    database
        .sql()
        .sql("insert into desk_codes (code_hash, login, expires_at) values (?, ?, ?)")
        .param(codeHash)
        .param(login)
        .param(expires == null ? null : utc(expires))
        .update();
  }

  /** Makes the codes of an account useless; of the first administrator's with null. */
  public void dropCodes(@Nullable String login) {
    if (login == null) {
      database.sql().sql("delete from desk_codes where login is null").update();
    } else {
      database.sql().sql("delete from desk_codes where login = ?").param(login).update();
    }
  }

  /** Uses up a first administrator's code; false when there is no such code. */
  public boolean useSetupCode(String codeHash) {
    return database
            .sql()
            .sql("delete from desk_codes where code_hash = ? and login is null")
            .param(codeHash)
            .update()
        == 1;
  }

  /** Uses up an account's code; the login, or empty when there is none or it is too old. */
  public Optional<String> useCode(String codeHash, Instant now) {
    Optional<String> login =
        database
            .sql()
            .sql(
                """
                select login from desk_codes where code_hash = ? and expires_at > ?
                  and login is not null for update
                """)
            .params(codeHash, utc(now))
            .query(String.class)
            .optional();
    int used =
        database
            .sql()
            .sql("delete from desk_codes where code_hash = ? and login is not null")
            .param(codeHash)
            .update();
    return used == 1 ? login : Optional.empty();
  }

  private static Agent agent(ResultSet row, int index) throws SQLException {
    return new Agent(
        row.getString("login"),
        row.getString("name"),
        Agent.Role.valueOf(row.getString("role")),
        row.getBoolean("disabled"),
        row.getString("password_hash"),
        Objects.requireNonNull(ConversationStore.instant(row, "created_at")));
  }
}
