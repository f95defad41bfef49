package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.outbox.OutboxStatus;
import annai.bot.runtime.Outbox;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.TicketDeadLetterStore.Letter;
import annai.bot.web.ProblemException;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.TicketRef;
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

/** How the ticket system does, and what it could not be told. */
@RestController
@RequestMapping("/api/v1/desk")
final class DeskOutboxController {

  private static final int PAGE = 50;
  private static final int LONGEST_REASON = 1_000;

  private final Outbox outbox;
  private final Webhooks webhooks;
  private final Answers answers;
  private final AuditTrail audit;

  DeskOutboxController(Outbox outbox, Webhooks webhooks, Answers answers, AuditTrail audit) {
    this.audit = audit;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.answers = answers;
  }

  /**
   * How it does.
   *
   * @param waiting commands that are still to be told
   * @param oldest when the oldest of those was added; null when none waits
   * @param twins tickets that were ever found to be opened twice
   * @param breaker "closed" when the system is asked, "open" when it is left alone, "half-open"
   *     when it is tried again; of the node that answers
   * @param lastFailure of the ticket system, in its words; null before the first one
   * @param webhooksOut webhooks to others that were given up
   * @param webhooksIn webhooks from ticket systems that failed
   */
  record Status(
      String system,
      long waiting,
      @Nullable Instant oldest,
      long deadLetters,
      long twins,
      String breaker,
      @Nullable String lastFailure,
      long webhooksOut,
      long webhooksIn) {}

  /**
   * A command that was given up.
   *
   * @param system null, like the key, when the ticket was never opened
   * @param verb such as "open" or "comment"
   */
  record Line(
      long id,
      @Nullable String system,
      @Nullable String key,
      @Nullable String conversation,
      String verb,
      String reason,
      int attempts,
      Instant addedAt,
      Instant since) {

    static Line of(Letter letter) {
      TicketRef ref = letter.ref();
      return new Line(
          letter.id(),
          ref == null ? null : ref.system(),
          ref == null ? null : ref.key(),
          letter.conversation(),
          letter.verb(),
          letter.reason(),
          letter.attempts(),
          letter.addedAt(),
          letter.since());
    }
  }

  record Letters(List<Line> letters, boolean more) {}

  /** How many are on their way again. */
  record Requeued(int requeued) {}

  record Discard(@Nullable String why) {}

  @GetMapping("/outbox")
  ResponseEntity<Status> status() {
    OutboxStatus status = outbox.status();
    return answers.polled(
        new Status(
            status.system(),
            status.waiting(),
            status.oldest().orElse(null),
            status.deadLetters(),
            status.twins(),
            status.breaker().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            status.lastFailure().orElse(null),
            webhooks.deliveries().countGivenUp(),
            webhooks.inbox().countFailed()));
  }

  /**
   * The oldest first.
   *
   * @param after the id of the last letter of the page before; 0 for the first page
   */
  @GetMapping("/dead-letters")
  ResponseEntity<Letters> letters(@RequestParam(defaultValue = "0") long after) {
    List<Letter> found = outbox.deadLetters().page(after, PAGE + 1);
    return answers.polled(
        new Letters(found.stream().limit(PAGE).map(Line::of).toList(), found.size() > PAGE));
  }

  @PostMapping("/dead-letters/requeue")
  ResponseEntity<Requeued> requeueAll(@AuthenticationPrincipal Agent me) {
    int requeued = outbox.deadLetters().requeueAll();
    audit.note(me, Deed.REQUEUED_ALL);
    return Answers.of(HttpStatus.OK, new Requeued(requeued));
  }

  @PostMapping("/dead-letters/{letter}/requeue")
  ResponseEntity<Void> requeue(@PathVariable long letter, @AuthenticationPrincipal Agent me) {
    return done(outbox.deadLetters().requeue(letter), me, Deed.REQUEUED, letter);
  }

  /** For administrators. */
  @PostMapping(
      value = "/dead-letters/{letter}/discard",
      consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> discard(
      @PathVariable long letter, @RequestBody Discard discard, @AuthenticationPrincipal Agent me) {
    String why = discard.why();
    if (why == null || why.isBlank() || why.length() > LONGEST_REASON) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "why: expected 1 to 1000 characters");
    }
    return done(
        outbox.deadLetters().discard(letter, me.name(), why.strip()), me, Deed.DISCARDED, letter);
  }

  /** Somebody else may have been quicker. */
  private ResponseEntity<Void> done(boolean done, Agent me, Deed deed, long letter) {
    if (!done) {
      throw new ProblemException(HttpStatus.NOT_FOUND, "There is no such dead letter any more");
    }
    audit.note(me, deed, Long.toString(letter));
    return Answers.nothing();
  }
}
