package annai.bot.webhooks;

import annai.bot.store.Stores;
import annai.bot.store.WebhookDelivery;
import annai.bot.store.WebhookDelivery.Attempt;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The log of what went out to subscribers, from which it can be sent again. */
public final class WebhookDeliveries {

  private final Stores stores;
  private final Errands errands;
  private final InstantSource clock;

  WebhookDeliveries(Stores stores, Errands errands, InstantSource clock) {
    this.stores = stores;
    this.errands = errands;
    this.clock = clock;
  }

  /** The newest, at most {@code limit}. */
  public List<WebhookDelivery> newest(int limit) {
    return stores.webhookDeliveries().newest(limit);
  }

  /** What was given up, the newest first, at most {@code limit}. */
  public List<WebhookDelivery> givenUp(int limit) {
    return stores.webhookDeliveries().dead(limit);
  }

  /** How many were given up. */
  public long countGivenUp() {
    return stores.webhookDeliveries().countDead();
  }

  public Optional<WebhookDelivery> find(String id) {
    return stores.webhookDeliveries().find(id);
  }

  /** Every try, oldest first. */
  public List<Attempt> attempts(String id) {
    return stores.webhookDeliveries().attempts(id);
  }

  /**
   * Sends one again, under the same message id, for three more days; a subscriber that had said
   * that it is gone is told again.
   *
   * @return false when there is none, or when it is under way
   */
  public boolean replay(String id) {
    return stores.database().inTransaction(() -> again(id));
  }

  /**
   * Sends all again that were given up of the events since then.
   *
   * @return how many
   */
  public int replayFailedSince(Instant since) {
    return stores
        .database()
        .inTransaction(
            () ->
                Math.toIntExact(
                    stores.webhookDeliveries().deadSince(since).stream()
                        .filter(this::again)
                        .count()));
  }

  private boolean again(String id) {
    Instant now = clock.instant();
    boolean replayed = stores.webhookDeliveries().replay(id, now.plus(Announcements.GIVE_UP_AFTER));
    if (replayed) {
      stores
          .webhookDeliveries()
          .find(id)
          .ifPresent(delivery -> stores.webhookDeliveries().back(delivery.subscription()));
      errands.note(Webhooks.DELIVER, id, now);
    }
    return replayed;
  }
}
