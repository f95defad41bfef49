package annai.bot.outbox;

import annai.connectors.ticket.RequestPace;
import java.time.Duration;

/** A pace of requests whose speed is known, so that work can be put off until its turn. */
public interface TicketPace extends RequestPace {

  /** For a system that needs no restraint. */
  TicketPace UNLIMITED =
      new TicketPace() {
        @Override
        public Duration between() {
          return Duration.ZERO;
        }

        @Override
        public void await() {}
      };

  /** How long after one request the next one leaves; zero for no limit. */
  Duration between();
}
