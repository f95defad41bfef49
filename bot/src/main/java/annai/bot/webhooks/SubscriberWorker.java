package annai.bot.webhooks;

import annai.bot.outbox.Backoff;
import annai.bot.store.Stores;
import annai.bot.store.WebhookDelivery;
import annai.bot.store.WebhookDelivery.Attempt;
import annai.bot.store.WebhookDelivery.Status;
import annai.connectors.webhook.WebhookSender;
import annai.connectors.webhook.WebhookSender.Answer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers webhooks to subscribers: at least once, each by itself and in no order.
 *
 * <p>Every subscriber has places of its own, so that one that hangs holds up nobody else. A process
 * that ends between an answer and its note sends again, under the same id.
 */
final class SubscriberWorker {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriberWorker.class);

  private static final int GONE = 410;
  private static final int TOO_MANY = 429;
  private static final int ALL_AT_ONCE = 32;
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration SPREAD = Duration.ofSeconds(30);

  private record Subscriber(
      WebhookSubscription subscription, Semaphore places, SubscriberRest rest) {}

  private final Stores stores;
  private final Map<String, Subscriber> subscribers;
  private final WebhookSender sender;
  private final Backoff backoff;
  private final InstantSource clock;

  SubscriberWorker(
      Stores stores,
      List<WebhookSubscription> subscriptions,
      WebhookSender sender,
      Backoff backoff,
      InstantSource clock) {
    int places = Math.max(2, ALL_AT_ONCE / Math.max(1, subscriptions.size()));
    this.stores = stores;
    this.subscribers =
        subscriptions.stream()
            .map(one -> new Subscriber(one, new Semaphore(places), new SubscriberRest()))
            .collect(
                Collectors.toUnmodifiableMap(
                    one -> one.subscription().name(), Function.identity()));
    this.sender = sender;
    this.backoff = backoff;
    this.clock = clock;
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    Optional<WebhookDelivery> pending =
        stores
            .webhookDeliveries()
            .find(instance.getId())
            .filter(delivery -> delivery.status() == Status.PENDING);
    if (pending.isEmpty()) {
      return (_, operations) -> operations.stop();
    }
    WebhookDelivery delivery = pending.get();
    Subscriber subscriber = subscribers.get(delivery.subscription());
    if (subscriber == null) {
      return dead(delivery, "no longer in the settings");
    }
    if (stores
        .webhookDeliveries()
        .isGone(delivery.subscription(), subscriber.subscription().url())) {
      return dead(delivery, "the subscriber is gone (410)");
    }
    return send(delivery, subscriber);
  }

  private CompletionHandler<String> send(WebhookDelivery delivery, Subscriber subscriber) {
    if (!subscriber.places().tryAcquire()) {
      return again(clock.instant().plus(backoff.upTo(SOON)));
    }
    try {
      Optional<Instant> rests = subscriber.rest().until(clock.instant());
      return rests.isPresent()
          ? again(rests.get().plus(backoff.upTo(SPREAD)))
          : attempt(delivery, subscriber);
    } finally {
      subscriber.places().release();
    }
  }

  private CompletionHandler<String> attempt(WebhookDelivery delivery, Subscriber subscriber) {
    Instant at = clock.instant();
    Answer answer =
        sender.send(
            subscriber.subscription().url(),
            subscriber.subscription().secrets(),
            delivery.messageId(),
            at,
            delivery.body().getBytes(StandardCharsets.UTF_8));
    int millis = Math.toIntExact(Duration.between(at, clock.instant()).toMillis());
    int number = delivery.attempts() + 1;
    return switch (answer) {
      case Answer.Answered(int status, var text, var asked) -> {
        Attempt attempt = new Attempt(number, at, status, millis, text);
        if (status / 100 == 2) {
          subscriber.rest().answered();
          yield ended(delivery, attempt, Status.DONE, null);
        }
        rest(subscriber, status, asked);
        yield status == GONE
            ? gone(delivery, attempt, subscriber)
            : failed(delivery, attempt, "answered " + status, asked);
      }
      case Answer.Unanswered(var why) -> {
        subscriber.rest().failed(clock.instant(), null);
        yield failed(delivery, new Attempt(number, at, null, millis, why), why, null);
      }
    };
  }

  private void rest(Subscriber subscriber, int status, @Nullable Duration asked) {
    if (status == TOO_MANY || status / 100 == 5) {
      subscriber.rest().failed(clock.instant(), asked);
    } else {
      subscriber.rest().answered();
    }
  }

  private CompletionHandler<String> failed(
      WebhookDelivery delivery, Attempt attempt, String why, @Nullable Duration asked) {
    Instant next = clock.instant().plus(backoff.after(attempt.number(), asked));
    if (next.isAfter(delivery.giveUpAt())) {
      LOG.warn("Webhook '{}' to {} given up: {}", delivery.id(), delivery.subscription(), why);
      return ended(delivery, attempt, Status.DEAD, why);
    }
    LOG.info(
        "Webhook '{}' to {}: {}; again at {}", delivery.id(), delivery.subscription(), why, next);
    return (complete, operations) ->
        stores
            .database()
            .run(
                () -> {
                  note(delivery, attempt, Status.PENDING, why);
                  operations.reschedule(complete, next);
                });
  }

  private CompletionHandler<String> gone(
      WebhookDelivery delivery, Attempt attempt, Subscriber subscriber) {
    LOG.warn("Subscriber '{}' is gone (410): it is told nothing more", delivery.subscription());
    return (_, operations) ->
        stores
            .database()
            .run(
                () -> {
                  stores
                      .webhookDeliveries()
                      .gone(delivery.subscription(), subscriber.subscription().url(), attempt.at());
                  note(delivery, attempt, Status.DEAD, "answered " + GONE);
                  operations.stop();
                });
  }

  private CompletionHandler<String> ended(
      WebhookDelivery delivery, Attempt attempt, Status status, @Nullable String why) {
    return (_, operations) ->
        stores
            .database()
            .run(
                () -> {
                  note(delivery, attempt, status, why);
                  operations.stop();
                });
  }

  private void note(
      WebhookDelivery delivery, Attempt attempt, Status status, @Nullable String why) {
    stores.webhookDeliveries().attempted(delivery.id(), attempt, status, why);
  }

  private CompletionHandler<String> dead(WebhookDelivery delivery, String why) {
    return (_, operations) ->
        stores
            .database()
            .run(
                () -> {
                  stores.webhookDeliveries().dead(delivery.id(), why, clock.instant());
                  operations.stop();
                });
  }

  private static CompletionHandler<String> again(Instant when) {
    return (complete, operations) -> operations.reschedule(complete, when);
  }
}
