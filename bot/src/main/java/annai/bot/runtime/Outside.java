package annai.bot.runtime;

import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import java.util.function.Consumer;

/**
 * What the runtime reaches beyond its own process.
 *
 * @param ticketErasure erases in a ticket of ours what a customer told
 */
public record Outside(
    ProviderProbe probe, TicketSystem tickets, Consumer<TicketRef> ticketErasure) {}
