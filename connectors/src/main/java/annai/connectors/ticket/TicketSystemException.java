package annai.connectors.ticket;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A ticket system did not do what was asked. Its message never holds a secret. */
public final class TicketSystemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final @Nullable Duration retryAfter;

  public TicketSystemException(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public TicketSystemException(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  public Kind kind() {
    return kind;
  }

  /** When the system asked to be left alone until. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the same call may go through later. */
  public boolean retryable() {
    return switch (kind) {
      case UNREACHABLE, UNCERTAIN, BUSY, CONFLICT, UNAUTHORIZED -> true;
      case FORBIDDEN, NOT_FOUND, REJECTED, TOO_LARGE, UNSUPPORTED -> false;
    };
  }

  /** Whether the trouble is the system's, so that other tickets would meet it, too. */
  public boolean ofSystem() {
    return switch (kind) {
      case UNREACHABLE, UNCERTAIN, BUSY, UNAUTHORIZED -> true;
      case CONFLICT, FORBIDDEN, NOT_FOUND, REJECTED, TOO_LARGE, UNSUPPORTED -> false;
    };
  }

  /** What kind of failure it is. */
  public enum Kind {
    /** The request did not get there: nothing happened. */
    UNREACHABLE,
    /** The answer was lost: it may have happened. */
    UNCERTAIN,
    /** Refused before it was worked on: too many requests, maintenance. */
    BUSY,
    /** Somebody else changed the same thing at the same time. */
    CONFLICT,
    /** The login is wrong or has expired; a person mends it, and the same call goes through. */
    UNAUTHORIZED,
    /** The login has no right to do this. */
    FORBIDDEN,
    NOT_FOUND,
    /** The system does not accept the content. */
    REJECTED,
    TOO_LARGE,
    UNSUPPORTED
  }
}
