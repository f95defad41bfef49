package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.connectors.ticket.TicketRef;
import java.time.Instant;

/**
 * Connects our tickets with those of the ticket system: once, whether the answer to our own request
 * tells first or somebody else does.
 */
final class OpenedTickets {

  private final Stores stores;
  private final TicketEffects effects;
  private final Agenda agenda;
  private final TwinWatch twins;
  private final BackLinks links;

  OpenedTickets(
      Stores stores, TicketEffects effects, Agenda agenda, TwinWatch twins, BackLinks links) {
    this.stores = stores;
    this.effects = effects;
    this.agenda = agenda;
    this.twins = twins;
    this.links = links;
  }

  /**
   * The ticket is there. Settles the command that opens it, lets the ones behind it go, and tells
   * the conversations.
   *
   * @return false, and nothing done, when the ticket is connected already, to this one or another
   */
  boolean opened(String ticketKey, TicketRef ref, Instant now) {
    StoredTicket ticket = stores.tickets().lock(ticketKey).orElse(null);
    if (ticket == null || ticket.ref() != null) {
      return false;
    }
    stores.tickets().opened(ticketKey, ref);
    effects.announceOpened(ticketKey, ref, now);
    if (stores.outbox().opened(ticketKey, now) > 1) {
      twins.begin(ticketKey, now);
    }
    links.add(ticketKey, now);
    agenda.now(Agenda.TICKET, ticketKey, "", now);
    stores
        .tickets()
        .listeners(ticketKey)
        .forEach(
            listener ->
                effects.deliver(
                    listener.conversation(), new Event.TicketOpened(listener.knownAs(), ref), now));
    return true;
  }
}
