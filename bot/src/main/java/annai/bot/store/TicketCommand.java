package annai.bot.store;

import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketSystem;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a ticket system is to be told.
 *
 * @param key makes it idempotent at the ticket system
 */
public record TicketCommand(
    long id, String ticketKey, String key, Order order, Instant createdAt, Progress progress) {

  /**
   * How far it has come.
   *
   * @param version raised by each send; the fence against whoever slept through one
   * @param attempts that failed, since it was added or requeued
   * @param sends that may have taken effect: definite refusals don't count
   * @param dueAt not looked at before; null for at once
   * @param sentAt of the newest send; null before the first
   * @param triedSince the first send since it was added or requeued
   * @param settlesAt null unless a send may have taken effect unheard; then when that will have
   *     shown
   * @param lateTold whether the customers know that it takes its time
   */
  public record Progress(
      long version,
      int attempts,
      int sends,
      @Nullable Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable Instant triedSince,
      @Nullable Instant settlesAt,
      boolean lateTold) {}

  /** Whether it can be looked at. */
  public boolean due(Instant now) {
    Instant at = progress.dueAt();
    return at == null || !now.isBefore(at);
  }

  /** What it is told. */
  public sealed interface Order {
    /** Open the ticket. */
    record Open(TicketDraft draft) implements Order {}

    /** Comment on it. */
    record Comment(String text, TicketSystem.Audience audience) implements Order {}

    /** Close it. */
    record Close(String resolution) implements Order {}

    /** Lead from it to a page. */
    record Link(URI page, String title) implements Order {}

    /**
     * Add a file of a conversation.
     *
     * @param file its id
     */
    record Attach(String file, String name) implements Order {}

    /** Reopen it. */
    record Reopen(String reason) implements Order {}
  }
}
