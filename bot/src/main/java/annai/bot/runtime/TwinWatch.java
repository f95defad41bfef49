package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.runtime.TicketDelivery.Manners;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after tickets whose opening was sent more than once: when all should have come to light,
 * and once more much later. A twin is merged into the oldest ticket, which is ours from then on.
 */
final class TwinWatch {

  private static final Logger LOG = LoggerFactory.getLogger(TwinWatch.class);

  private static final String FIRST = "1";
  private static final String SECOND = "2";
  private static final int SECOND_AFTER = 10;
  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  private final Stores stores;
  private final TicketSystem system;
  private final TicketEffects effects;
  private final Agenda agenda;
  private final Manners manners;

  TwinWatch(
      Stores stores, TicketSystem system, TicketEffects effects, Agenda agenda, Manners manners) {
    this.stores = stores;
    this.system = system;
    this.effects = effects;
    this.agenda = agenda;
    this.manners = manners;
  }

  /** Begins to watch, in the transaction that ends the opening. */
  void begin(String ticketKey, Instant now) {
    if (!manners.settling().isZero()) {
      agenda.at(Agenda.TWINS, ticketKey, FIRST, now.plus(manners.settling()));
    }
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    try {
      manners.breaker().ask(() -> look(instance.getId()));
    } catch (TicketSystemException e) {
      LOG.info("Ticket '{}': can't look for twins now: {}", instance.getId(), e.getMessage());
      return again(
          manners.clock().instant().plus(later(e.retryAfter().orElse(AFTER_FAILURE))),
          instance.getData());
    }
    return instance.getData().equals(FIRST)
        ? again(
            manners.clock().instant().plus(manners.settling().multipliedBy(SECOND_AFTER)), SECOND)
        : (_, operations) -> operations.stop();
  }

  /** A merge whose answer was lost is repeated only when it has settled. */
  private Duration later(Duration asked) {
    return asked.compareTo(manners.settling()) > 0 ? asked : manners.settling();
  }

  private static CompletionHandler<String> again(Instant when, String round) {
    return (complete, operations) -> operations.reschedule(complete, when, round);
  }

  /** How many twins were found and merged. */
  int look(String ticketKey) {
    TicketRef ours = stores.tickets().find(ticketKey).map(StoredTicket::ref).orElse(null);
    if (ours == null) {
      return 0;
    }
    List<TicketRef> found = system.find(ticketKey);
    manners.passing().accept(Waypoint.TWINS_LOOKED_FOR);
    boolean listed = found.stream().anyMatch(one -> one.key().equals(ours.key()));
    TicketRef oldest = listed ? found.getFirst() : ours;
    int merged = 0;
    for (TicketRef one : found) {
      if (!one.key().equals(oldest.key()) && !stores.twins().isMerged(ticketKey, one.key())) {
        merge(ticketKey, one, oldest);
        merged++;
      }
    }
    return merged;
  }

  private void merge(String ticketKey, TicketRef twin, TicketRef oldest) {
    Instant now = manners.clock().instant();
    LOG.warn(
        "Ticket '{}': '{}' is a twin of '{}' and is merged into it",
        ticketKey,
        twin.key(),
        oldest.key());
    stores.database().run(() -> turnTo(ticketKey, twin, oldest, now));
    system.merge(twin, oldest);
    manners.passing().accept(Waypoint.TWIN_MERGED);
    stores.twins().merged(ticketKey, twin.key(), now);
    manners.passing().accept(Waypoint.TWIN_NOTED);
  }

  /** First our own commands go to the oldest, then the other one is closed. */
  private void turnTo(String ticketKey, TicketRef twin, TicketRef oldest, Instant now) {
    stores.twins().found(ticketKey, twin.key(), now);
    boolean younger =
        stores
            .tickets()
            .lock(ticketKey)
            .map(StoredTicket::ref)
            .filter(ref -> !ref.key().equals(oldest.key()))
            .isPresent();
    if (younger) {
      stores.tickets().opened(ticketKey, oldest);
      stores
          .tickets()
          .listeners(ticketKey)
          .forEach(
              listener ->
                  effects.deliver(
                      listener.conversation(),
                      new Event.TicketOpened(listener.knownAs(), oldest),
                      now));
    }
  }
}
