package annai.bot.runtime;

import annai.bot.webhooks.TicketNews;
import annai.connectors.ticket.TicketRef;
import java.util.List;

/** What webhooks tell of tickets leads to reading them, and may lead to a link. */
record PulledNews(TicketPull pull, LinkOffers offers) implements TicketNews {

  @Override
  public void changed(List<String> markers, TicketRef ref) {
    pull.created(markers, ref);
  }

  @Override
  public void began(TicketRef ref) {
    offers.note(ref);
  }
}
