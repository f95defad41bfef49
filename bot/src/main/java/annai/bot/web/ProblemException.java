package annai.bot.web;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request can't be answered as asked; the detail is for whoever wrote the caller. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final @Nullable Duration retryAfter;
  private final String challenge;

  public ProblemException(HttpStatus status, String detail) {
    this(status, detail, null);
  }

  public ProblemException(HttpStatus status, String detail, @Nullable Duration retryAfter) {
    this(status, detail, retryAfter, "Bearer");
  }

  private ProblemException(
      HttpStatus status, String detail, @Nullable Duration retryAfter, String challenge) {
    super(detail);
    this.status = status;
    this.retryAfter = retryAfter;
    this.challenge = challenge;
  }

  /** Who asks has to prove who it is, by this scheme. */
  public static ProblemException unauthorized(String challenge, String detail) {
    return new ProblemException(HttpStatus.UNAUTHORIZED, detail, null, challenge);
  }

  HttpStatus status() {
    return status;
  }

  /** The scheme by which an UNAUTHORIZED request would be let through. */
  String challenge() {
    return challenge;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
