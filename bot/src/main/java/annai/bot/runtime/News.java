package annai.bot.runtime;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Wakes whoever waits for new rows of a conversation: a hint, the table is the truth.
 *
 * <p>Within this process; {@link PostgresNews} carries it between processes.
 */
public final class News {

  /** Who is told of every conversation. */
  public interface Everything {

    /** There may be something new in this one. Must not block. */
    void changed(String conversation);

    /** There may be something new in any. Must not block. */
    void missed();
  }

  private final String origin = UUID.randomUUID().toString();
  private final Map<String, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();
  private final List<Everything> everything = new CopyOnWriteArrayList<>();

  /** Calls {@code wake} for each hint until the answer is closed. */
  public AutoCloseable subscribe(String conversation, Runnable wake) {
    Subscription subscription = new Subscription(wake);
    subscriptions.compute(
        conversation,
        (_, others) -> {
          Set<Subscription> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(subscription);
          return all;
        });
    return () ->
        subscriptions.computeIfPresent(
            conversation,
            (_, all) -> {
              all.remove(subscription);
              return all.isEmpty() ? null : all;
            });
  }

  /** Tells of every conversation from now on. */
  public void subscribe(Everything told) {
    everything.add(told);
  }

  /** Where what this process tells the others comes from. */
  String origin() {
    return origin;
  }

  /** Whether anybody waits for the rows of this one. */
  boolean isHeard(String conversation) {
    return subscriptions.containsKey(conversation);
  }

  void wake(String conversation) {
    everything.forEach(told -> told.changed(conversation));
    subscriptions.getOrDefault(conversation, Set.of()).forEach(s -> s.wake.run());
  }

  /** For when it isn't known what was missed. */
  void wakeAll() {
    everything.forEach(Everything::missed);
    subscriptions.values().forEach(all -> all.forEach(s -> s.wake.run()));
  }

  /** Equal to itself only, so that one runnable may subscribe twice. */
  private static final class Subscription {
    private final Runnable wake;

    Subscription(Runnable wake) {
      this.wake = wake;
    }
  }
}
