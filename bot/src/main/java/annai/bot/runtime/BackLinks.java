package annai.bot.runtime;

import annai.bot.store.Stores;
import annai.bot.store.TicketCommand.Order;
import annai.bot.webhooks.LinkSettings;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Capability;
import java.time.Instant;
import java.util.Optional;

/**
 * Leads from a customer's ticket back to the conversation at the desk, where the ticket system has
 * links and the settings say where the desk is. An incident's ticket leads nowhere: it may belong
 * to hundreds of conversations.
 */
final class BackLinks {

  private final Stores stores;
  private final TicketEffects effects;
  private final Optional<LinkSettings.Desk> desk;

  BackLinks(Stores stores, TicketEffects effects, TicketSystem system, LinkSettings settings) {
    this.stores = stores;
    this.effects = effects;
    this.desk =
        Optional.ofNullable(settings.desk())
            .filter(_ -> system.capabilities().contains(Capability.LINKS));
  }

  /** Adds the links of a ticket that is there, in the transaction that runs; each once. */
  void add(String ticketKey, Instant now) {
    desk.filter(_ -> stores.tickets().find(ticketKey).filter(t -> t.incident() == null).isPresent())
        .ifPresent(
            to ->
                stores
                    .tickets()
                    .listeners(ticketKey)
                    .forEach(
                        listener ->
                            effects.tell(
                                ticketKey,
                                listener.conversation() + "/link",
                                new Order.Link(to.page(listener.conversation()), to.title()),
                                now)));
  }
}
