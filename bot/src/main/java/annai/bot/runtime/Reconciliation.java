package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.conversation.Ticketing;
import annai.bot.outbox.SystemBreaker;
import annai.bot.outbox.TicketPace;
import annai.bot.store.ReconciliationStore;
import annai.bot.store.ReconciliationStore.Finding;
import annai.bot.store.ReconciliationStore.Report;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketStore;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the tickets of conversations that are open or were lately with what their system has,
 * heals what differs, and keeps a report.
 *
 * <p>Webhooks get lost, and a system without them tells nothing by itself. One node at a time
 * compares, in small batches with pauses between them, so that the outbox always has at least half
 * of the pace.
 */
public final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  static final String TASK = "all";
  private static final int BATCH = 20;
  private static final int REQUESTS_A_TICKET = 3;
  private static final Duration WHEN_DOWN = Duration.ofMinutes(1);
  private static final Duration KEPT = Duration.ofDays(30);

  private final Stores stores;
  private final ReconciliationStore reports;
  private final TicketSystem system;
  private final TicketPull pull;
  private final TicketReadings readings;
  private final Outbox outbox;
  private final TicketPace pace;
  private final Duration every;
  private final TicketEffects effects;
  private final Agenda agenda;
  private final InstantSource clock;

  Reconciliation(
      Stores stores,
      Outside outside,
      TicketPull pull,
      TicketReadings readings,
      Outbox outbox,
      TicketEffects effects,
      Agenda agenda,
      InstantSource clock) {
    this.stores = stores;
    this.reports = stores.reconciliations();
    this.system = outside.tickets();
    this.pull = pull;
    this.readings = readings;
    this.outbox = outbox;
    this.pace = outside.pace();
    this.every = outside.reconcileEvery();
    this.effects = effects;
    this.agenda = agenda;
    this.clock = clock;
  }

  /** Lets comparisons happen regularly, if the settings want that. */
  void start() {
    if (!every.isZero()) {
      stores
          .database()
          .run(() -> agenda.at(Agenda.RECONCILE, TASK, "", clock.instant().plus(every)));
    }
  }

  /** Compares at once. */
  public void begin() {
    stores.database().run(() -> agenda.hasten(Agenda.RECONCILE, TASK, "", clock.instant()));
  }

  /** Newest first. */
  public List<Report> reports(int limit) {
    return reports.reports(limit);
  }

  /** What a comparison found, in its order. */
  public List<Finding> findings(long report, int limit) {
    return reports.findings(report, limit);
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    Report report = stores.database().inTransaction(() -> reports.current(clock.instant()));
    List<StoredTicket> batch = reports.next(system.name(), report, BATCH);
    if (batch.isEmpty()) {
      return end(report);
    }
    for (StoredTicket ticket : batch) {
      TicketRef ref = ticket.ref();
      if (ref != null) {
        try {
          compare(report, ticket, ref);
        } catch (TicketSystemException e) {
          Duration wait = e.retryAfter().orElse(WHEN_DOWN);
          LOG.info("Tickets can't be compared now: {}; again in {}", e.getMessage(), wait);
          return again(wait);
        }
      }
    }
    return again(pace.between().multipliedBy((long) BATCH * REQUESTS_A_TICKET));
  }

  private CompletionHandler<String> again(Duration wait) {
    return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(wait));
  }

  private CompletionHandler<String> end(Report report) {
    return (complete, operations) ->
        stores
            .database()
            .run(
                () -> {
                  Instant now = clock.instant();
                  for (int i = outbox.worker().takeUp(); i > 0; i--) {
                    reports.found(report, new Finding(null, null, Drift.UNATTENDED.label(), now));
                  }
                  reports.end(report, now, now.minus(KEPT));
                  LOG.info(
                      "Compared {} tickets with '{}', {} unreadable, {} healed",
                      report.compared(),
                      system.name(),
                      report.unreadable(),
                      report.findings());
                  if (every.isZero()) {
                    operations.stop();
                  } else {
                    operations.reschedule(complete, now.plus(every));
                  }
                });
  }

  /**
   * @throws TicketSystemException when the system as a whole is in trouble
   */
  private void compare(Report report, StoredTicket ticket, TicketRef ref) {
    long ownChanges = stores.outbox().statusChanges(ticket.key());
    SystemBreaker breaker = outbox.breaker();
    Ticket reading;
    try {
      reading = breaker.ask(() -> system.read(ref));
    } catch (TicketSystemException e) {
      if (e.ofSystem()) {
        throw e;
      }
      unreadable(report, ticket, ref, e);
      return;
    }
    stores.database().run(() -> take(report, ticket, reading, ownChanges));
  }

  private void unreadable(
      Report report, StoredTicket ticket, TicketRef ref, TicketSystemException failure) {
    Instant now = clock.instant();
    stores
        .database()
        .run(
            () -> {
              reports.met(report, ticket.key(), false, now);
              if (failure.kind() == Kind.NOT_FOUND) {
                note(report, ticket, Drift.MISSING_THERE);
                pull.changed(ref);
              }
            });
    LOG.info("Ticket '{}' can't be compared: {}", ref.key(), failure.getMessage());
  }

  private void take(Report report, StoredTicket ticket, Ticket reading, long ownChanges) {
    stores.tickets().lock(ticket.key());
    readings.take(ticket.key(), reading, ownChanges, drift -> note(report, ticket, drift));
    catchUp(report, ticket);
    reports.met(report, ticket.key(), true, clock.instant());
  }

  private void note(Report report, StoredTicket ticket, Drift drift) {
    TicketRef ref = ticket.ref();
    reports.found(
        report,
        new Finding(ticket.key(), ref == null ? null : ref.key(), drift.label(), clock.instant()));
  }

  /** A conversation that missed what we know hears of it again; what it knows is no news to it. */
  private void catchUp(Report report, StoredTicket before) {
    StoredTicket ticket = stores.tickets().find(before.key()).orElse(before);
    TicketRef ref = ticket.ref();
    if (ref == null || stores.outbox().head(ticket.key()).isPresent()) {
      return;
    }
    for (TicketStore.Listener listener : stores.tickets().listeners(ticket.key())) {
      if (!stores.deliveries().waits(listener.conversation()) && isBehind(listener, ticket)) {
        note(report, ticket, Drift.CONVERSATION_BEHIND);
        Ticket.Status status = ticket.open() ? Ticket.Status.OPEN : Ticket.Status.CLOSED;
        effects.deliver(
            listener.conversation(), new Event.TicketChanged(ref, status), clock.instant());
      }
    }
  }

  private boolean isBehind(TicketStore.Listener listener, StoredTicket ticket) {
    @Nullable Ticketing known =
        stores
            .conversations()
            .find(listener.conversation())
            .map(stored -> stored.conversation().ticket())
            .orElse(null);
    return known != null
        && known.key().equals(listener.knownAs())
        && known.ref() != null
        && known.open() != ticket.open();
  }
}
