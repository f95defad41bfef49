package annai.bot.conversation;

/** When a ticket is opened; the setting {@code annai.tickets.open}. */
public enum TicketPolicy {
  /** When evidence fails, when the customer is stuck, and when they ask for a person. */
  ON_FAILURE,
  /** For every report, as soon as it is made. */
  ON_REPORT,
  /** Only when a person is called. */
  ON_HANDOFF
}
