package annai.bot.runtime;

import org.jspecify.annotations.Nullable;

/** A link from a ticket leads to no conversation. */
public final class TicketLinkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public TicketLinkException(Reason reason) {
    this(reason, null);
  }

  TicketLinkException(Reason reason, @Nullable Throwable cause) {
    super("The link from a ticket leads to no conversation: " + reason, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /** Not one of ours, or a part of it is missing. */
    UNREADABLE,
    /** It was good for a while. */
    EXPIRED,
    /** The conversation that was begun with it goes on. */
    IN_USE,
    /** The ticket is no longer there. */
    NO_TICKET,
    /** The ticket system can't be asked now. */
    UNAVAILABLE
  }
}
