package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.store.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what; for administrators only. */
@RestController
@RequestMapping("/api/v1/desk/audit")
final class AuditController {

  private static final int PAGE = 100;

  private final AuditTrail trail;
  private final Answers answers;

  AuditController(AuditTrail trail, Answers answers) {
    this.trail = trail;
    this.answers = answers;
  }

  /**
   * Something that was done.
   *
   * @param deed such as "handed-back"
   */
  record Line(long id, Instant at, String login, String name, String deed, String subject) {
    static Line of(AuditEntry entry) {
      return new Line(
          entry.id(),
          entry.at(),
          entry.login(),
          entry.name(),
          entry.deed().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          entry.subject());
    }
  }

  record Lines(List<Line> entries, boolean more) {}

  /**
   * The newest first.
   *
   * @param before the id of the last entry of the page before
   */
  @GetMapping
  ResponseEntity<Lines> list(@RequestParam(required = false) @Nullable Long before) {
    List<AuditEntry> found = trail.page(before == null ? Long.MAX_VALUE : before, PAGE + 1);
    return answers.polled(
        new Lines(found.stream().limit(PAGE).map(Line::of).toList(), found.size() > PAGE));
  }
}
