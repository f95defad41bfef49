package annai.connectors.ticket;

import java.time.Instant;
import java.util.List;

/**
 * A ticket as its system has it now.
 *
 * @param version when it was last changed, by the system's clock: an older reading never overrules
 *     a newer one
 */
public record Ticket(
    TicketRef ref,
    TicketDraft.Kind kind,
    String summary,
    String description,
    TicketDraft.Requester requester,
    Status status,
    Instant version,
    List<Comment> comments) {

  public Ticket {
    comments = List.copyOf(comments);
  }

  public enum Status {
    OPEN,
    CLOSED
  }

  /**
   * A remark on a ticket.
   *
   * @param id the system's own, unique within the ticket
   * @param internal true when the customer must never see it
   * @param ours true when Annai wrote it
   */
  public record Comment(
      String id, Instant at, String author, String text, boolean internal, boolean ours) {}
}
