package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The tries of logins, so that a limit holds over all conversations, nodes and restarts. */
public final class ProbeTryStore {

  private final Database database;

  public ProbeTryStore(Database database) {
    this.database = database;
  }

  /**
   * Takes one try.
   *
   * @param accountHash a keyed hash, never the account itself
   * @return empty when there was one left; else how long until there is
   */
  public Optional<Duration> take(String accountHash, int limit, Duration window, Instant now) {
    return database.inTransaction(
        () -> {
          lock(accountHash);
          List<Instant> tries = tries(accountHash, now.minus(window));
          if (tries.size() >= limit) {
            return Optional.of(Duration.between(now, tries.get(tries.size() - limit).plus(window)));
          }
          database
              .sql()
              .sql("insert into probe_tries (account_hash, tried_at) values (?, ?)")
              .params(accountHash, utc(now))
              .update();
          return Optional.empty();
        });
  }

  /** Two nodes that try one account at once wait for each other on a row of its own. */
  private void lock(String accountHash) {
    String name = "try-" + accountHash.substring(0, 2);
    database
        .sql()
        .sql("insert into installation (name, content) values (?, '') on conflict do nothing")
        .param(name)
        .update();
    database
        .sql()
        .sql("select name from installation where name = ? for update")
        .param(name)
        .query(String.class)
        .single();
  }

  private List<Instant> tries(String accountHash, Instant since) {
    return database
        .sql()
        .sql(
            "select tried_at from probe_tries where account_hash = ? and tried_at > ? order by tried_at")
        .params(accountHash, utc(since))
        .query((row, _) -> row.getObject("tried_at", OffsetDateTime.class).toInstant())
        .list();
  }

  /** Forgets the tries of one account. */
  public void forget(String accountHash) {
    database
        .sql()
        .sql("delete from probe_tries where account_hash = ?")
        .param(accountHash)
        .update();
  }

  /** Forgets the tries before an instant. */
  public void forgetBefore(Instant instant) {
    database.sql().sql("delete from probe_tries where tried_at < ?").param(utc(instant)).update();
  }
}
