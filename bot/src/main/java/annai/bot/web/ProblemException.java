package annai.bot.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request can't be answered as asked; the detail is for whoever wrote the caller. */
final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final @Nullable Duration retryAfter;

  ProblemException(HttpStatus status, String detail) {
    this(status, detail, null);
  }

  ProblemException(HttpStatus status, String detail, @Nullable Duration retryAfter) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  HttpStatus status() {
    return status;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
