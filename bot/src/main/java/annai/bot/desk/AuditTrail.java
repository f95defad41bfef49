package annai.bot.desk;

import annai.bot.store.Agent;
import annai.bot.store.AuditEntry;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.AuditStore;
import annai.bot.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * Who did what at the desk, and to what; nobody's words.
 *
 * <p>Entries are noted when something was done, and deleted by age when somebody logs in.
 */
public final class AuditTrail {

  private static final int LONGEST_SUBJECT = 200;
  private static final Set<Deed> LOG_INS =
      Set.of(Deed.LOGGED_IN, Deed.LOGGED_IN_BY_PASSKEY, Deed.LOGGED_IN_BY_SINGLE_SIGN_ON);

  private final Database database;
  private final AuditStore store;
  private final Duration kept;
  private final InstantSource clock;

  /**
   * @param kept how long
   */
  public AuditTrail(Database database, Duration kept, InstantSource clock) {
    this.database = database;
    this.store = new AuditStore(database);
    this.kept = kept;
    this.clock = clock;
  }

  /** Notes what somebody did to nothing but themselves. */
  public void note(Agent agent, Deed deed) {
    note(agent, deed, "");
  }

  /**
   * Notes what somebody did.
   *
   * @param subject a conversation's id, a ticket as system/key, a login, or another id
   */
  public void note(Agent agent, Deed deed, String subject) {
    Instant now = clock.instant();
    String known =
        subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT);
    database.run(
        () -> {
          store.add(now, agent.login(), deed, known);
          if (LOG_INS.contains(deed)) {
            store.purge(now.minus(kept));
          }
        });
  }

  /**
   * A page of entries, the newest first.
   *
   * @param before the id of the last entry of the page before; {@code Long.MAX_VALUE} for the first
   *     page
   */
  public List<AuditEntry> page(long before, int limit) {
    return store.before(before, limit);
  }
}
