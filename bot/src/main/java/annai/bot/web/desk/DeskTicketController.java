package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.runtime.AgentTickets;
import annai.bot.runtime.AgentTickets.Page;
import annai.bot.runtime.UnknownTicketException;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.TicketListStore.Filter;
import annai.bot.store.TicketListStore.ListedTicket;
import annai.bot.web.ProblemException;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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

/** Tickets for agents. */
@RestController
@RequestMapping("/api/v1/desk/tickets")
final class DeskTicketController {

  private static final int PAGE = 50;
  private static final int MAX_OFFSET = 100_000;

  private final AgentTickets tickets;
  private final Answers answers;
  private final InstantSource clock;
  private final AuditTrail audit;

  DeskTicketController(
      AgentTickets tickets, Answers answers, InstantSource clock, AuditTrail audit) {
    this.audit = audit;
    this.tickets = tickets;
    this.answers = answers;
    this.clock = clock;
  }

  /**
   * A ticket in a list.
   *
   * @param system null, like the key, until its system has answered
   * @param kind "request" or "incident"
   */
  record Line(
      @Nullable String system,
      @Nullable String key,
      @Nullable URI url,
      String kind,
      boolean open,
      Instant createdAt,
      @Nullable String summary,
      @Nullable String requesterName,
      @Nullable String requesterAddress,
      @Nullable String conversation,
      @Nullable String mailClient) {

    static Line of(ListedTicket ticket) {
      TicketRef ref = ticket.ref();
      return new Line(
          ref == null ? null : ref.system(),
          ref == null ? null : ref.key(),
          ref == null ? null : ref.url(),
          ticket.incident() ? "incident" : "request",
          ticket.open(),
          ticket.createdAt(),
          ticket.summary(),
          ticket.requester().name(),
          ticket.requester().mailAddress(),
          ticket.conversation(),
          ticket.mailClient());
    }
  }

  record Lines(List<Line> tickets, boolean more) {}

  record Comment(
      String id, Instant at, String author, String text, boolean internal, boolean ours) {
    static Comment of(Ticket.Comment comment) {
      return new Comment(
          comment.id(),
          comment.at(),
          comment.author(),
          comment.text(),
          comment.internal(),
          comment.ours());
    }
  }

  record Link(URI url, String title) {}

  /** One ticket as its system has it now. */
  record Shown(
      Line ticket,
      boolean open,
      String summary,
      String description,
      Instant updatedAt,
      List<Comment> comments,
      List<Link> links,
      List<String> files,
      boolean internalComments) {

    static Shown of(AgentTickets.Shown shown) {
      Ticket ticket = shown.ticket();
      return new Shown(
          Line.of(shown.listed()),
          ticket.status() == Ticket.Status.OPEN,
          ticket.summary(),
          ticket.description(),
          ticket.version(),
          ticket.comments().stream().map(Comment::of).toList(),
          shown.links().entrySet().stream().map(e -> new Link(e.getKey(), e.getValue())).toList(),
          shown.files(),
          shown.internalComments());
    }
  }

  record NewComment(
      @Nullable String clientMessageId, @Nullable String text, @Nullable Boolean internal) {}

  record Change(@Nullable String clientMessageId, @Nullable String text) {}

  /**
   * The newest first.
   *
   * @param newerThanDays created in the last so many days
   * @param olderThanDays created before that
   * @param offset how many are left out, in fifties
   */
  @GetMapping
  ResponseEntity<Lines> list(
      @RequestParam(defaultValue = "all") String status,
      @RequestParam(defaultValue = "all") String kind,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String requester,
      @RequestParam(required = false) @Nullable String mailClient,
      @RequestParam(required = false) @Nullable Integer newerThanDays,
      @RequestParam(required = false) @Nullable Integer olderThanDays,
      @RequestParam(defaultValue = "0") int offset) {
    Filter filter =
        new Filter(
            either(status, "status", "open", "closed"),
            either(kind, "kind", "incident", "request"),
            words(text, "text"),
            words(requester, "requester"),
            words(mailClient, "mailClient"),
            daysAgo(newerThanDays, "newerThanDays"),
            daysAgo(olderThanDays, "olderThanDays"));
    Page page = tickets.list(filter, Math.clamp(offset, 0, MAX_OFFSET), PAGE);
    return answers.polled(new Lines(page.tickets().stream().map(Line::of).toList(), page.more()));
  }

  @GetMapping("/{system}/{key}")
  ResponseEntity<Shown> show(@PathVariable String system, @PathVariable String key) {
    return answers.polled(Shown.of(tickets.read(system, key)));
  }

  /** A stranger's file: to be kept, never to be shown by the browser. */
  @GetMapping("/{system}/{key}/file")
  ResponseEntity<byte[]> file(
      @PathVariable String system, @PathVariable String key, @RequestParam String name) {
    Attachment file =
        tickets.file(system, key, name).orElseThrow(() -> new UnknownTicketException(key));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(file.name(), StandardCharsets.UTF_8)
                .build()
                .toString())
        .body(file.content());
  }

  @PostMapping(value = "/{system}/{key}/comments", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> comment(
      @PathVariable String system,
      @PathVariable String key,
      @RequestBody NewComment comment,
      @AuthenticationPrincipal Agent me) {
    if (comment.internal() == null) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, "internal: expected true or false");
    }
    tickets.comment(
        system,
        key,
        me.name(),
        DeskConversationController.messageId(comment.clientMessageId()),
        DeskConversationController.text(comment.text()),
        comment.internal() ? Audience.INTERNAL : Audience.PUBLIC);
    return noted(me, Deed.COMMENTED, system, key);
  }

  @PostMapping(value = "/{system}/{key}/close", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> close(
      @PathVariable String system,
      @PathVariable String key,
      @RequestBody Change change,
      @AuthenticationPrincipal Agent me) {
    tickets.close(
        system,
        key,
        me.name(),
        DeskConversationController.messageId(change.clientMessageId()),
        change.text() == null ? "" : change.text());
    return noted(me, Deed.CLOSED, system, key);
  }

  @PostMapping(value = "/{system}/{key}/reopen", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> reopen(
      @PathVariable String system,
      @PathVariable String key,
      @RequestBody Change change,
      @AuthenticationPrincipal Agent me) {
    tickets.reopen(
        system,
        key,
        me.name(),
        DeskConversationController.messageId(change.clientMessageId()),
        change.text() == null ? "" : change.text());
    return noted(me, Deed.REOPENED, system, key);
  }

  private ResponseEntity<Void> noted(Agent me, Deed deed, String system, String key) {
    audit.note(me, deed, system + "/" + key);
    return Answers.nothing();
  }

  private static @Nullable Boolean either(String value, String name, String yes, String no) {
    if (value.equals("all")) {
      return null;
    }
    if (!value.equals(yes) && !value.equals(no)) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, "%s: expected all, %s or %s".formatted(name, yes, no));
    }
    return value.equals(yes);
  }

  private static @Nullable String words(@Nullable String words, String name) {
    if (words == null || words.isBlank()) {
      return null;
    }
    if (words.length() > 200) {
      throw new ProblemException(
          HttpStatus.BAD_REQUEST, name + ": expected at most 200 characters");
    }
    return words.strip().toLowerCase(Locale.ROOT);
  }

  private @Nullable Instant daysAgo(@Nullable Integer days, String name) {
    if (days == null) {
      return null;
    }
    if (days < 0 || days > 36_500) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, name + ": expected 0 to 36500");
    }
    return clock.instant().minus(Duration.ofDays(days));
  }
}
