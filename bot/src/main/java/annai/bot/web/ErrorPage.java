package annai.bot.web;

import annai.bot.store.Outage;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What failed before or after the dispatcher, as a problem detail too. */
@RestController
final class ErrorPage implements ErrorController {

  private final Problems problems;

  ErrorPage(Problems problems) {
    this.problems = problems;
  }

  @RequestMapping("${server.error.path:/error}")
  void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure
        && Outage.isBehind(failure)) {
      problems.write(response, Problems.unavailable());
      return;
    }
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
    HttpStatus answered = status == null ? HttpStatus.NOT_FOUND : status;
    problems.write(response, answered, Problems.sentence(answered));
  }
}
