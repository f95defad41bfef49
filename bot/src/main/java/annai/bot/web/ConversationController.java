package annai.bot.web;

import annai.bot.runtime.Conversations;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.Conversations.StepPosition;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.runtime.Conversations.View;
import annai.bot.understanding.Masking;
import annai.bot.understanding.UnmaskedText;
import annai.knowledge.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The customers' API; {@link BearerInterceptor} has checked the right to the conversation before.
 */
@RestController
@RequestMapping("/api/v1/conversations")
final class ConversationController {

  /** How many rows one answer holds; the rest comes with {@code after} or by the stream. */
  static final int MAX_ROWS = 500;

  private static final Pattern MESSAGE_ID = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
  private static final Pattern CHOICE = Pattern.compile("\\P{Cntrl}{1,100}");
  private static final Pattern PAGE =
      Pattern.compile("(?=.{1,300}$)https?://[\\x21-\\x7E&&[^#?]]+");
  private static final Pattern CODE = Pattern.compile("[\\x21-\\x7E]{1,100}");

  private final CustomerAccess conversations;
  private final EventStreams streams;
  private final RequestLimits limits;

  ConversationController(CustomerAccess conversations, EventStreams streams, RequestLimits limits) {
    this.conversations = conversations;
    this.streams = streams;
    this.limits = limits;
  }

  /**
   * A new conversation, also with a ticket that is there and of somebody whom the site knows, or by
   * a code of another device the one that is there.
   */
  record Begin(
      @Nullable String language,
      @Nullable String ticketLink,
      @Nullable String resumeCode,
      @Nullable String identity) {
    @Override
    public String toString() {
      return "Begin[language=" + language + "]";
    }
  }

  record Begun(String id, String token) {
    @Override
    public String toString() {
      return "Begun[id=" + id + "]";
    }
  }

  record Taken(long seq) {}

  /**
   * Where the code is to be opened.
   *
   * @param page the address of the chat page, as the browser knows it
   */
  record ResumePage(@Nullable String page) {}

  /**
   * A code by which another device joins.
   *
   * @param qrCode the page's address with the code as an SVG image; null where no page was named
   */
  record ResumeCode(String code, @Nullable String qrCode) {
    @Override
    public String toString() {
      return "ResumeCode[***]";
    }
  }

