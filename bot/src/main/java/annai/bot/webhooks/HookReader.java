package annai.bot.webhooks;

import annai.bot.outbox.Backoff;
import annai.bot.store.ReceivedWebhook;
import annai.bot.store.ReceivedWebhook.Status;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.webhook.MalformedHookException;
import annai.connectors.webhook.TicketHint;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is in the inbox, and passes on which ticket it is about. */
final class HookReader {

  private static final Logger LOG = LoggerFactory.getLogger(HookReader.class);

  /** By then somebody has looked at all tickets anyway. */
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);

  /** What a webhook comes to. */
  private sealed interface Reading {
    record News(TicketHint hint, TicketRef ref) implements Reading {}

    record Nothing(String why) implements Reading {}

    record Unreadable(String why) implements Reading {}

    record Later(@Nullable Duration asked) implements Reading {}
  }

  private final Stores stores;
  private final Map<String, HookSource> sources;
  private final TicketSystem system;
  private final TicketNews news;
  private final Backoff backoff;
  private final InstantSource clock;

  HookReader(
      Stores stores,
      List<HookSource> sources,
      TicketSystem system,
      TicketNews news,
      Backoff backoff,
      InstantSource clock) {
    this.stores = stores;
    this.sources =
        sources.stream().collect(Collectors.toUnmodifiableMap(HookSource::system, one -> one));
    this.system = system;
    this.news = news;
    this.backoff = backoff;
    this.clock = clock;
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    return stores
        .webhookInbox()
        .find(instance.getId())
        .filter(webhook -> webhook.status() == Status.PENDING)
        .<CompletionHandler<String>>map(this::completed)
        .orElse((_, operations) -> operations.stop());
  }

  private CompletionHandler<String> completed(ReceivedWebhook webhook) {
    Reading reading = read(webhook);
    return (complete, operations) ->
        stores
            .database()
            .run(
                () -> {
                  if (reading instanceof Reading.Later(var asked)) {
                    Instant now = clock.instant();
                    Duration age = Duration.between(webhook.receivedAt(), now);
                    operations.reschedule(complete, now.plus(backoff.atAge(age, asked)));
                  } else {
                    end(webhook, reading);
                    operations.stop();
                  }
                });
  }

  private void end(ReceivedWebhook webhook, Reading reading) {
    switch (reading) {
      case Reading.News(var hint, var ref) -> {
        news.changed(List.copyOf(hint.ticket().markers()), ref);
        if (hint.kind() == TicketHint.Kind.CREATED && isForeign(webhook, hint)) {
          news.began(ref);
        }
        end(webhook, Status.DONE, null);
      }
      case Reading.Nothing(var why) -> end(webhook, Status.IGNORED, why);
      case Reading.Unreadable(var why) -> {
        LOG.warn("Webhook '{}' of {} leads to nothing: {}", webhook.id(), webhook.system(), why);
        end(webhook, Status.FAILED, why);
      }
      case Reading.Later _ -> throw new IllegalStateException("it is not over");
    }
  }

  private void end(ReceivedWebhook webhook, Status status, @Nullable String reason) {
    stores.webhookInbox().end(webhook.id(), status, reason, clock.instant());
  }

  private Reading read(ReceivedWebhook webhook) {
    HookSource source = sources.get(webhook.system());
    if (source == null || !webhook.system().equals(system.name())) {
      return new Reading.Nothing(
          "tickets are in '%s', and not in '%s'".formatted(system.name(), webhook.system()));
    }
    Optional<byte[]> body = stores.webhookInbox().body(webhook.id());
    if (body.isEmpty()) {
      return new Reading.Unreadable("its body is gone");
    }
    try {
      return source
          .hook()
          .hint(body.get())
          .map(hint -> read(webhook, source, hint))
          .orElseGet(() -> new Reading.Nothing("it is about no ticket"));
    } catch (MalformedHookException e) {
      return new Reading.Unreadable(String.valueOf(e.getMessage()));
    }
  }

  private Reading read(ReceivedWebhook webhook, HookSource source, TicketHint hint) {
    if (isOurs(source, hint)) {
      return new Reading.Nothing("we did it ourselves");
    }
    String key = hint.ticket().key();
    return key == null
        ? lookedUp(webhook, hint)
        : new Reading.News(hint, new TicketRef(system.name(), key, null));
  }

  /**
   * A ticket that we opened ourselves is still news: the answer to our request may have been lost.
   */
  private static boolean isOurs(HookSource source, TicketHint hint) {
    String author = hint.author();
    return hint.kind() != TicketHint.Kind.CREATED && author != null && source.own().test(author);
  }

  private boolean isForeign(ReceivedWebhook webhook, TicketHint hint) {
    HookSource source = sources.get(webhook.system());
    String author = hint.author();
    return hint.ticket().markers().isEmpty()
        && source != null
        && (author == null || !source.own().test(author));
  }

  /** Only the system's own number of the ticket is known. */
  private Reading lookedUp(ReceivedWebhook webhook, TicketHint hint) {
    String id = String.valueOf(hint.ticket().id());
    try {
      TicketRef found = system.read(new TicketRef(system.name(), id, null)).ref();
      return new Reading.News(hint, found);
    } catch (TicketSystemException e) {
      return notRead(webhook, id, e);
    }
  }

  private Reading notRead(ReceivedWebhook webhook, String id, TicketSystemException failure) {
    if (failure.kind() == TicketSystemException.Kind.NOT_FOUND) {
      return new Reading.Nothing("ticket '%s' is not there".formatted(id));
    }
    boolean old = clock.instant().isAfter(webhook.receivedAt().plus(GIVE_UP_AFTER));
    return failure.retryable() && !old
        ? new Reading.Later(failure.retryAfter().orElse(null))
        : new Reading.Unreadable("%s: ticket '%s' can't be read".formatted(failure.kind(), id));
  }
}
