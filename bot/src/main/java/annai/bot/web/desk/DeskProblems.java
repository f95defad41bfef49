package annai.bot.web.desk;

import annai.bot.desk.AccountRefusedException;
import annai.bot.runtime.UnknownConversationException;
import annai.bot.runtime.UnknownTicketException;
import annai.bot.web.Problems;
import annai.connectors.ticket.TicketSystemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What the desk refuses, as problem details (RFC 9457); {@code reason} is for the page. */
@RestControllerAdvice(basePackageClasses = DeskProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DeskProblems implements AuthenticationEntryPoint, AccessDeniedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(DeskProblems.class);

  private final Problems problems;

  DeskProblems(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> account(AccountRefusedException e) {
    HttpStatus status =
        switch (e.reason()) {
          case MALFORMED -> HttpStatus.BAD_REQUEST;
          case CODE, PASSWORD, PASSKEY -> HttpStatus.FORBIDDEN;
          case UNKNOWN -> HttpStatus.NOT_FOUND;
          case TAKEN, LAST_ADMINISTRATOR, TOO_MANY_PASSKEYS -> HttpStatus.CONFLICT;
        };
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(status, String.valueOf(e.getMessage()));
    problem.setProperty("reason", e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return answer(problem);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unknown(UnknownConversationException e) {
    return answer(
        ProblemDetail.forStatusAndDetail(
            HttpStatus.NOT_FOUND, "There is no such conversation, or it was erased"));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unknown(UnknownTicketException e) {
    return answer(
        ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no such ticket of ours"));
  }

  /** The ticket system's own words stay in the log. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> ticketSystem(TicketSystemException e) {
    LOG.info("A ticket could not be shown or changed at the desk: {}", e.getMessage());
    HttpStatus status =
        switch (e.kind()) {
          case NOT_FOUND -> HttpStatus.NOT_FOUND;
          case UNSUPPORTED -> HttpStatus.CONFLICT;
          case UNREACHABLE,
              UNCERTAIN,
              BUSY,
              CONFLICT,
              UNAUTHORIZED,
              FORBIDDEN,
              REJECTED,
              TOO_LARGE ->
              HttpStatus.SERVICE_UNAVAILABLE;
        };
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(status, "The ticket system did not do it: " + e.kind());
    problem.setProperty("reason", "ticket-system");
    problem.setProperty("kind", e.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    return answer(problem);
  }

  static ResponseEntity<ProblemDetail> answer(ProblemDetail problem) {
    return ResponseEntity.status(problem.getStatus())
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(problem);
  }

  /** Nobody is logged in. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"desk\"");
    problems.write(response, HttpStatus.UNAUTHORIZED, "Expected the session of an agent");
  }

  /** Somebody is, but may not; or the request isn't known to come from the page. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    problems.write(
        response,
        HttpStatus.FORBIDDEN,
        e instanceof CsrfException
            ? "Expected the header %s with the value of the page's cookie"
                .formatted(DeskCookies.CSRF_HEADER)
            : "Expected the session of an administrator");
  }
}
