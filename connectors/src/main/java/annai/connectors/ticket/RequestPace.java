package annai.connectors.ticket;

/**
 * How many requests a ticket system is sent in a second, over all threads and nodes.
 *
 * <p>A system asks before every request, also one of several that make up a verb.
 */
public interface RequestPace {

  /** For a system that needs no restraint. */
  RequestPace UNLIMITED = () -> {};

  /**
   * Waits for a turn.
   *
   * @throws TicketSystemException BUSY, with the time to wait, when the turn is too far away
   */
  void await();
}
