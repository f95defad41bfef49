package annai.bot.webhooks;

import annai.connectors.ticket.TicketRef;
import java.util.List;

/** Who is to know that a ticket may have changed; only notes it, in the transaction that runs. */
public interface TicketNews {

  /**
   * A ticket may have changed, or is there.
   *
   * @param markers of its labels those that begin with "annai"
   */
  void changed(List<String> markers, TicketRef ref);

  /** A person made a ticket, and not by us. */
  void began(TicketRef ref);
}
