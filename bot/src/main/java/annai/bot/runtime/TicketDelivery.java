package annai.bot.runtime;

import annai.bot.outbox.Sending;
import annai.bot.outbox.SystemBreaker;
import annai.bot.outbox.TicketPace;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.bot.store.TicketOutboxStore;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the commands of one ticket to the ticket system, each once.
 *
 * <p>PENDING becomes SENT in a commit of its own before anything leaves. A definite refusal leads
 * back to PENDING, with a pause. What was SENT and never answered may have happened: an opening is
 * looked for until all has shown that the send can have led to, and only then sent again; what is
 * idempotent waits as long without looking.
 */
final class TicketDelivery {

  private static final Logger LOG = LoggerFactory.getLogger(TicketDelivery.class);

  /** A call's last request leaves so long after its SENT at the latest. */
  static final Duration SEND_WITHIN = Duration.ofSeconds(30);

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);
  private static final int COUNTED_AHEAD = 10_000;

  /**
   * How the ticket system is met.
   *
   * @param settling see {@link annai.connectors.ticket.TicketSystem#settling()}
   * @param passing is told what a worker has just come by
   */
  record Manners(
      SystemBreaker breaker,
      TicketPace pace,
      Duration settling,
      InstantSource clock,
      Consumer<Waypoint> passing) {}

  private final TicketOutboxStore outbox;
  private final TicketCalls calls;
  private final TicketOutcomes outcomes;
  private final TicketFailures failures;
  private final Manners manners;

  TicketDelivery(
      TicketOutboxStore outbox,
      TicketCalls calls,
      TicketOutcomes outcomes,
      TicketFailures failures,
      Manners manners) {
    this.outbox = outbox;
    this.calls = calls;
    this.outcomes = outcomes;
    this.failures = failures;
    this.manners = manners;
  }

  /** Tells what is due, in its order, until something has to wait or nothing is left. */
  void work(String ticketKey) {
    for (Optional<TicketCommand> head = outbox.head(ticketKey);
        head.isPresent() && head.get().due(now());
        head = outbox.head(ticketKey)) {
      advance(head.get());
    }
  }

  /** When a command that can't be told from an instant on is to come: its turn in the queue. */
  Instant turnOf(TicketCommand command, Instant from) {
    return turnAfter(outbox.ahead(command, COUNTED_AHEAD), from);
  }

  /** When so many requests will have left, from an instant on. */
  Instant turnAfter(int requests, Instant from) {
    Duration between = manners.pace.between();
    return from.plus((between.isZero() ? Duration.ofMillis(10) : between).multipliedBy(requests));
  }

  private Instant now() {
    return manners.clock.instant();
  }

  private void advance(TicketCommand command) {
    Instant settlesAt = command.progress().settlesAt();
    boolean opening = command.order() instanceof Order.Open;
    if (settlesAt != null && !opening && now().isBefore(settlesAt)) {
      failures.putOff(command, settlesAt);
      return;
    }
    Optional<Instant> refused = manners.breaker.refusedUntil();
    if (refused.isPresent()) {
      failures.putOff(command, turnOf(command, refused.get()));
    } else if (settlesAt != null && opening) {
      look(command, settlesAt);
    } else {
      send(command);
    }
  }

  private void look(TicketCommand command, Instant settlesAt) {
    Instant began = now();
    Sending asking = new Sending(Instant.MAX, false);
    List<TicketRef> found;
    try {
      found = asking.call(() -> calls.find(command));
    } catch (TicketSystemException e) {
      count(e, asking);
      failures.notLookedFor(command, e, turnInTrouble(command, e));
      return;
    }
    manners.breaker.succeeded();
    manners.passing.accept(Waypoint.LOOKED);
    if (!found.isEmpty()) {
      found(command, found);
    } else if (began.isBefore(settlesAt)) {
      failures.putOff(command, nextLook(command, settlesAt));
    } else {
      sendAgain(command);
    }
  }

  private void found(TicketCommand command, List<TicketRef> found) {
    LOG.info("Ticket '{}': found as '{}'", command.ticketKey(), found.getFirst().key());
    outcomes.done(command, found.getFirst(), found.size() > 1, now());
  }

  /** At growing intervals, and once more when all has settled. */
  private Instant nextLook(TicketCommand command, Instant settlesAt) {
    Instant now = now();
    Instant sentAt = command.progress().sentAt();
    Duration half = sentAt == null ? SOON : Duration.between(sentAt, now).dividedBy(2);
    Duration interval =
        half.compareTo(SOON) < 0 ? SOON : half.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : half;
    Instant next = now.plus(interval);
    return next.isBefore(settlesAt) ? next : settlesAt;
  }

  private void sendAgain(TicketCommand command) {
    Optional<Instant> refused = manners.breaker.refusedUntil();
    if (refused.isEmpty()) {
      send(command);
    } else {
      failures.putOff(command, turnOf(command, refused.get()));
    }
  }

  private void send(TicketCommand command) {
    try {
      // before SENT: a process that ends while it waits leaves nothing in doubt
      manners.pace.await();
    } catch (TicketSystemException e) {
      manners.breaker.notCalled();
      failures.putOff(command, now().plus(e.retryAfter().orElse(SOON)));
      return;
    }
    Instant now = now();
    Sending sending = new Sending(now.plus(SEND_WITHIN), true);
    Instant settlesAt =
        manners.settling.isZero() ? now : now.plus(SEND_WITHIN).plus(manners.settling);
    manners.passing.accept(Waypoint.BEFORE_SENT_COMMIT);
    Optional<TicketCommand> sent = outbox.send(command, now, settlesAt);
    if (sent.isEmpty()) {
      manners.breaker.notCalled();
      return;
    }
    manners.passing.accept(Waypoint.AFTER_SENT_COMMIT);
    call(sent.get(), sending);
  }

  private void call(TicketCommand command, Sending sending) {
    TicketRef ref;
    try {
      ref = sending.call(() -> calls.tell(command));
    } catch (TicketSystemException e) {
      count(e, sending);
      manners.passing.accept(Waypoint.BEFORE_REFUSED_COMMIT);
      if (sending.heldBack() && e.kind() != Kind.UNCERTAIN) {
        failures.heldBack(command, e);
      } else {
        failures.sent(command, e, turnInTrouble(command, e));
      }
      manners.passing.accept(Waypoint.AFTER_REFUSED_COMMIT);
      return;
    }
    manners.breaker.succeeded();
    manners.passing.accept(Waypoint.ANSWERED);
    outcomes.done(command, ref, false, now());
  }

  /** What found out that the system is away keeps its place in the queue. */
  private @Nullable Instant turnInTrouble(TicketCommand command, TicketSystemException failure) {
    return failure.ofSystem()
        ? manners.breaker.troubledUntil().map(until -> turnOf(command, until)).orElse(null)
        : null;
  }

  private void count(TicketSystemException failure, Sending sending) {
    if (sending.heldBack()) {
      manners.breaker.notCalled();
    } else {
      manners.breaker.failed(failure);
    }
  }
}
