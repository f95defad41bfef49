package annai.connectors.webhook;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * That something may have happened to a ticket. No more than a reason to read the ticket: hooks
 * come late, twice, and in any order.
 *
 * @param author the ticket system's id of whoever did it; null when it doesn't say
 * @param at when it happened, by the ticket system's clock; null when it doesn't say
 * @param internal true when it is a comment that the customer must never see
 */
public record TicketHint(
    Kind kind, Subject ticket, @Nullable String author, @Nullable Instant at, boolean internal) {

  /** What happened. */
  public enum Kind {
    CREATED,
    CHANGED,
    COMMENTED,
    DELETED
  }

  /**
   * Which ticket. At least one of key and id is there.
   *
   * @param key what people call it, as in {@link annai.connectors.ticket.TicketRef#key()}
   * @param id the system's own number of it, where it differs from the key
   * @param markers of its labels those that begin with "annai": what its opener knows it by
   * @param version when the ticket was last changed, by the system's clock; null when it doesn't
   *     say
   */
  public record Subject(
      @Nullable String key, @Nullable String id, Set<String> markers, @Nullable Instant version) {

    public Subject {
      markers = Set.copyOf(markers);
    }
  }
}
