package annai.connectors.ticket;

import org.jspecify.annotations.Nullable;

/**
 * A ticket to be opened.
 *
 * @param key makes {@link TicketSystem#open} idempotent: the conversation's id and its episode, or
 *     of an incident its code, target and episode
 * @param description plain text, may have many lines; a stranger's words are part of it
 */
public record TicketDraft(
    String key,
    Kind kind,
    Priority priority,
    String summary,
    String description,
    Requester requester) {

  /** ITIL: one customer's request, or an incident of a server. */
  public enum Kind {
    REQUEST,
    INCIDENT
  }

  public enum Priority {
    /** All customers can't send. */
    P1,
    /** Some servers, or soon all. */
    P2,
    /** One customer. */
    P3
  }

  /** Who asks; both null when declined, or for an incident. */
  public record Requester(@Nullable String name, @Nullable String mailAddress) {
    public static final Requester NONE = new Requester(null, null);
  }
}
