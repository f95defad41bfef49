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
      case UNREACHABLE, BUSY -> true;
      case UNAUTHORIZED, NOT_FOUND, REJECTED, UNSUPPORTED -> false;
    };
  }

  public enum Kind {
    UNREACHABLE,
    BUSY,
    UNAUTHORIZED,
    NOT_FOUND,
    REJECTED,
    UNSUPPORTED
  }
}
