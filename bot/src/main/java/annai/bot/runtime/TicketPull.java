package annai.bot.runtime;

import annai.bot.outbox.Backoff;
import annai.bot.outbox.SystemBreaker;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketHint;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over what people did to tickets in their system.
 *
 * <p>Whatever tells of it is a hint only: the ticket is read, compared under its row's lock with
 * what is known of it, and the difference happens to the conversations, once and in order. A
 * hundred hints at the same time are one reading or two.
 */
public final class TicketPull {

  private static final Logger LOG = LoggerFactory.getLogger(TicketPull.class);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  /** So often must a ticket not be there before it is believed to be gone. */
  private static final int MISSING_TRIES = 2;

  /** A hint may come before the answer to our own request; after it the ticket is not ours. */
  private static final Duration UNKNOWN_FOR = Duration.ofMinutes(5);

  /** A ticket system that hangs must not take every worker. */
  private final Semaphore calls = new Semaphore(8);

  private final Stores stores;
  private final TicketSystem system;
  private final TicketReadings readings;
  private final Agenda agenda;
  private final SystemBreaker breaker;
  private final InstantSource clock;
  private final Backoff backoff = Backoff.ofTickets(ThreadLocalRandom::current);

  TicketPull(
      Stores stores,
      TicketSystem system,
      TicketReadings readings,
      Agenda agenda,
      SystemBreaker breaker,
      InstantSource clock) {
    this.stores = stores;
    this.system = system;
    this.readings = readings;
    this.agenda = agenda;
    this.breaker = breaker;
    this.clock = clock;
  }

  /**
   * A ticket may have changed: notes that it is to be read, in the transaction that runs. One that
   * is nobody's comes to nothing.
   */
  public void changed(TicketRef ref) {
    note(ref, null);
  }

  /**
   * A ticket with these labels is there: if it is one of ours, it is connected, although the answer
   * to the request that opened it may still be on its way, and read.
   *
   * @param markers may hold other labels, too
   */
  public void created(List<String> markers, TicketRef ref) {
    Optional<StoredTicket> ours =
        markers.stream()
            .filter(TicketMarker::isMarker)
            .map(TicketMarker::new)
            .flatMap(marker -> stores.tickets().byMarker(marker).stream())
            .findFirst();
    note(ref, ours.map(StoredTicket::key).orElse(null));
  }

  private void note(TicketRef ref, @Nullable String ticketKey) {
    if (!ref.system().equals(system.name())) {
      return;
    }
    stores
        .database()
        .run(
            () -> {
              Instant now = clock.instant();
              stores.hints().note(ref, ticketKey, now);
              agenda.now(Agenda.TICKET_PULL, ref.system() + "/" + ref.key(), "", now);
            });
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    String[] id = instance.getId().split("/", 2);
    Optional<TicketHint> hint = stores.hints().find(id[0], id[1]);
    if (hint.isEmpty()) {
      return (_, operations) -> operations.stop();
    }
    if (!calls.tryAcquire()) {
      return again(SOON);
    }
    try {
      return pull(hint.get());
    } finally {
      calls.release();
    }
  }

  private CompletionHandler<String> pull(TicketHint hint) {
    Optional<String> ours =
        stores
            .tickets()
            .byRef(hint.ref())
            .map(StoredTicket::key)
            .or(() -> Optional.ofNullable(hint.ticketKey()));
    if (ours.isEmpty()) {
      return unknown(hint);
    }
    String ticketKey = ours.get();
    if (readings.isGone(ticketKey)) {
      return settled(hint, () -> TicketReadings.Outcome.TAKEN);
    }
    long ownChanges = stores.outbox().statusChanges(ticketKey);
    try {
      Ticket ticket = breaker.ask(() -> system.read(hint.ref()));
      return settled(hint, () -> readings.take(ticketKey, ticket, ownChanges));
    } catch (TicketSystemException e) {
      return failed(hint, ticketKey, e);
    }
  }

  /** Strikes the hint out with what the reading led to, unless there is more to be read. */
  private CompletionHandler<String> settled(
      TicketHint hint, Supplier<TicketReadings.Outcome> outcome) {
    return (complete, operations) ->
        stores
            .database()
            .run(
                () -> {
                  TicketReadings.Outcome taken = outcome.get();
                  TicketHint now = stores.hints().lock(hint.ref()).orElse(hint);
                  boolean hintedAgain = now.generation() != hint.generation();
                  switch (taken) {
                    case TAKEN -> {
                      if (hintedAgain) {
                        operations.reschedule(complete, clock.instant());
                      } else {
                        stores.hints().drop(hint.ref());
                        operations.stop();
                      }
                    }
                    case READ_AGAIN -> operations.reschedule(complete, clock.instant());
                    case NOT_YET -> {
                      stores.hints().failed(hint.ref());
                      operations.reschedule(
                          complete, clock.instant().plus(backoff.after(hint.attempts(), null)));
                    }
                  }
                });
  }

  /** Nobody's ticket, or one of ours whose system has not answered yet. */
  private CompletionHandler<String> unknown(TicketHint hint) {
    Duration age = Duration.between(hint.notedAt(), clock.instant());
    if (age.compareTo(UNKNOWN_FOR.plus(system.settling())) > 0) {
      return settled(hint, () -> TicketReadings.Outcome.TAKEN);
    }
    return again(age.plus(SOON));
  }

  private CompletionHandler<String> failed(
      TicketHint hint, String ticketKey, TicketSystemException failure) {
    String reason = failure.kind() + ": " + failure.getMessage();
    boolean old = clock.instant().isAfter(hint.notedAt().plus(GIVE_UP_AFTER));
    boolean missing = failure.kind() == TicketSystemException.Kind.NOT_FOUND;
    if (missing && hint.attempts() >= MISSING_TRIES) {
      LOG.info("Ticket '{}' is gone: {}", ticketKey, reason);
      return settled(hint, () -> readings.gone(ticketKey));
    }
    if (!missing && (!failure.retryable() || old)) {
      LOG.warn("Ticket '{}' could not be read: {}", ticketKey, reason);
      return settled(hint, () -> TicketReadings.Outcome.TAKEN);
    }
    stores.hints().failed(hint.ref());
    Duration wait = backoff.after(hint.attempts(), failure.retryAfter().orElse(null));
    LOG.info("Ticket '{}' not read: {}; again in {}", ticketKey, reason, wait);
    return again(wait);
  }

  private CompletionHandler<String> again(Duration wait) {
    return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(wait));
  }
}
