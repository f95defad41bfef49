package annai.bot.web.desk;

import annai.bot.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hints for the desk's pages, as server-sent events. */
@RestController
final class DeskEventController {

  static final String PATH = "/api/v1/desk/events";

  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final DeskEvents events;

  DeskEventController(DeskEvents events) {
    this.events = events;
  }

  @GetMapping(value = PATH, produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void events(HttpServletRequest request, HttpServletResponse response) {
    HttpSession session = request.getSession(false);
    if (session == null) {
      throw ProblemException.unauthorized("Session", "Expected the session of an agent");
    }
    if (!events.open(session.getId(), request, response)) {
      throw new ProblemException(
          HttpStatus.TOO_MANY_REQUESTS,
          "This session has %d streams open".formatted(DeskEvents.MAX_PER_SESSION),
          RETRY_AFTER);
    }
  }
}
