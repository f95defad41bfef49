package annai.connectors.webhook;

import java.util.Optional;

/** How a ticket system words what happened to a ticket. */
public interface TicketHook {

  /**
   * What a body hints at; empty when it is about something else than tickets.
   *
   * @param body already verified, and still a stranger's
   * @throws MalformedHookException when it can't be read
   */
  Optional<TicketHint> hint(byte[] body);
}
