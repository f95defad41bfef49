package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentConversations.AgentRow;
import annai.bot.runtime.AgentConversations.AgentView;
import annai.bot.runtime.AgentConversations.DoneStep;
import annai.bot.runtime.AgentConversations.Evidence;
import annai.bot.runtime.AgentConversations.Listed;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.runtime.AgentConversations.Person;
import annai.bot.runtime.AgentConversations.Waiting;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.knowledge.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Conversations for agents: the queue, one of them, and what an agent does to it. */
@RestController
@RequestMapping("/api/v1/desk/conversations")
final class DeskConversationController {

  private static final int MAX_ROWS = 500;

  private final AgentConversations agents;
  private final Answers answers;
  private final AuditTrail audit;

  DeskConversationController(AgentConversations agents, Answers answers, AuditTrail audit) {
    this.audit = audit;
    this.agents = agents;
    this.answers = answers;
  }

  /**
   * A list.
   *
   * @param waiting how many wait for a person, whichever list it is
   */
  record Conversations(int waiting, List<Listed> conversations) {}

  /** The conversation as it is now, with its rows. */
  record Shown(
      Listed conversation,
      long epoch,
      Instant createdAt,
      Person customer,
      @Nullable Step step,
      List<DoneStep> stepsDone,
      List<Evidence> evidence,
      long lastSeq,
      List<ShownRow> rows) {

    record Step(int n, int of, String phase) {}

    static Shown of(AgentView view, List<AgentRow> rows) {
      var step = view.step();
      return new Shown(
          view.conversation(),
          view.epoch(),
          view.createdAt(),
          view.customer(),
          step == null
              ? null
              : new Step(step.n(), step.of(), step.phase().name().toLowerCase(Locale.ROOT)),
          view.stepsDone(),
          view.evidence(),
          view.lastSeq(),
          rows.stream().map(ShownRow::of).toList());
    }
  }

  /** A row; forCustomer is false for what only agents see. */
  record ShownRow(
      long seq, Instant at, String from, String type, JsonNode body, boolean forCustomer) {
    static ShownRow of(AgentRow row) {
      return new ShownRow(
          row.row().seq(),
          row.row().at(),
          row.row().from(),
          row.row().type(),
          row.row().body(),
          row.forCustomer());
    }
  }

  /** The epoch that the agent saw. */
  record Seen(@Nullable Long epoch) {}

  record Reply(@Nullable Long epoch, @Nullable String clientMessageId, @Nullable String text) {}

  record Note(@Nullable String clientMessageId, @Nullable String text) {}

  /** It is done; the epoch is to be carried from now on. */
  record Done(long epoch, long seq) {}

  @GetMapping
  ResponseEntity<Conversations> list(
      @RequestParam(defaultValue = "waiting") String list,
      @RequestParam(defaultValue = "ja") String language) {
    Language reader = reader(language);
    Waiting waiting = agents.waiting(reader);
    return answers.polled(
        new Conversations(
            waiting.count(),
            switch (list) {
              case "waiting" -> waiting.conversations();
              case "open" -> agents.open(reader);
              default ->
                  throw new ProblemException(
                      HttpStatus.BAD_REQUEST, "list: expected 'waiting' or 'open'");
            }));
  }

  /**
   * One conversation.
   *
   * @param after rows up to this seq are left out
   * @param language in which the steps are told
   */
  @GetMapping("/{id}")
  ResponseEntity<Shown> show(
      @PathVariable String id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "ja") String language) {
    return answers.polled(
        Shown.of(agents.view(id, reader(language)), agents.rows(id, Math.max(after, 0), MAX_ROWS)));
  }

  @PostMapping(value = "/{id}/claim", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> claim(
      @PathVariable String id, @RequestBody Seen seen, @AuthenticationPrincipal Agent me) {
    return answer(agents.claim(id, me.name(), epoch(seen.epoch())), me, Deed.CLAIMED, id);
  }

  @PostMapping(value = "/{id}/hand-back", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> handBack(
      @PathVariable String id, @RequestBody Seen seen, @AuthenticationPrincipal Agent me) {
    return answer(agents.handBack(id, me.name(), epoch(seen.epoch())), me, Deed.HANDED_BACK, id);
  }

  @PostMapping(value = "/{id}/replies", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> reply(
      @PathVariable String id, @RequestBody Reply reply, @AuthenticationPrincipal Agent me) {
    return answer(
        agents.reply(
            id,
            me.name(),
            epoch(reply.epoch()),
            messageId(reply.clientMessageId()),
            text(reply.text())),
        me,
        Deed.REPLIED,
        id);
  }

  @PostMapping(value = "/{id}/notes", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> note(
      @PathVariable String id, @RequestBody Note note, @AuthenticationPrincipal Agent me) {
    return answer(
        agents.note(id, me.name(), messageId(note.clientMessageId()), text(note.text())),
        me,
        Deed.NOTED,
        id);
  }

  private ResponseEntity<?> answer(Outcome outcome, Agent me, Deed deed, String id) {
    return switch (outcome) {
      case Outcome.Done(long epoch, long seq) -> {
        audit.note(me, deed, id);
        yield Answers.of(HttpStatus.OK, new Done(epoch, seq));
      }
      case Outcome.Stale stale -> stale(stale);
    };
  }

  private static ResponseEntity<ProblemDetail> stale(Outcome.Stale now) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT,
            now.agent() == null
                ? "The conversation has changed since it was read; nothing was done"
                : "'%s' has the conversation; nothing was done".formatted(now.agent()));
    problem.setProperty("reason", "stale");
    problem.setProperty("epoch", now.epoch());
    problem.setProperty("state", now.state());
    problem.setProperty("agent", now.agent());
    return DeskProblems.answer(problem);
  }

  private static Language reader(String language) {
    return Language.ofTag(language)
        .orElseThrow(
            () -> new ProblemException(HttpStatus.BAD_REQUEST, "language: expected 'ja' or 'en'"));
  }

  private static long epoch(@Nullable Long epoch) {
    if (epoch == null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "epoch: expected the one that was seen");
    }
    return epoch;
  }

  static String messageId(@Nullable String id) {
    if (id == null || !id.matches("[A-Za-z0-9._:-]{1,64}")) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST,
          "clientMessageId: expected 1 to 64 letters, digits, '.', '_', ':' or '-'");
    }
    return id;
  }

  static String text(@Nullable String text) {
    if (text == null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "text: expected 1 to 4000 characters");
    }
    return text;
  }
}
