package annai.bot.store;

import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketSystem;
import java.time.Instant;

/**
 * Something that a ticket system is to be told.
 *
 * @param key makes it idempotent at the ticket system
 * @param attempts so far
 */
public record TicketCommand(
    long id, String ticketKey, String key, Order order, int attempts, Instant createdAt) {

  /** What it is told. */
  public sealed interface Order {
    /** Open the ticket. */
    record Open(TicketDraft draft) implements Order {}

    /** Comment on it. */
    record Comment(String text, TicketSystem.Audience audience) implements Order {}

    /** Close it. */
    record Close(String resolution) implements Order {}

    /** Reopen it. */
    record Reopen(String reason) implements Order {}
  }
}
