package annai.bot.webhooks;

import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of links from tickets.
 *
 * @param chat where customers reach the chat page; null when nobody has said
 * @param offer null: no ticket gets a link by itself
 * @param desk null: no ticket leads to its conversation at the desk
 */
public record LinkSettings(
    Duration validity, @Nullable URI chat, @Nullable Offer offer, @Nullable Desk desk) {

  /** No link leads anywhere. */
  public static final LinkSettings NONE =
      new LinkSettings(TicketLinks.USUAL_VALIDITY, null, null, null);

  /**
   * Every ticket of a customer leads to its conversation at the desk.
   *
   * @param page of the desk
   * @param title of the link, for agents
   */
  public record Desk(URI page, String title) {
    public URI page(String conversation) {
      return URI.create(page + "#/conversation/" + conversation);
    }
  }

  /**
   * Every ticket that a person made gets a link.
   *
   * @param words the comment that holds it
   * @param concerned whether a ticket is of the kind that Annai helps with
   */
  public record Offer(
      Audience audience, Function<URI, String> words, Predicate<TicketRef> concerned) {}
}
