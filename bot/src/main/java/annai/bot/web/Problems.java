package annai.bot.web;

import annai.bot.attachments.FileRefusedException;
import annai.bot.identity.IdentityRefusedException;
import annai.bot.runtime.InputRefusedException;
import annai.bot.runtime.LetterLinkException;
import annai.bot.runtime.TicketLinkException;
import annai.bot.runtime.UnknownConversationException;
import annai.bot.store.Outage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every failure as a problem detail (RFC 9457); none quotes what was sent or what an exception
 * said.
 */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final JsonMapper json;

  Problems(JsonMapper json) {
    this.json = json;
  }

  /** For places outside of the dispatcher. */
  public void write(HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    byte[] body = json.writeValueAsBytes(ProblemDetail.forStatusAndDetail(status, detail));
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** As {@link #write(HttpServletResponse, HttpStatus, String)}, with when to come again. */
  void write(HttpServletResponse response, ProblemException e) throws IOException {
    if (e.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, seconds(e.retryAfter()));
    }
    write(response, e.status(), detail(e));
  }

  private static String seconds(Duration retryAfter) {
    return Long.toString(Math.max(1, retryAfter.toSeconds() + 1));
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(ProblemException e) {
    ResponseEntity.BodyBuilder answer = answer(e.status());
    if (e.retryAfter() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, seconds(e.retryAfter()));
    }
    if (e.status() == HttpStatus.UNAUTHORIZED) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, e.challenge());
    }
    return answer.body(ProblemDetail.forStatusAndDetail(e.status(), detail(e)));
  }

  @ExceptionHandler
  ResponseEntity<Object> unknown(UnknownConversationException e) {
    return refused(
        new ProblemException(
            HttpStatus.NOT_FOUND, "There is no such conversation for this token or code"));
  }

  /** Whose fault it is, for whoever programs the site; nothing of what the token held. */
  @ExceptionHandler
  ResponseEntity<Object> identity(IdentityRefusedException e) {
    LOG.debug("An identity was refused: {}", e.fault());
    return refused(ProblemException.unauthorized("Identity", detail(e)));
  }

  @ExceptionHandler
  ResponseEntity<Object> input(InputRefusedException e) {
    return refused(
        switch (e.reason()) {
          case TOO_LONG, MALFORMED -> new ProblemException(HttpStatus.BAD_REQUEST, detail(e));
          case CONFLICT -> new ProblemException(HttpStatus.CONFLICT, detail(e));
        });
  }

  /** With the reason as a word, by which a page says it in the customer's language. */
  @ExceptionHandler
  ResponseEntity<Object> file(FileRefusedException e) {
    HttpStatus status =
        switch (e.reason()) {
          case EMPTY, BROKEN, TOO_MANY_PIXELS -> HttpStatus.UNPROCESSABLE_CONTENT;
          case PAGE, PROGRAM, ARCHIVE, UNKNOWN_KIND -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
          case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
          case TOO_MANY_FILES, TOO_MUCH -> HttpStatus.CONFLICT;
        };
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail(e));
    problem.setProperty("reason", e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return answer(status).body(problem);
  }

  @ExceptionHandler
  ResponseEntity<Object> letterLink(LetterLinkException e) {
    return refused(
        new ProblemException(
            HttpStatus.GONE,
            "The link in the mail was opened already, or is older than 7 days; continue where it was"
                + " opened, or wait for the next mail"));
  }

  @ExceptionHandler
  ResponseEntity<Object> ticketLink(TicketLinkException e) {
    return refused(
        switch (e.reason()) {
          case UNREADABLE ->
              new ProblemException(
                  HttpStatus.BAD_REQUEST,
                  "ticketLink: expected the whole value behind #t= as it was given; without one a"
                      + " conversation begins, too");
          case EXPIRED ->
              new ProblemException(
                  HttpStatus.GONE,
                  "This link is too old; ask in the ticket for a new one, or begin without one");
          case NO_TICKET ->
              new ProblemException(
                  HttpStatus.GONE, "The ticket is no longer there; begin without a link");
          case IN_USE ->
              new ProblemException(
                  HttpStatus.CONFLICT,
                  "The conversation that was begun with this link goes on; continue there, or begin"
                      + " without a link");
          case UNAVAILABLE ->
              new ProblemException(
                  HttpStatus.SERVICE_UNAVAILABLE,
                  "The ticket can't be read now; expected later, or without a link",
                  Duration.ofSeconds(10));
        });
  }

  @ExceptionHandler
  ResponseEntity<Object> tooLarge(BodyLimitFilter.TooLargeException e) {
    return refused(new ProblemException(HttpStatus.CONTENT_TOO_LARGE, detail(e)));
  }

  /** Tomcat's word for a body that ended early or came in broken chunks. */
  @ExceptionHandler
  ResponseEntity<Object> broken(BadRequestException e) {
    return refused(
        new ProblemException(
            HttpStatus.BAD_REQUEST, "Expected a body that is as long as was announced"));
  }

  @ExceptionHandler
  ResponseEntity<Object> ours(RuntimeException e) {
    if (Outage.isBehind(e)) {
      LOG.warn("The database can't be used now: {}", String.valueOf(e.getMessage()));
      return refused(unavailable());
    }
    LOG.error("A request failed", e);
    return refused(
        new ProblemException(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The service failed; the same request may pass later"));
  }

  /** The database does not answer: later, and nothing was lost that was acknowledged. */
  static ProblemException unavailable() {
    return new ProblemException(
        HttpStatus.SERVICE_UNAVAILABLE,
        "The database does not answer now; the same request may pass in some seconds",
        Duration.ofSeconds(1));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyLimitFilter.TooLargeException) {
        return refused(
            new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE, BodyLimitFilter.TooLargeException.DETAIL));
      }
    }
    return refused(new ProblemException(HttpStatus.BAD_REQUEST, expectation(e.getCause())));
  }

  /** The framework's own refusals, with its status and a sentence of ours. */
  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    HttpStatus known = HttpStatus.resolve(status.value());
    if (known == null || known.is5xxServerError()) {
      LOG.error("A request failed", e);
    }
    HttpStatus answered = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(answered, sentence(answered));
    return super.handleExceptionInternal(e, problem, headers, status, request);
  }

  static String sentence(HttpStatus status) {
    return switch (status) {
      case NOT_FOUND -> "There is nothing at this address";
      case METHOD_NOT_ALLOWED -> "Expected one of the methods in Allow";
      case UNSUPPORTED_MEDIA_TYPE -> "Expected a body of the type application/json";
      case NOT_ACCEPTABLE -> "Expected to accept the type that this address answers";
      case CONTENT_TOO_LARGE -> BodyLimitFilter.TooLargeException.DETAIL;
      default ->
          status.is5xxServerError()
              ? "The service failed; the same request may pass later"
              : "The request is not of the form that was expected";
    };
  }

  private static String expectation(@Nullable Throwable cause) {
    return switch (cause) {
      case UnrecognizedPropertyException e ->
          "Unknown field; expected only "
              + e.getKnownPropertyIds().stream()
                  .map(Object::toString)
                  .sorted()
                  .collect(Collectors.joining(", "));
      case MismatchedInputException e ->
          "Expected a JSON object with fields of the documented types"
              + e.getPath().stream()
                  .map(JacksonException.Reference::getPropertyName)
                  .filter(name -> name != null)
                  .collect(Collectors.joining(".", "; wrong: ", ""));
      case null, default -> "Expected a JSON object in UTF-8";
    };
  }

  private static String detail(Exception e) {
    return e.getMessage() == null ? "" : e.getMessage();
  }

  private static ResponseEntity.BodyBuilder answer(HttpStatus status) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
