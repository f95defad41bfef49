package annai.bot.webhooks;

import annai.bot.store.ReceivedWebhook;
import annai.bot.store.Sha256;
import annai.bot.store.Stores;
import annai.connectors.webhook.WebhookVerifier.Outcome;
import annai.connectors.webhook.WebhookVerifier.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Takes webhooks in: verified over the bytes, stored, and only then acknowledged. What they say is
 * read later.
 *
 * <p>Safe for use by many threads and, on PostgreSQL, many processes.
 */
public final class WebhookInbox {

  /** What became of one. */
  public sealed interface Receipt {

    /** It is stored. */
    record Taken() implements Receipt {}

    /** It had been stored before. */
    record Known() implements Receipt {}

    /** Nobody knows who sent it, or it is too old. */
    record Rejected(Reason reason) implements Receipt {}

    /** There is no secret to verify it with. */
    record NotConfigured() implements Receipt {}
  }

  private final Stores stores;
  private final Map<String, HookSource> sources;
  private final Errands errands;
  private final InstantSource clock;

  WebhookInbox(Stores stores, List<HookSource> sources, Errands errands, InstantSource clock) {
    this.stores = stores;
    this.sources =
        sources.stream().collect(Collectors.toUnmodifiableMap(HookSource::system, one -> one));
    this.errands = errands;
    this.clock = clock;
  }

  /** Whether webhooks of a system are known at all. */
  public boolean knows(String system) {
    return sources.containsKey(system);
  }

  /**
   * Takes one; when this returns Taken or Known, it is committed.
   *
   * @param system one that is {@link #knows known}
   * @param header a header's value by its name in any case; null when it is absent
   */
  public Receipt receive(String system, Function<String, @Nullable String> header, byte[] body) {
    HookSource source = source(system);
    return switch (source.verifier().verify(header, body)) {
      case Outcome.NotConfigured _ -> new Receipt.NotConfigured();
      case Outcome.Rejected(var reason) -> new Receipt.Rejected(reason);
      case Outcome.Verified(var deliveryId, _) ->
          store(source, deliveryId, body) ? new Receipt.Taken() : new Receipt.Known();
    };
  }

  private HookSource source(String system) {
    HookSource source = sources.get(system);
    if (source == null) {
      throw new IllegalArgumentException(
          "Webhooks of '%s' are unknown; expected one of %s".formatted(system, sources.keySet()));
    }
    return source;
  }

  private boolean store(HookSource source, String deliveryId, byte[] body) {
    return stores
        .database()
        .inTransaction(
            () -> {
              Instant now = clock.instant();
              ReceivedWebhook webhook =
                  new ReceivedWebhook(
                      UUID.randomUUID().toString(),
                      source.system(),
                      deliveryId,
                      ReceivedWebhook.Status.PENDING,
                      null,
                      now);
              String hash = source.signsId() ? null : Sha256.hex(body);
              boolean added = stores.webhookInbox().add(webhook, hash, body);
              if (added) {
                errands.note(Webhooks.READ, webhook.id(), now);
              }
              return added;
            });
  }

  /** The newest, at most {@code limit}. */
  public List<ReceivedWebhook> newest(int limit) {
    return stores.webhookInbox().newest(limit);
  }

  /** What could not be read or followed up, the newest first, at most {@code limit}. */
  public List<ReceivedWebhook> failed(int limit) {
    return stores.webhookInbox().failed(limit);
  }

  /** How many could not be read or followed up. */
  public long countFailed() {
    return stores.webhookInbox().countFailed();
  }

  /** Reads one again that failed; false when there is none. */
  public boolean replay(String id) {
    return stores
        .database()
        .inTransaction(
            () -> {
              boolean replayed = stores.webhookInbox().replay(id);
              if (replayed) {
                errands.note(Webhooks.READ, id, clock.instant());
              }
              return replayed;
            });
  }
}
