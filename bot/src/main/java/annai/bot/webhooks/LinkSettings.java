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
 */
public record LinkSettings(Duration validity, @Nullable URI chat, @Nullable Offer offer) {

  /** No link leads anywhere. */
  public static final LinkSettings NONE = new LinkSettings(TicketLinks.USUAL_VALIDITY, null, null);

  /**
   * Every ticket that a person made gets a link.
   *
   * @param words the comment that holds it
   * @param concerned whether a ticket is of the kind that Annai helps with
   */
  public record Offer(
      Audience audience, Function<URI, String> words, Predicate<TicketRef> concerned) {}
}
