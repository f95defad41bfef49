package annai.bot.runtime;

import annai.bot.conversation.State;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.TicketLinkException.Reason;
import annai.bot.store.Stores;
import annai.bot.webhooks.TicketLinks;
import annai.bot.webhooks.TicketLinks.Reading;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.knowledge.Language;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets a customer in who comes by the link of a ticket.
 *
 * <p>A link proves that somebody has it, and not who. So it never leads into a conversation that is
 * there: it begins one, and is refused as long as the customer talks in the one that it began.
 */
public final class TicketEntrance {

  private final Stores stores;
  private final TicketLinks links;
  private final LinkedConversations linked;
  private final Entry entry;
  private final InstantSource clock;

  TicketEntrance(
      Stores stores,
      TicketLinks links,
      LinkedConversations linked,
      Entry entry,
      InstantSource clock) {
    this.stores = stores;
    this.links = links;
    this.linked = linked;
    this.entry = entry;
    this.clock = clock;
  }

  /**
   * Begins a conversation with the ticket of a link.
   *
   * @param language null for the one in which the ticket is written
   * @throws TicketLinkException when the link leads nowhere, or not now
   */
  public Started open(String ticketLink, @Nullable Language language) {
    return switch (links.read(ticketLink)) {
      case Reading.Unreadable _ -> throw new TicketLinkException(Reason.UNREADABLE);
      case Reading.Expired _ -> throw new TicketLinkException(Reason.EXPIRED);
      case Reading.Good(var link, var ticket) -> open(link, ticket, language);
    };
  }

  private Started open(String link, TicketRef ticket, @Nullable Language language) {
    stores.ticketLinks().find(link).ifPresent(this::requireOver);
    try {
      return linked.start(ticket, language, id -> use(link, id));
    } catch (TicketSystemException e) {
      boolean gone = e.kind() == TicketSystemException.Kind.NOT_FOUND;
      throw new TicketLinkException(gone ? Reason.NO_TICKET : Reason.UNAVAILABLE, e);
    }
  }

  private void use(String link, String conversation) {
    stores
        .ticketLinks()
        .lock(link, clock.instant())
        .ifPresent(
            before -> {
              requireOver(before);
              eraseUntouched(before);
            });
    stores.ticketLinks().use(link, conversation, clock.instant());
  }

  private void requireOver(String before) {
    boolean open =
        stores
            .conversations()
            .find(before)
            .filter(stored -> !(stored.conversation().state() instanceof State.Closed))
            .isPresent();
    if (open && stores.ticketLinks().isTalkedIn(before)) {
      throw new TicketLinkException(Reason.IN_USE);
    }
  }

  /** A mail scanner, or a browser that was closed at once, opened the link and said nothing. */
  private void eraseUntouched(String before) {
    if (stores.conversations().find(before).isPresent()
        && !stores.ticketLinks().isTalkedIn(before)) {
      entry.erase(before);
    }
  }
}
