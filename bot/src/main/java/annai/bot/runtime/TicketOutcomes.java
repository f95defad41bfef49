package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an answer of the ticket system leads to here, in one transaction with the command's end. An
 * answer that comes when another send has begun already leads to nothing.
 */
final class TicketOutcomes {

  private static final Logger LOG = LoggerFactory.getLogger(TicketOutcomes.class);

  private final Stores stores;
  private final TicketEffects effects;
  private final OpenedTickets opened;
  private final TwinWatch twins;
  private final Consumer<TicketRef> erasure;
  private final Consumer<Waypoint> passing;

  TicketOutcomes(
      Stores stores,
      TicketEffects effects,
      OpenedTickets opened,
      TwinWatch twins,
      Consumer<TicketRef> erasure,
      Consumer<Waypoint> passing) {
    this.stores = stores;
    this.effects = effects;
    this.opened = opened;
    this.twins = twins;
    this.erasure = erasure;
    this.passing = passing;
  }

  /**
   * The command is done.
   *
   * @param twinsPossible whether an opening is known to have led to more than one ticket
   */
  void done(TicketCommand command, TicketRef ref, boolean twinsPossible, Instant now) {
    stores
        .database()
        .run(
            () -> {
              stores.tickets().lock(command.ticketKey());
              if (stores.outbox().done(command, now)) {
                settle(command, ref, twinsPossible, now);
              } else if (command.order() instanceof Order.Open) {
                stray(command, ref, now);
              }
              passing.accept(Waypoint.BEFORE_DONE_COMMIT);
            });
    passing.accept(Waypoint.AFTER_DONE_COMMIT);
  }

  private void settle(TicketCommand command, TicketRef ref, boolean twinsPossible, Instant now) {
    switch (command.order()) {
      case Order.Open _ -> {
        boolean another = !opened.opened(command.ticketKey(), ref, now);
        if (twinsPossible || another) {
          twins.begin(command.ticketKey(), now);
        }
      }
      case Order.Comment _, Order.Link _, Order.Attach _ -> {
        // changes nothing that we keep
      }
      case Order.Close _ -> changed(command.ticketKey(), ref, false, now);
      case Order.Reopen _ -> changed(command.ticketKey(), ref, true, now);
    }
  }

  /**
   * The answer of a send that nobody waits for any more: of a ticket that is known by now, of a
   * twin, or of one that was erased meanwhile.
   */
  private void stray(TicketCommand command, TicketRef ref, Instant now) {
    String ticketKey = command.ticketKey();
    TicketRef known = stores.tickets().find(ticketKey).map(StoredTicket::ref).orElse(null);
    if (!stores.outbox().exists(command)) {
      stores.tickets().opened(ticketKey, ref);
      erasure.accept(ref);
    } else if (known == null || !known.key().equals(ref.key())) {
      LOG.warn("Ticket '{}': '{}' was opened late", ticketKey, ref.key());
      twins.begin(ticketKey, now);
    }
  }

  /** An incident's end is news to everybody who joined it; a request's came from its customer. */
  private void changed(String ticketKey, TicketRef ref, boolean open, Instant now) {
    if (!open) {
      effects.announceClosed(ticketKey, ref, now);
    }
    stores.tickets().changed(ticketKey, open);
    boolean incident = stores.tickets().find(ticketKey).map(StoredTicket::incident).isPresent();
    if (incident) {
      Ticket.Status status = open ? Ticket.Status.OPEN : Ticket.Status.CLOSED;
      tell(ticketKey, _ -> new Event.TicketChanged(ref, status), now);
    }
  }

  /** The command is given up. */
  void dead(TicketCommand command, TicketSystemException failure, String reason, Instant now) {
    boolean uncertain = failure.kind() == TicketSystemException.Kind.UNCERTAIN;
    stores
        .database()
        .run(
            () -> {
              boolean ended =
                  uncertain
                      ? stores.outbox().deadUncertain(command, reason, now)
                      : stores.outbox().dead(command, reason, now);
              if (ended && command.order() instanceof Order.Open) {
                tell(
                    command.ticketKey(),
                    knownAs -> new Event.TicketFailed(knownAs, failure.kind()),
                    now);
              }
            });
  }

  /** Lets the customers know, once, that their ticket takes its time. */
  void late(TicketCommand command, Instant now) {
    if (command.order() instanceof Order.Open && !command.progress().lateTold()) {
      stores
          .database()
          .run(
              () -> {
                if (stores.outbox().tellLate(command)) {
                  tell(command.ticketKey(), Event.TicketDelayed::new, now);
                }
              });
    }
  }

  private void tell(String ticketKey, Function<String, Event> event, Instant now) {
    stores
        .tickets()
        .listeners(ticketKey)
        .forEach(
            listener ->
                effects.deliver(listener.conversation(), event.apply(listener.knownAs()), now));
  }
}
