package annai.bot.cli;

/** What was typed or given can't be used; its message is shown as it is, and the exit code is 2. */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }
}
