package annai.bot.runtime;

/** There is no such ticket among ours. */
public final class UnknownTicketException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownTicketException(String key) {
    super("Ticket '%s' is none of ours".formatted(key));
  }
}
