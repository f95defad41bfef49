package annai.bot.desk;

import annai.bot.store.CannedReply;
import annai.bot.store.CannedReplyStore;
import annai.bot.store.Database;
import annai.knowledge.LocalizedText;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The replies that agents have ready: those that are shipped, everybody's, and each agent's own. Of
 * the same shortcut, an agent's own comes before everybody's, and that before the shipped one.
 */
public final class CannedReplies {

  /** How many an owner may have. */
  public static final int MOST = 200;

  private final CannedReplyStore store;
  private final Map<String, LocalizedText> shipped;
  private final Database database;
  private final InstantSource clock;

  /**
   * @param shipped by their shortcuts
   */
  public CannedReplies(Database database, Map<String, LocalizedText> shipped, InstantSource clock) {
    this.database = database;
    this.store = new CannedReplyStore(database);
    this.shipped = Map.copyOf(shipped);
    this.clock = clock;
  }

  /** Whose a reply is. */
  public enum Owner {
    SHIPPED,
    EVERYBODY,
    MINE
  }

  /** A reply, as one agent has it. */
  public record Ready(String shortcut, Owner owner, LocalizedText text) {}

  /** What an agent has ready, in the order of the shortcuts. */
  public List<Ready> of(String login) {
    Map<String, Ready> all = new TreeMap<>();
    shipped.forEach(
        (shortcut, text) -> all.put(shortcut, new Ready(shortcut, Owner.SHIPPED, text)));
    store.of(login).stream()
        .sorted(Comparator.comparing(CannedReply::owner))
        .forEach(
            reply ->
                all.put(
                    reply.shortcut(),
                    new Ready(
                        reply.shortcut(),
                        reply.owner().isEmpty() ? Owner.EVERYBODY : Owner.MINE,
                        reply.text())));
    return List.copyOf(all.values());
  }

  /**
   * Adds a reply, or replaces the owner's own of the same shortcut.
   *
   * @param owner a login, or empty for everybody's
   * @return false when the owner has {@value #MOST} others already
   */
  public boolean put(String owner, String shortcut, LocalizedText text) {
    return database.inTransaction(
        () -> {
          boolean known = store.remove(owner, shortcut);
          if (!known && store.count(owner) >= MOST) {
            return false;
          }
          store.put(new CannedReply(owner, shortcut, text), clock.instant());
          return true;
        });
  }

  /** Takes an owner's reply away; false when there is none. */
  public boolean remove(String owner, String shortcut) {
    return store.remove(owner, shortcut);
  }
}
