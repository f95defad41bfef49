package annai.bot.webhooks;

import annai.bot.outbox.Backoff;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.webhook.WebhookSender;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;

/** All that webhooks need: what comes in, what goes out, and the work that both leave. */
public final class Webhooks implements AutoCloseable {

  /**
   * What the settings say.
   *
   * @param sources who may send
   * @param subscriptions who is told
   * @param links from tickets to the chat
   * @param retention how long what is over is kept
   */
  public record Settings(
      List<HookSource> sources,
      List<WebhookSubscription> subscriptions,
      LinkSettings links,
      Duration retention) {

    /** Nothing comes in and nothing goes out. */
    public static final Settings NONE =
        new Settings(List.of(), List.of(), LinkSettings.NONE, Duration.ofDays(7));

    public Settings {
      sources = List.copyOf(sources);
      subscriptions = List.copyOf(subscriptions);
    }
  }

  static final TaskDescriptor<String> READ = TaskDescriptor.of("webhook-read", String.class);
  static final TaskDescriptor<String> DELIVER = TaskDescriptor.of("webhook-send", String.class);
  static final TaskDescriptor<String> PURGE = TaskDescriptor.of("webhook-purge", String.class);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration PURGE_EVERY = Duration.ofHours(1);

  private final Stores stores;
  private final Settings settings;
  private final Errands errands;
  private final InstantSource clock;
  private final WebhookInbox inbox;
  private final HookReader reader;
  private final WebhookDeliveries deliveries;
  private final WebhookSender sender = new WebhookSender();
  private final SubscriberWorker subscribers;

  public Webhooks(
      Stores stores,
      Settings settings,
      TicketSystem system,
      TicketNews news,
      Errands errands,
      InstantSource clock) {
    this.stores = stores;
    this.settings = settings;
    this.errands = errands;
    this.clock = clock;
    Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, ThreadLocalRandom::current);
    this.inbox = new WebhookInbox(stores, settings.sources(), errands, clock);
    this.reader = new HookReader(stores, settings.sources(), system, news, backoff, clock);
    this.deliveries = new WebhookDeliveries(stores, errands, clock);
    this.subscribers =
        new SubscriberWorker(stores, settings.subscriptions(), sender, backoff, clock);
  }

  public WebhookDeliveries deliveries() {
    return deliveries;
  }

  public WebhookInbox inbox() {
    return inbox;
  }

  /** The work that is noted by {@link Errands}, by its kind. */
  public Map<TaskDescriptor<String>, Function<TaskInstance<String>, CompletionHandler<String>>>
      work() {
    return Map.of(READ, reader::run, DELIVER, subscribers::run, PURGE, this::purge);
  }

  /** Notes what is to be done again and again. */
  public void start() {
    stores.database().run(() -> errands.note(PURGE, "all", clock.instant()));
  }

  /** Also takes up what waits although nobody has it on the list any more. */
  private CompletionHandler<String> purge(TaskInstance<String> instance) {
    return (complete, operations) ->
        stores
            .database()
            .run(
                () -> {
                  Instant now = clock.instant();
                  stores.webhookInbox().purge(now.minus(settings.retention()));
                  stores
                      .webhookInbox()
                      .pendingBefore(now.minus(PURGE_EVERY))
                      .forEach(id -> errands.note(READ, id, now));
                  stores.webhookDeliveries().purge(now.minus(settings.retention()));
                  stores
                      .ticketLinks()
                      .purge(now.minus(settings.links().validity()).minus(settings.retention()));
                  stores
                      .webhookDeliveries()
                      .pendingBefore(now.minus(PURGE_EVERY))
                      .forEach(id -> errands.note(DELIVER, id, now));
                  operations.reschedule(complete, now.plus(PURGE_EVERY));
                });
  }

  @Override
  public void close() {
    sender.close();
  }
}
