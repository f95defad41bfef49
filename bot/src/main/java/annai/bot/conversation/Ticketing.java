package annai.bot.conversation;

import annai.connectors.ticket.TicketRef;
import org.jspecify.annotations.Nullable;

/**
 * The conversation's ticket.
 *
 * @param key of the {@link Effect.OpenTicket}
 * @param ref null until the ticket system has answered
 * @param open false once we, or a person, closed it
 */
public record Ticketing(String key, @Nullable TicketRef ref, boolean open) {}
