package annai.connectors.ticket;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Where a provider's tickets live.
 *
 * <p>All verbs may be repeated: the same call twice leaves what one call leaves. Every method
 * throws {@link TicketSystemException} and nothing else when the system fails. Safe for use by many
 * threads.
 *
 * <p>A system without idempotency keys can break that promise in one way: a call whose answer was
 * lost ({@link TicketSystemException.Kind#UNCERTAIN}) may take effect after it was looked for. Who
 * calls again therefore waits {@link #settling()} first, and looks for twins with {@link #find}
 * afterwards.
 */
public interface TicketSystem {

  /** The name in settings and in {@link TicketRef#system()}. */
  String name();

  Set<Capability> capabilities();

  /** Opens a ticket; the same {@link TicketDraft#key()} again answers the ticket that is there. */
  TicketRef open(TicketDraft draft);

  /**
   * The tickets that were opened with this {@link TicketDraft#key()}, oldest first: one, none, or
   * twins where the system took the same request twice. May lag behind {@link #open} by {@link
   * #settling()}.
   */
  List<TicketRef> find(String key);

  /**
   * How long after a call was sent its effect may still come to light: the time-out of a request
   * and the lag of the search. Zero when an answer is always the truth.
   */
  Duration settling();

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

  /**
   * Adds a file; one of the same name is left as it is.
   *
   * @throws TicketSystemException UNSUPPORTED without {@link Capability#ATTACHMENTS}
   */
  void attach(TicketRef ref, Attachment attachment);

  /**
   * Leads from the ticket to a page, such as its conversation at the desk; the same page twice is
   * one link.
   *
   * @throws TicketSystemException UNSUPPORTED without {@link Capability#LINKS}
   */
  void link(TicketRef ref, URI page, String title);

  /**
   * Closes a ticket that is another's twin, and says in both which one goes on.
   *
   * @param twin the younger one
   */
  void merge(TicketRef twin, TicketRef into);

  /** Whether calls are likely to succeed now; returns normally when they are. */
  void check();

  enum Capability {
    INTERNAL_COMMENTS,
    REOPEN,
    ATTACHMENTS,
    LINKS,
    WEBHOOKS
  }

  enum Audience {
    PUBLIC,
    INTERNAL
  }
}
