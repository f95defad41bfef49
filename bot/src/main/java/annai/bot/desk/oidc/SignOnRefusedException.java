package annai.bot.desk.oidc;

import org.jspecify.annotations.Nullable;

/** Somebody does not come in; the message is for the log and holds nothing secret. */
public final class SignOnRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  SignOnRefusedException(Reason reason, String message) {
    this(reason, message, null);
  }

  SignOnRefusedException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /** The message and what is behind it, in one line; some of it may be the provider's words. */
  public String told() {
    String told = getCause() == null ? getMessage() : getMessage() + ": " + getCause();
    return String.valueOf(told).replaceAll("\\p{Cntrl}+", " ");
  }

  /** Why. */
  public enum Reason {
    /** It was not begun in this browser, is over already, or took too long. */
    STALE,
    /** The agent or the provider broke it off. */
    CANCELLED,
    /** The provider does not answer as it should. */
    PROVIDER,
    /** What the provider answered proves nothing. */
    NOT_PROVEN,
    /** The provider knows them, and no account here is theirs. */
    NO_ACCOUNT,
    /** The required claim is missing. */
    NOT_PERMITTED,
    /** Their account is another person's at the provider. */
    OTHER_ACCOUNT,
    /** An administrator drew a new code, which is to be used first. */
    NOT_FINISHED,
    /** Their account is disabled. */
    DISABLED
  }
}
