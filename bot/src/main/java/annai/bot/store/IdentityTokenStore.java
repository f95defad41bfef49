package annai.bot.store;

import static annai.bot.store.Database.utc;

import java.time.Instant;

/** The tokens of the site that were used; hashes only. */
public final class IdentityTokenStore {

  private final Database database;

  public IdentityTokenStore(Database database) {
    this.database = database;
  }

  /**
   * Uses a token up, with the transaction that it is used in.
   *
   * @return false when it was used before
   */
  public boolean use(String tokenHash, Instant expires) {
    return database
            .sql()
            .sql(
                """
                insert into identity_tokens (token_hash, expires_at) values (?, ?)
                on conflict do nothing
                """)
            .params(tokenHash, utc(expires))
            .update()
        == 1;
  }

  /** Forgets those that nobody could use any more. */
  public int purge(Instant before) {
    return database
        .sql()
        .sql("delete from identity_tokens where expires_at < ?")
        .param(utc(before))
        .update();
  }
}
