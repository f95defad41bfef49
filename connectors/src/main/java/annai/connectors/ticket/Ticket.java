package annai.connectors.ticket;

import java.time.Instant;
import java.util.List;

/** A ticket as its system has it now. */
public record Ticket(
    TicketRef ref,
    TicketDraft.Kind kind,
    String summary,
    String description,
    TicketDraft.Requester requester,
    Status status,
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
   * @param internal true when the customer must never see it
   */
  public record Comment(Instant at, String author, String text, boolean internal) {}
}
