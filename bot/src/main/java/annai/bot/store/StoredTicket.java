package annai.bot.store;

import annai.connectors.ticket.TicketRef;
import org.jspecify.annotations.Nullable;

/**
 * A ticket that we opened, or are about to.
 *
 * @param key of its draft
 * @param incident the incident's code and target; null for a customer's request
 * @param ref null until the ticket system has answered
 */
public record StoredTicket(
    String key, @Nullable String incident, @Nullable TicketRef ref, boolean open) {}
