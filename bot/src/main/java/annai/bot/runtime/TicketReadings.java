package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.connectors.ticket.Ticket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Compares a ticket as its system has it with what is known of it, and tells the difference. */
final class TicketReadings {

  /** What became of a reading. */
  enum Outcome {
    /** All that it says is known now. */
    TAKEN,
    /** It was overtaken by something that we did ourselves. */
    READ_AGAIN,
    /** Its status counts only once our own commands are through. */
    NOT_YET
  }

  private final Stores stores;
  private final OpenedTickets opened;
  private final TicketEffects effects;
  private final InstantSource clock;

  TicketReadings(Stores stores, OpenedTickets opened, TicketEffects effects, InstantSource clock) {
    this.stores = stores;
    this.opened = opened;
    this.effects = effects;
    this.clock = clock;
  }

  /**
   * Takes a reading, in the transaction that runs.
   *
   * @param ownChanges how many times we had changed the ticket's status before it was read
   */
  Outcome take(String ticketKey, Ticket reading, long ownChanges) {
    return take(ticketKey, reading, ownChanges, _ -> {});
  }

  /** As {@link #take(String, Ticket, long)}, and tells what differed. */
  Outcome take(String ticketKey, Ticket reading, long ownChanges, Consumer<Drift> differed) {
    Instant now = clock.instant();
    if (stores.tickets().lock(ticketKey).isEmpty()) {
      return Outcome.TAKEN;
    }
    opened.opened(ticketKey, reading.ref(), now);
    StoredTicket ticket = stores.tickets().find(ticketKey).orElseThrow();
    if (!isThis(ticket, reading) || isOld(ticketKey, reading)) {
      return Outcome.TAKEN;
    }
    comments(ticket, reading, differed, now);
    Outcome outcome = status(ticket, reading, ownChanges, differed, now);
    if (outcome == Outcome.TAKEN) {
      stores.readings().read(ticketKey, reading.version());
    }
    return outcome;
  }

  /** The ticket is gone from its system, in the transaction that runs. */
  Outcome gone(String ticketKey) {
    Instant now = clock.instant();
    StoredTicket ticket = stores.tickets().lock(ticketKey).orElse(null);
    if (ticket == null || ticket.ref() == null || isGone(ticketKey)) {
      return Outcome.TAKEN;
    }
    stores.readings().gone(ticketKey, now);
    stores
        .outbox()
        .abandon(ticketKey, "Ticket '%s' was deleted there".formatted(ticket.ref().key()), now);
    tell(ticket, new Event.TicketDeleted(ticket.ref()), now);
    incident(ticket.incident(), ticketKey, false);
    return Outcome.TAKEN;
  }

  boolean isGone(String ticketKey) {
    return stores.readings().goneAt(ticketKey).isPresent();
  }

  /** A clone carries the labels of its model; it is another ticket. */
  private static boolean isThis(StoredTicket ticket, Ticket reading) {
    return ticket.ref() != null && ticket.ref().key().equals(reading.ref().key());
  }

  private boolean isOld(String ticketKey, Ticket reading) {
    return stores
        .readings()
        .version(ticketKey)
        .filter(version -> reading.version().isBefore(version))
        .isPresent();
  }

  /** An internal comment is not noted as seen: it may be made public later. */
  private void comments(
      StoredTicket ticket, Ticket reading, Consumer<Drift> differed, Instant now) {
    for (Ticket.Comment comment : reading.comments()) {
      if (!comment.internal()
          && !comment.ours()
          && stores.readings().see(ticket.key(), comment.id())) {
        differed.accept(Drift.COMMENTED_THERE);
        tell(
            ticket,
            new Event.TicketCommented(reading.ref(), comment.author(), comment.text()),
            now);
      }
    }
  }

  private Outcome status(
      StoredTicket ticket, Ticket reading, long ownChanges, Consumer<Drift> differed, Instant now) {
    boolean open = reading.status() == Ticket.Status.OPEN;
    if (open == ticket.open()) {
      return Outcome.TAKEN;
    }
    if (stores.outbox().statusChanges(ticket.key()) != ownChanges) {
      return Outcome.READ_AGAIN;
    }
    if (stores.outbox().changesStatus(ticket.key())) {
      return Outcome.NOT_YET;
    }
    differed.accept(open ? Drift.REOPENED_THERE : Drift.CLOSED_THERE);
    if (!open) {
      effects.announceClosed(ticket.key(), reading.ref(), now);
    }
    stores.tickets().changed(ticket.key(), open);
    tell(ticket, new Event.TicketChanged(reading.ref(), reading.status()), now);
    incident(ticket.incident(), ticket.key(), open);
    return Outcome.TAKEN;
  }

  /** A person who closes an incident's ticket ends it: the next fault is another one. */
  private void incident(@Nullable String incident, String ticketKey, boolean open) {
    if (incident != null && !open) {
      stores.tickets().endEpisode(incident, ticketKey);
    }
  }

  private void tell(StoredTicket ticket, Event event, Instant now) {
    stores
        .tickets()
        .listeners(ticket.key())
        .forEach(listener -> effects.deliver(listener.conversation(), event, now));
  }
}
