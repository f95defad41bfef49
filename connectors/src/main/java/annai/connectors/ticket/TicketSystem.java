package annai.connectors.ticket;

import java.util.Set;

/**
 * Where a provider's tickets live.
 *
 * <p>All verbs may be repeated: the same call twice leaves what one call leaves. Every method
 * throws {@link TicketSystemException} and nothing else when the system fails. Safe for use by many
 * threads.
 */
public interface TicketSystem {

  /** The name in settings and in {@link TicketRef#system()}. */
  String name();

  Set<Capability> capabilities();

  /** Opens a ticket; the same {@link TicketDraft#key()} again answers the ticket that is there. */
  TicketRef open(TicketDraft draft);

  /** The ticket as it is now; NOT_FOUND when there is none. */
  Ticket read(TicketRef ref);

  /**
   * Adds a comment.
   *
   * @param key makes it idempotent: the same key on the same ticket adds nothing
   */
  void comment(TicketRef ref, String key, String text, Audience audience);

  /** Closes a ticket with a last comment; one that is closed stays as it is. */
  void close(TicketRef ref, String key, String resolution);

  /** Reopens a ticket with a comment; one that is open stays as it is. */
  void reopen(TicketRef ref, String key, String reason);

  /** Whether calls are likely to succeed now; returns normally when they are. */
  void check();

  enum Capability {
    INTERNAL_COMMENTS,
    REOPEN,
    WEBHOOKS
  }

  enum Audience {
    PUBLIC,
    INTERNAL
  }
}
