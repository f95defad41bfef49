package annai.bot.desk;

import annai.bot.store.Database;
import annai.bot.store.PresenceStore;
import annai.bot.store.PresenceStore.LastSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who is at the desk: as the requests of their pages tell, noted every 30 seconds at most. */
public final class AgentPresence {

  private static final Duration NOTED_EVERY = Duration.ofSeconds(30);
  private static final Duration GONE_AFTER = Duration.ofSeconds(150);
  private static final Duration AWAY_AFTER = Duration.ofMinutes(5);

  private final PresenceStore store;
  private final InstantSource clock;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();

  public AgentPresence(Database database, InstantSource clock) {
    this.store = new PresenceStore(database);
    this.clock = clock;
  }

  /** Where an agent is. */
  public enum Presence {
    /** Did something in the last five minutes. */
    ONLINE,
    /** The page is open. */
    AWAY,
    /** No page was heard of for a while. */
    OFFLINE
  }

  /**
   * An agent's page has asked.
   *
   * @param active whether the agent did something, and not the page by itself
   */
  public void seen(String login, boolean active) {
    Instant now = clock.instant();
    String kind = login + (active ? "/active" : "/seen");
    Instant before = noted.get(kind);
    if (before == null || now.isAfter(before.plus(NOTED_EVERY))) {
      noted.put(kind, now);
      store.note(login, now, active);
    }
  }

  /** Everybody's who was ever seen; who isn't there is offline. */
  public Map<String, Presence> all() {
    Instant now = clock.instant();
    Map<String, Presence> all = new ConcurrentHashMap<>();
    store.all().forEach((login, last) -> all.put(login, of(last, now)));
    return Map.copyOf(all);
  }

  private static Presence of(LastSeen last, Instant now) {
    if (now.isAfter(last.seenAt().plus(GONE_AFTER))) {
      return Presence.OFFLINE;
    }
    return now.isAfter(last.activeAt().plus(AWAY_AFTER)) ? Presence.AWAY : Presence.ONLINE;
  }
}
