package annai.bot.store;

import annai.connectors.ticket.TicketRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A ticket may have changed in its system.
 *
 * @param ticketKey which of ours it is, where the hint itself told; else null
 * @param generation raised by every hint
 * @param attempts at reading it that failed
 * @param notedAt when it was first hinted at
 */
public record TicketHint(
    TicketRef ref, @Nullable String ticketKey, long generation, int attempts, Instant notedAt) {}
