package annai.bot.web.desk;

import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentConversations.AgentRow;
import annai.bot.runtime.AgentConversations.AgentView;
import annai.bot.runtime.AgentConversations.DoneStep;
import annai.bot.runtime.AgentConversations.Evidence;
import annai.bot.runtime.AgentConversations.Listed;
import annai.bot.runtime.AgentConversations.Person;
import annai.bot.runtime.AgentConversations.Waiting;
import annai.bot.store.Agent;
import annai.bot.store.AgentQueueStore.Held;
import annai.bot.store.AgentQueueStore.Search;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.web.ProblemException;
import annai.knowledge.Language;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
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
  private static final int MAX_PAGES = 20;

  private final AgentConversations agents;
  private final Answers answers;
  private final DeedAnswers deeds;

  DeskConversationController(AgentConversations agents, Answers answers, DeedAnswers deeds) {
    this.deeds = deeds;
    this.agents = agents;
    this.answers = answers;
  }

  /**
   * A list.
   *
   * @param waiting how many wait for a person, whichever list it is
   * @param mine what the agent has, what a colleague has just handed to them first
   */
  record Conversations(int waiting, List<Listed> mine, List<Listed> conversations) {}

  /** A page of what was found. */
  record FoundConversations(List<Listed> conversations, boolean more) {}

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

  @GetMapping
  ResponseEntity<Conversations> list(
      @RequestParam(defaultValue = "waiting") String list,
      @RequestParam(defaultValue = "ja") String language,
      @AuthenticationPrincipal Agent me) {
    Language reader = reader(language);
    Waiting waiting = agents.waiting(reader);
    return answers.polled(
        new Conversations(
            waiting.count(),
            agents.heldBy(me.name(), reader),
            switch (list) {
              case "waiting" -> waiting.conversations();
              case "open" -> agents.open(reader);
              default ->
                  throw new ProblemException(
                      HttpStatus.BAD_REQUEST, "list: expected 'waiting' or 'open'");
            }));
  }

  /**
   * What fits, of the last year.
   *
   * @param held who has it: "bot", "nobody", "people", or "solved" or "closed"
   * @param mailClient the catalogue id
   * @param agent the name of who has it
   * @param page from 0 to 19
   */
  @GetMapping("/search")
  ResponseEntity<FoundConversations> search(
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String held,
      @RequestParam(required = false) @Nullable String mailClient,
      @RequestParam(required = false) @Nullable String agent,
      @RequestParam(defaultValue = "0") int page,
      @RequestParam(defaultValue = "ja") String language) {
    if (page < 0 || page >= MAX_PAGES) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "page: expected 0 to 19");
    }
    Search search =
        new Search(
            words(text, "text"),
            held(held),
            words(mailClient, "mailClient"),
            words(agent, "agent"));
    AgentConversations.Found found = agents.search(search, page, reader(language));
    return answers.polled(new FoundConversations(found.conversations(), found.more()));
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
    return deeds.answer(agents.claim(id, me.name(), epoch(seen.epoch())), me, Deed.CLAIMED, id);
  }

  @PostMapping(value = "/{id}/replies", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<?> reply(
      @PathVariable String id, @RequestBody Reply reply, @AuthenticationPrincipal Agent me) {
    return deeds.answer(
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
    return deeds.answer(
        agents.note(id, me.name(), messageId(note.clientMessageId()), text(note.text())),
        me,
        Deed.NOTED,
        id);
  }

  private static @Nullable String words(@Nullable String words, String name) {
    if (words == null || words.isBlank()) {
      return null;
    }
    if (words.length() > 200) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, name + ": expected at most 200 characters");
    }
    return words.strip();
  }

  private static @Nullable Held held(@Nullable String name) {
    return switch (name) {
      case null -> null;
      case "" -> null;
      case "bot" -> Held.BOT;
      case "nobody" -> Held.NOBODY;
      case "people" -> Held.PEOPLE;
      case "solved" -> Held.SOLVED;
      case "closed" -> Held.CLOSED;
      default ->
          throw new ProblemException(
              HttpStatus.BAD_REQUEST,
              "held: expected 'bot', 'nobody', 'people', 'solved' or 'closed'");
    };
  }

  static Language reader(String language) {
    return Language.ofTag(language)
        .orElseThrow(
            () -> new ProblemException(HttpStatus.BAD_REQUEST, "language: expected 'ja' or 'en'"));
  }

  static long epoch(@Nullable Long epoch) {
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
