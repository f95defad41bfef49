package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.understanding.Meaning;
import annai.bot.understanding.MeaningReader;
import annai.bot.wording.Rendered;
import annai.bot.wording.Wording;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.knowledge.Language;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays one script through the real engine and the real wording.
 *
 * <p>A line that is an event clears what was heard; the lines after it must be heard in their order
 * (more may be said between them).
 */
final class Dialogue {

  private static final MeaningReader READER = MeaningReader.of(Shipped.CONFIG, Shipped.KNOWLEDGE);

  private final String name;
  private final Engine engine;
  private final Wording wording;
  private Conversation conversation;
  private List<String> heard = new ArrayList<>();
  private @Nullable TicketRef answer;
  private final StringBuilder kept = new StringBuilder();
  final Set<String> stepsShown = new TreeSet<>();

  Dialogue(String name, Language language, Engine engine) {
    this.name = name;
    this.engine = engine;
    wording = Shipped.wording(Language.JA);
    conversation = Conversation.begin("c1", language, Shipped.LIBRARY.revision());
  }

  /** Everything that would be stored or sent to a ticket. */
  String kept() {
    return kept + conversation.toString();
  }

  void play(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#") || line.matches("(language|letters):.*")) {
        continue;
      }
      String[] parts = line.split(":\\s*", 2);
      assertThat(parts).as("%s:%d '%s'", name, i + 1, line).hasSize(2);
      String where = "%s:%d '%s', heard %s".formatted(name, i + 1, line, heard);
      play(parts[0], parts[1].strip(), where);
    }
  }

  private void play(String kind, String what, String where) {
    if (!Set.of("bot", "ticket", "state", "consent").contains(kind) || what.startsWith("person-")) {
      answered();
    }
    switch (kind) {
      case "customer" -> on(customer(what));
      case "probe" -> on(probe(what, where));
      case "mail" ->
          on(
              new Event.TestMailArrived(
                  awaited(conversation.awaited().testMail(), where),
                  result(Verdict.valueOf(what), "check-1@probe.example")));
      case "agent" -> on(agent(what));
      case "link" -> on(link(what));
      case "letter" -> on(new Event.LettersDeclined());
      case "consent" ->
          assertThat(conversation.customer().agreedToMail())
              .as(where)
              .isEqualTo(what.equals("yes"));
      case "timer" -> on(new Event.TimerElapsed(Timer.valueOf(what)));
      case "bot" -> hear(what, where);
      case "ticket" -> ticket(what, where);
      case "state" ->
          assertThat(conversation.state().getClass().getSimpleName()).as(where).isEqualTo(what);
      default -> throw new IllegalArgumentException("Unknown kind of line: " + where);
    }
  }

  /** The ticket system's answer comes before whatever happens next. */
  private void answered() {
    TicketRef ref = answer;
    answer = null;
    if (ref != null) {
      on(new Event.TicketOpened(ticketKey(), ref));
    }
  }

  private static Event customer(String what) {
    if (what.startsWith("(")) {
      return new Event.CameBack();
    }
    if (what.startsWith("[")) {
      return new Event.Said(new Meaning.Chosen(what.substring(1, what.length() - 1)));
    }
    return new Event.Said(READER.read(what));
  }

  private Event probe(String what, String where) {
    boolean login = what.startsWith("login ");
    String call =
        login ? conversation.awaited().loginCheck() : conversation.awaited().serverProbe();
    Verdict verdict = Verdict.valueOf(login ? what.substring("login ".length()) : what);
    ProbeResult result =
        login && verdict == Verdict.OK ? loggedIn() : result(verdict, "mail.mediacat.example:587");
    return new Event.ProbeFinished(awaited(call, where), result);
  }

  private static String awaited(@Nullable String call, String where) {
    assertThat(call).as("nothing is awaited at " + where).isNotNull();
    return Objects.requireNonNull(call);
  }

  private static Event agent(String what) {
    String[] parts = what.split(" ", 2);
    return switch (parts[0]) {
      case "claimed" -> new Event.AgentClaimed(parts[1]);
      case "released" -> new Event.AgentReleased(parts[1], null);
      default -> throw new IllegalArgumentException("Unknown agent line: " + what);
    };
  }

  /** A ticket's number, and what it says. */
  private static Event link(String what) {
    String[] parts = what.split(" ", 2);
    Ticket ticket =
        new Ticket(
            new TicketRef("built-in", parts[0], null),
            TicketDraft.Kind.REQUEST,
            parts[1],
            "",
            new TicketDraft.Requester("Taro", "taro@mediacat.example"),
            Ticket.Status.OPEN,
            Instant.EPOCH,
            List.of());
    return new Event.CameFromTicket("link/built-in/" + parts[0], ticket, READER.read(parts[1]));
  }

  private static ProbeResult loggedIn() {
    StageResult auth = new StageResult(Stage.AUTH, StageResult.State.OK, 12, "235 2.7.0 ok");
    ProbeTrace trace =
        new ProbeTrace("mail.mediacat.example:587", List.of(auth), null, Set.of(), null);
    return new ProbeResult.Healthy(Verdict.OK, trace, null);
  }

  static ProbeResult result(Verdict verdict, String target) {
    String reply =
        switch (verdict) {
          case AUTH_REJECTED -> "535 5.7.8 Error: authentication failed";
          case OLD_SETTINGS -> "from pc by mx.example with ESMTP";
          default -> null;
        };
    ProbeTrace trace = new ProbeTrace(target, List.of(), null, Set.of(), reply);
    return switch (verdict) {
      case OK -> new ProbeResult.Healthy(verdict, trace, null);
      case PROVEN, PROVEN_WITHOUT_TLS ->
          new ProbeResult.Healthy(verdict, trace, "taro@mediacat.example");
      default -> new ProbeResult.Fault(verdict, Stage.CONNECT, trace, null);
    };
  }

  private void ticket(String what, String where) {
    String[] parts = what.split(" ", 2);
    String rest = parts.length > 1 ? parts[1] : "";
    TicketRef ref = conversation.ticket() == null ? null : conversation.ticket().ref();
    switch (parts[0]) {
      case "opened" -> {
        hear("OPEN", where);
        answer = new TicketRef("built-in", rest, null);
      }
      case "answered" -> answered();
      case "incident" -> hear("INCIDENT " + rest, where);
      case "commented" -> hear("COMMENT", where);
      case "closed" -> hear("CLOSE", where);
      case "reopened" -> hear("REOPEN", where);
      case "none" ->
          assertThat(heard).as(where).doesNotContain("OPEN", "COMMENT", "CLOSE", "REOPEN");
      case "opened-late" ->
          on(
              new Event.TicketOpened(
                  conversation.id() + "/" + conversation.episode(),
                  new TicketRef("built-in", rest, null)));
      case "failed" -> on(new Event.TicketFailed(ticketKey(), TicketSystemException.Kind.REJECTED));
      case "delayed" -> on(new Event.TicketDelayed(ticketKey()));
      case "opened-at-last" ->
          on(
              new Event.TicketOpened(
                  conversation.id() + "/" + conversation.episode(),
                  new TicketRef("built-in", rest, null)));
      case "person-commented" ->
          on(new Event.TicketCommented(Objects.requireNonNull(ref), "Sato", rest));
      case "person-reopened" ->
          on(new Event.TicketChanged(Objects.requireNonNull(ref), Ticket.Status.OPEN));
      case "person-deleted" -> on(new Event.TicketDeleted(Objects.requireNonNull(ref)));
      case "person-closed" ->
          on(new Event.TicketChanged(Objects.requireNonNull(ref), Ticket.Status.CLOSED));
      default -> throw new IllegalArgumentException("Unknown ticket line: " + where);
    }
  }

  private String ticketKey() {
    return Objects.requireNonNull(conversation.ticket()).key();
  }

  private void hear(String expected, String where) {
    if (expected.equals("nothing")) {
      assertThat(heard).as(where).isEmpty();
      return;
    }
    int at = heard.indexOf(expected);
    assertThat(at).as(where).isNotNegative();
    heard = new ArrayList<>(heard.subList(at + 1, heard.size()));
  }

  private void on(Event event) {
    Transition transition = engine.on(conversation, event);
    conversation = transition.next();
    kept.append(event).append('\n');
    heard = new ArrayList<>();
    for (Effect effect : transition.effects()) {
      String word = word(effect);
      if (!word.isEmpty()) {
        heard.add(word);
      }
    }
  }

  private String word(Effect effect) {
    return switch (effect) {
      case Effect.Say(var utterance) -> {
        check(wording.render(utterance, conversation), utterance);
        yield word(utterance);
      }
      case Effect.OpenTicket open -> {
        TicketDraft draft = wording.draft(open, conversation);
        assertThat(draft.summary()).isNotBlank();
        kept.append(draft);
        yield open.kind() == TicketDraft.Kind.INCIDENT
            ? "INCIDENT " + open.priority() + " " + open.key()
            : "OPEN";
      }
      case Effect.CommentTicket comment -> {
        kept.append(wording.comment(comment.report(), conversation));
        yield "COMMENT";
      }
      case Effect.CloseTicket close -> {
        kept.append(wording.comment(close.report(), conversation));
        yield "CLOSE";
      }
      case Effect.ReopenTicket reopen -> {
        kept.append(wording.comment(reopen.report(), conversation));
        yield "REOPEN";
      }
      case Effect.Forward(var report) -> {
        kept.append(wording.comment(report, conversation));
        yield "forward";
      }
      case Effect.CallAgent(var reason) -> "call-agent " + reason;
      case Effect.ProbeForAgent _ -> "probe-for-agent";
      case Effect.RunProbe(_, boolean fresh) -> fresh ? "run-probe fresh" : "run-probe";
      case Effect.KeepRating(_, int score, _) -> "rating " + score;
      case Effect.AwaitTestMail _, Effect.Schedule _, Effect.Cancel _ -> "";
    };
  }

  private String word(Utterance utterance) {
    return switch (utterance) {
      case Utterance.Words(String key, _) -> key;
      case Utterance.ShownStep shown -> {
        String step = shown.phase().name().toLowerCase(Locale.ROOT) + "/" + shown.step();
        stepsShown.add(shown.mailClient() + " " + step);
        yield "step " + step;
      }
      case Utterance.ShownControls shown -> "controls " + shown.step();
      case Utterance.ShownCheck(String client) -> {
        stepsShown.add(client + " check");
        yield "check";
      }
      case Utterance.ShownNote _ -> "note";
      case Utterance.Choices(var choices) ->
          "choices " + choices.stream().map(Choice::id).collect(Collectors.joining(","));
      case Utterance.TestMailInvitation(_, var purpose) -> "test-mail " + purpose;
      case Utterance.CredentialsForm _ -> "form";
      case Utterance.ShownEvidence(var result) -> "evidence " + result.verdict();
      case Utterance.ShownTicket(_, var status) -> "ticket " + status;
      case Utterance.Answer _ -> "answer";
      case Utterance.TicketWords _ -> "ticket-words";
      case Utterance.RatingOffer _ -> "rating-offer";
      case Utterance.SignedIn _ -> "signed-in";
      case Utterance.LettersNotice(boolean agreed) ->
          agreed ? "letters.agreed" : "letters.declined";
      case Utterance.HandOff(var phase) -> "hand-off " + phase;
    };
  }

  private void check(Rendered rendered, Utterance utterance) {
    assertThat(rendered.body().toString())
        .as("%s: %s", name, utterance)
        .isNotBlank()
        .doesNotContain("{smtp", "{provider", "null", "！", "Error:");
    if (!rendered.type().equals("choices")) {
      assertThat(String.valueOf(rendered.body().get("text"))).isNotBlank();
    }
  }
}
