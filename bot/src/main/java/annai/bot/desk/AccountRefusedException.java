package annai.bot.desk;

/** Something about an account can't be done; the message says what was expected. */
public final class AccountRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  AccountRefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** Why. */
  public enum Reason {
    /** The code was never given out, is used up or too old. */
    CODE,
    /** Login, name or password is not of the form that was expected. */
    MALFORMED,
    /** The login or the name belongs to somebody else. */
    TAKEN,
    /** The present password is another one. */
    PASSWORD,
    /** What an authenticator answered proves nothing. */
    PASSKEY,
    /** The agent has as many passkeys as there may be. */
    TOO_MANY_PASSKEYS,
    /** There is no such account. */
    UNKNOWN,
    /** Nobody could manage accounts any more. */
    LAST_ADMINISTRATOR
  }
}
