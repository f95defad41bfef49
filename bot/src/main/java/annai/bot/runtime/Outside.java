package annai.bot.runtime;

import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import java.util.function.Consumer;

/**
 * What the runtime reaches beyond its own process.
 *
 * @param ticketErasure erases in a ticket of ours what a customer told
 * @param hooks who may send webhooks, and who gets them
 */
public record Outside(
    ProviderProbe probe,
    TicketSystem tickets,
    Consumer<TicketRef> ticketErasure,
    Webhooks.Settings hooks) {

  /** Without webhooks. */
  public Outside(ProviderProbe probe, TicketSystem tickets, Consumer<TicketRef> ticketErasure) {
    this(probe, tickets, ticketErasure, Webhooks.Settings.NONE);
  }
}
