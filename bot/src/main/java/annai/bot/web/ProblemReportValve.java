package annai.bot.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/** What Tomcat itself refuses, before there is a request, as a problem detail (RFC 9457) too. */
public final class ProblemReportValve extends ErrorReportValve {

  private static final String DETAIL =
      "Expected an HTTP request of a usual method with a Host, at most 8 KB of headers and no control characters,"
          + " encoded slashes or way up in the address";

  @Override
  protected void report(Request request, Response response, @Nullable Throwable thrown) {
    int code = response.getStatus();
    HttpStatus status = HttpStatus.resolve(code);
    boolean nothingToSay = code < 400 || response.getContentWritten() > 0;
    if (nothingToSay || status == null || !response.setErrorReported()) {
      return;
    }
    String detail = code == 400 || code == 501 ? DETAIL : Problems.sentence(status);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      response
          .getReporter()
          .write(
              "{\"detail\":\"%s\",\"status\":%d,\"title\":\"%s\"}"
                  .formatted(detail, code, status.getReasonPhrase()));
      response.finishResponse();
    } catch (IOException | IllegalStateException _) {
      // nobody listens any more
    }
  }
}
