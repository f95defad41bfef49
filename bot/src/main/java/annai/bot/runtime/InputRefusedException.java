package annai.bot.runtime;

/** A customer's input can't be taken; the message says what was expected and quotes no text. */
public final class InputRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  public InputRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** A client message id came again with something else. */
  static InputRefusedException usedBefore() {
    return new InputRefusedException(
        Reason.CONFLICT, "clientMessageId was used before for another message; expected a new one");
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /** More than {@link Conversations#MAX_TEXT} characters. */
    TOO_LONG,
    /** Empty, or not of the form that was expected. */
    MALFORMED,
    /** The same client message id came before with another content. */
    CONFLICT
  }
}
