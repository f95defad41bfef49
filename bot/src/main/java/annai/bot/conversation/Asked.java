package annai.bot.conversation;

import org.jspecify.annotations.Nullable;

/**
 * A question beside the state, to which the next answer belongs.
 *
 * @param topic of the ticket that waits for the answer to {@link Kind#CONTACT}; null for others
 * @param words for that ticket, or null
 */
public record Asked(Kind kind, TicketReport.@Nullable Topic topic, @Nullable String words) {

  static Asked of(Kind kind) {
    return new Asked(kind, null, null);
  }

  /** What was asked. */
  public enum Kind {
    /** Mail address and name, before the first ticket. */
    CONTACT,
    /** Whether sending works now. */
    WORKS_NOW,
    /** What the mail client showed when nothing arrived. */
    WHAT_HAPPENED,
    /** Whether sending works, after a person closed the ticket. */
    CLOSED_THERE,
    /** The error text itself. */
    ERROR_TEXT,
    /** Whether a person should take over. */
    PERSON,
    /** Whether a person's answers may come by mail. */
    LETTERS
  }
}
