package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** When agents were last at the desk. */
public final class PresenceStore {

  private final Database database;

  public PresenceStore(Database database) {
    this.database = database;
  }

  /**
   * An agent's last times.
   *
   * @param seenAt when the page last asked
   * @param activeAt when the agent last did something
   */
  public record LastSeen(String login, Instant seenAt, Instant activeAt) {}

  /** Notes that an agent's page asked, and when the agent did something where that is so. */
  public void note(String login, Instant now, boolean active) {
    int updated =
        database
            .sql()
            .sql(
                """
                update desk_presence set seen_at = :now,
                  active_at = case when :active then :now else active_at end
                where login = :login
                """)
            .param("now", utc(now))
            .param("active", active)
            .param("login", login)
            .update();
    if (updated == 0) {
      database
          .sql()
          .sql(
              """
              insert into desk_presence (login, seen_at, active_at) values (?, ?, ?)
              on conflict do nothing
              """)
          .params(login, utc(now), utc(now))
          .update();
    }
  }

  /** Everybody's, by login. */
  public Map<String, LastSeen> all() {
    return database
        .sql()
        .sql("select * from desk_presence")
        .query(
            (row, _) ->
                new LastSeen(
                    row.getString("login"),
                    Objects.requireNonNull(ConversationStore.instant(row, "seen_at")),
                    Objects.requireNonNull(ConversationStore.instant(row, "active_at"))))
        .list()
        .stream()
        .collect(Collectors.toMap(LastSeen::login, seen -> seen));
  }
}
