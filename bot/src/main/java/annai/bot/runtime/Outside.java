package annai.bot.runtime;

import annai.bot.outbox.TicketPace;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime reaches beyond its own process.
 *
 * @param ticketErasure erases in a ticket of ours what a customer told
 * @param hooks who may send webhooks, and who gets them
 * @param pace the one that the ticket system asks before its requests
 * @param reconcileEvery how often tickets are compared with what is known of them; zero for never
 * @param post by which people's answers go to customers who have left; null for never
 */
public record Outside(
    ProviderProbe probe,
    TicketSystem tickets,
    Consumer<TicketRef> ticketErasure,
    Webhooks.Settings hooks,
    TicketPace pace,
    Duration reconcileEvery,
    @Nullable Post post) {

  /** Without mail to customers. */
  public Outside(
      ProviderProbe probe,
      TicketSystem tickets,
      Consumer<TicketRef> ticketErasure,
      Webhooks.Settings hooks,
      TicketPace pace,
      Duration reconcileEvery) {
    this(probe, tickets, ticketErasure, hooks, pace, reconcileEvery, null);
  }

  /** With a ticket system that needs no restraint. */
  public Outside(
      ProviderProbe probe,
      TicketSystem tickets,
      Consumer<TicketRef> ticketErasure,
      Webhooks.Settings hooks) {
    this(probe, tickets, ticketErasure, hooks, TicketPace.UNLIMITED, Duration.ZERO);
  }

  /** The same, with mail to customers. */
  public Outside with(Post sender) {
    return new Outside(probe, tickets, ticketErasure, hooks, pace, reconcileEvery, sender);
  }

  /** Without webhooks, too. */
  public Outside(ProviderProbe probe, TicketSystem tickets, Consumer<TicketRef> ticketErasure) {
    this(probe, tickets, ticketErasure, Webhooks.Settings.NONE);
  }
}
