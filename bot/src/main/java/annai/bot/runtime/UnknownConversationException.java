package annai.bot.runtime;

/** There is no such conversation, or it is somebody else's: the two are not told apart. */
public final class UnknownConversationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnknownConversationException() {
    super("There is no such conversation for this token");
  }
}