  /** The conversation as it is now, with its rows. */
  record Shown(
      String id,
      String state,
      @Nullable String mailClient,
      @Nullable Step step,
      @Nullable TicketView ticket,
      String language,
      boolean withAgent,
      long lastSeq,
      List<Row> messages) {

    record Step(int n, int of, String phase) {
      static @Nullable Step of(@Nullable StepPosition position) {
        return position == null
            ? null
            : new Step(
                position.n(), position.of(), position.phase().name().toLowerCase(Locale.ROOT));
      }
    }

    static Shown of(View view, List<Row> rows) {
      return new Shown(
          view.id(),
          view.state(),
          view.mailClient(),
          Step.of(view.step()),
          view.ticket(),
          view.language(),
          view.withAgent(),
          view.lastSeq(),
          rows);
    }
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Begun> begin(@RequestBody Begin asked, HttpServletRequest request) {
    limits.begin(request.getRemoteAddr());
    Started started = started(asked);
    return ResponseEntity.status(HttpStatus.CREATED)
        .cacheControl(CacheControl.noStore())
        .body(new Begun(started.id(), started.token()));
  }

  private Started started(Begin asked) {
    String code = asked.resumeCode();
    String link = asked.ticketLink();
    String identity = asked.identity();
    if (identity != null) {
      require(code == null, "Expected resumeCode or identity, and not both");
      return conversations.startSignedIn(identity, link, language(asked.language()));
    }
    if (code == null && link == null) {
      return conversations.start(language(asked.language()));
    }
    require(code == null || link == null, "Expected resumeCode or ticketLink, and not both");
    if (link != null) {
      return conversations.startFromTicket(link, language(asked.language()));
    }
    require(code != null && CODE.matcher(code).matches(), "resumeCode: expected a code as given");
    return conversations.resume(String.valueOf(code));
  }

  @GetMapping(value = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Shown> show(
      @PathVariable String id, @RequestParam(defaultValue = "0") long after) {
    require(after >= 0, "after: expected a seq, 0 or more");
    View view = conversations.view(id);
    return noStore(HttpStatus.OK, Shown.of(view, conversations.rows(id, after, MAX_ROWS)));
  }

  /** Words or a button; the words are masked before any string is made of them. */
  @PostMapping(value = "/{id}/messages", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Taken> say(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    try (MessageBody.Message message = MessageBody.read(request.getInputStream())) {
      String messageId = message.clientMessageId();
      if (messageId == null || !MESSAGE_ID.matcher(messageId).matches()) {
        throw new ProblemException(
            HttpStatus.BAD_REQUEST,
            "clientMessageId: expected 1 to 64 letters, digits, '.', '_', ':' or '-'");
      }
      return noStore(
          HttpStatus.ACCEPTED, new Taken(conversations.say(id, messageId, input(message))));
    }
  }

  /**
   * The rows as they come.
   *
   * @param lastEventId of a stream that broke off; without it the customer has opened the page
   * @param after the last row that is on the page already, where there is no lastEventId
   */
  @GetMapping(value = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void events(
      @PathVariable String id,
      @RequestAttribute(BearerInterceptor.TOKEN) String token,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable Long lastEventId,
      @RequestParam(defaultValue = "0") long after,
      HttpServletRequest request,
      HttpServletResponse response) {
    long from = lastEventId == null ? after : lastEventId;
    require(from >= 0, "Last-Event-ID and after: expected a seq, 0 or more");
    if (lastEventId == null) {
      conversations.cameBack(id);
    }
    streams.open(id, token, from, request, response);
  }

  /** A login check; nothing of its body becomes a string. */
  @PostMapping(value = "/{id}/probe", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Void> probe(@PathVariable String id, HttpServletRequest request)
      throws IOException {
    return switch (conversations.checkLogin(id, CredentialsBody.read(request.getInputStream()))) {
      case LoginCheck.Accepted _ ->
          ResponseEntity.accepted().cacheControl(CacheControl.noStore()).build();
      case LoginCheck.TooManyTries(var retryAfter) ->
          throw new ProblemException(
              HttpStatus.TOO_MANY_REQUESTS, "This account had its tries", retryAfter);
      case LoginCheck.NotOffered _ ->
          throw new ProblemException(
              HttpStatus.CONFLICT, "The conversation does not ask for a login now");
    };
  }

  @PostMapping("/{id}/resume-code")
  ResponseEntity<ResumeCode> resumeCode(
      @PathVariable String id, @RequestBody(required = false) @Nullable ResumePage asked) {
    String page = asked == null ? null : asked.page();
    require(
        page == null || PAGE.matcher(page).matches(),
        "page: expected the address of the chat page, of at most 300 characters and without a query");
    String code = conversations.resumeCode(id);
    return noStore(
        HttpStatus.CREATED,
        new ResumeCode(code, page == null ? null : QrCode.svg(page + "#" + code)));
  }

  @DeleteMapping("/{id}")
  ResponseEntity<Void> erase(@PathVariable String id) {
    conversations.erase(id);
    streams.end(id);
    return ResponseEntity.noContent().build();
  }

  /** The mailto address of a row as a QR code, for the customer's phone. */
  @GetMapping(value = "/{id}/messages/{seq}/qr-code", produces = "image/svg+xml")
  ResponseEntity<String> qrCode(@PathVariable String id, @PathVariable long seq) {
    require(seq > 0, "seq: expected 1 or more");
    return conversations.rows(id, seq - 1, 1).stream()
        .filter(row -> row.seq() == seq && row.body().path("testMail").path("address").isString())
        .findFirst()
        .map(row -> QrCode.svg("mailto:" + row.body().path("testMail").path("address").asString()))
        .map(svg -> noStore(HttpStatus.OK, svg))
        .orElseThrow(
            () -> new ProblemException(HttpStatus.NOT_FOUND, "There is no address in this row"));
  }

  private static Input input(MessageBody.Message message) {
    UnmaskedText text = message.text();
    String choice = message.choice();
    if (message.rating() != null) {
      require(choice == null, "Expected rating with or without text, and no choice");
      require(
          message.rating() >= 1 && message.rating() <= 5, "rating: expected a number from 1 to 5");
      return new Input.Rating(message.rating(), text == null ? null : masked(text));
    }
    require((text == null) != (choice == null), "Expected text or choice, and not both");
    if (text == null) {
      require(
          choice != null && CHOICE.matcher(choice).matches(),
          "choice: expected the id of a choice");
      return new Input.Choice(String.valueOf(choice));
    }
    return new Input.Text(masked(text));
  }

  private static Masking.Masked masked(UnmaskedText text) {
    require(
        !text.isBlank() && text.length() <= Conversations.MAX_TEXT,
        "text: expected 1 to %d characters".formatted(Conversations.MAX_TEXT));
    require(text.isReadable(), "text: expected no control characters but line breaks and tabs");
    return Masking.mask(text);
  }

  private static @Nullable Language language(@Nullable String code) {
    return switch (code) {
      case null -> null;
      case "ja" -> Language.JA;
      case "en" -> Language.EN;
      default ->
          throw new ProblemException(HttpStatus.BAD_REQUEST, "language: expected 'ja' or 'en'");
    };
  }

  private static void require(boolean condition, String expectation) {
    if (!condition) {
      throw new ProblemException(HttpStatus.BAD_REQUEST, expectation);
    }
  }

  private static <T> ResponseEntity<T> noStore(HttpStatus status, T body) {
    return ResponseEntity.status(status).cacheControl(CacheControl.noStore()).body(body);
  }
}
