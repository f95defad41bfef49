package annai.bot.runtime;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Wakes whoever waits for new rows of a conversation: a hint, the table is the truth.
 *
 * <p>Within this process; {@link PostgresNews} carries it between processes.
 */
public final class News {

  private final Map<String, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();

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

  void wake(String conversation) {
    subscriptions.getOrDefault(conversation, Set.of()).forEach(s -> s.wake.run());
  }

  /** For when it isn't known what was missed. */
  void wakeAll() {
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
