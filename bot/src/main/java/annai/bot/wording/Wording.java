package annai.bot.wording;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Diagnosis;
import annai.bot.conversation.Effect;
import annai.bot.conversation.Purpose;
import annai.bot.conversation.State;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Utterance;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.MailClient;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns utterances and reports into text. Safe for use by many threads. */
public final class Wording {

  private final Phrases phrases;
  private final Function<String, Library> libraries;
  private final Function<String, String> testMailAddresses;
  private final SideAnswers answers;
  private final @Nullable Language staff;
  private final Staffing staffing;

  /**
   * A wording for all conversations.
   *
   * @param libraries the library of a revision
   * @param testMailAddresses the address made for the call of an {@link Effect.AwaitTestMail}
   * @param staff the language in which the provider's staff reads tickets; null for the customer's
   */
  public Wording(
      Phrases phrases,
      Function<String, Library> libraries,
      Function<String, String> testMailAddresses,
      SideAnswers answers,
      @Nullable Language staff) {
    this(phrases, libraries, testMailAddresses, answers, staff, Staffing.UNKNOWN);
  }

  private Wording(
      Phrases phrases,
      Function<String, Library> libraries,
      Function<String, String> testMailAddresses,
      SideAnswers answers,
      @Nullable Language staff,
      Staffing staffing) {
    this.phrases = phrases;
    this.libraries = libraries;
    this.testMailAddresses = testMailAddresses;
    this.answers = answers;
    this.staff = staff;
    this.staffing = staffing;
  }

  /** The same, which also tells how soon a person comes. */
  public Wording with(Staffing known) {
    return new Wording(phrases, libraries, testMailAddresses, answers, staff, known);
  }

  /**
   * What the chat shows, in the conversation's language and of its revision.
   *
   * @param conversation as it is after the transition
   */
  public Rendered render(Utterance utterance, Conversation conversation) {
    Speech speech = new Speech(phrases, library(conversation), conversation);
    return switch (utterance) {
      case Utterance.Words(String key, var values) -> text(speech.words(key, values));
      case Utterance.ShownStep shown -> step(speech, shown);
      case Utterance.ShownControls shown -> text(controls(speech, shown));
      case Utterance.ShownCheck(String client) -> check(speech, client);
      case Utterance.ShownNote(String client, int note) -> text(note(speech, client, note));
      case Utterance.Choices shown -> choices(speech, shown);
      case Utterance.TestMailInvitation(String call, Purpose purpose) ->
          invitation(speech, call, purpose);
      case Utterance.CredentialsForm(String call) ->
          new Rendered(
              "choices",
              body("form", "credentials", "call", call, "text", speech.words("login-check.form")));
      case Utterance.ShownEvidence(ProbeResult result) -> evidence(speech, result);
      case Utterance.ShownTicket(_, var status) -> ticket(speech, conversation, status);
      case Utterance.Answer(String question) -> answer(speech, conversation, question);
      case Utterance.TicketWords(String author, String words) ->
          new Rendered(
              "text", body("text", Quoted.lines(words), "author", Quoted.line(author, 80)));
      case Utterance.RatingOffer _ -> rating(speech);
      case Utterance.SignedIn _ -> text(speech.words("signed-in"));
      case Utterance.LettersNotice(boolean agreed) ->
          text(speech.words(agreed ? "letters.agreed" : "letters.declined"));
      case Utterance.HandOff(var phase) -> handOff(speech, conversation, phase);
    };
  }

  /** The ticket to open, in the staff's language. */
  public TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation) {
    return ticketText(conversation).draft(ticket, conversation);
  }

  /** A comment, a resolution or a reason for a ticket, in the staff's language. */
  public String comment(TicketReport report, Conversation conversation) {
    return ticketText(conversation).comment(report, conversation);
  }

  /** A mail with what people wrote, in the conversation's language. */
  public Correspondence letter(
      List<Correspondence.Answer> answers, URI goOn, URI decline, Conversation conversation) {
    return new LetterText(phrases, library(conversation), conversation)
        .write(answers, goOn, decline);
  }

  private TicketText ticketText(Conversation conversation) {
    Language language = staff == null ? conversation.language() : staff;
    return new TicketText(phrases, library(conversation), language);
  }

  private Library library(Conversation conversation) {
    return libraries.apply(conversation.revision());
  }

  private static Rendered text(String text) {
    return new Rendered("text", Map.of("text", text));
  }

  private static Map<String, Object> body(Object... namesAndValues) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (int i = 0; i + 1 < namesAndValues.length; i += 2) {
      body.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return body;
  }

  private static Rendered step(Speech speech, Utterance.ShownStep shown) {
    Step step =
        speech
            .procedure(shown.mailClient())
            .flatMap(procedure -> find(procedure.steps(shown.phase()), shown.step()))
            .orElseThrow(() -> new IllegalArgumentException("No step '%s'".formatted(shown)));
    StepPlace.Phase phase =
        switch (shown.phase()) {
          case CONFIRM -> StepPlace.Phase.CONFIRM;
          case CHANGE -> StepPlace.Phase.CHANGE;
        };
    Map<String, Object> body = body("phase", phase.id(), "id", step.id());
    body.put("n", shown.n());
    body.put("of", shown.of());
    return step(speech, new StepPlace(shown.mailClient(), phase, step.id()), step, body);
  }

  private static Rendered check(Speech speech, String client) {
    Step check =
        speech
            .procedure(client)
            .flatMap(Procedure::checkQuestion)
            .orElseThrow(() -> new IllegalArgumentException("'%s' has no check".formatted(client)));
    StepPlace place = new StepPlace(client, StepPlace.Phase.CHECK, check.id());
    return step(speech, place, check, body("phase", place.phase().id(), "id", check.id()));
  }

  private static Rendered step(
      Speech speech, StepPlace place, Step step, Map<String, Object> body) {
    StepText words = speech.steps();
    body.put("text", words.text(step));
    body.put("controls", words.controls(step));
    if (!step.controls().isEmpty()) {
      body.put("sketch", speech.sketches().shown(place, step, speech.language()));
    }
    body.put("page", speech.page(place.mailClient()));
    return new Rendered("step", body);
  }

  private static Optional<Step> find(List<Step> steps, String id) {
    return steps.stream().filter(step -> step.id().equals(id)).findFirst();
  }

  private static String controls(Speech speech, Utterance.ShownControls shown) {
    StepText words = speech.steps();
    Procedure procedure = speech.procedure(shown.mailClient()).orElseThrow();
    Step step =
        find(procedure.steps(shown.phase()), shown.step())
            .or(procedure::checkQuestion)
            .orElseThrow();
    if (step.controls().isEmpty()) {
      return speech.words("step.no-controls") + "\n" + words.text(step);
    }
    StringBuilder listed = new StringBuilder(speech.words("step.controls"));
    for (var control : step.controls()) {
      listed
          .append("\n- ")
          .append(speech.words("control." + control.kind().id()))
          .append(": ")
          .append(words.label(control));
      if (control.value() != null) {
        listed.append(" = ").append(words.plain(control.value()));
      }
    }
    return listed.toString();
  }

  private static String note(Speech speech, String client, int note) {
    return speech
        .procedure(client)
        .map(procedure -> procedure.notes().get(note).text().in(speech.language()))
        .map(text -> speech.steps().plain(text))
        .orElse("");
  }

  private static Rendered choices(Speech speech, Utterance.Choices shown) {
    List<Map<String, Object>> buttons = new ArrayList<>();
    for (var choice : shown.choices()) {
      String label =
          choice.key().startsWith("mail-client:")
              ? speech.mailClient(choice.key().substring("mail-client:".length()))
              : speech.words(choice.key());
      buttons.add(body("id", choice.id(), "label", label));
    }
    return new Rendered("choices", body("choices", buttons));
  }

  private Rendered invitation(Speech speech, String call, Purpose purpose) {
    String address = testMailAddresses.apply(call);
    String key =
        switch (purpose) {
          case BASELINE -> "test-mail.invite-baseline";
          case AFTER_CHANGE, OUTAGE -> "test-mail.invite-after-change";
        };
    return new Rendered(
        "text",
        body(
            "text",
            speech.words(key),
            "testMail",
            body("address", address, "mailto", "mailto:" + address + "?subject=test")));
  }

  private static Rendered evidence(Speech speech, ProbeResult result) {
    Diagnosis diagnosis = Diagnosis.of(result);
    return new Rendered(
        "evidence",
        body(
            "verdict",
            result.verdict().name(),
            "ok",
            result instanceof ProbeResult.Healthy,
            "whoActs",
            PhraseKeys.of(diagnosis.whoActs()),
            "text",
            speech.words(diagnosis.wordingKey())));
  }

  private static Rendered ticket(
      Speech speech, Conversation conversation, Utterance.ShownTicket.Status status) {
    return new Rendered(
        "ticket",
        body(
            "key",
            Speech.ticketKey(conversation).orElse(""),
            "status",
            PhraseKeys.of(status),
            "text",
            speech.words("ticket." + PhraseKeys.of(status))));
  }

  private Rendered answer(Speech speech, Conversation conversation, String question) {
    return answers
        .answer(question, conversation.language(), library(conversation), conversation.mailClient())
        .map(found -> new Rendered("text", body("text", found.text(), "sources", found.sources())))
        .orElseGet(() -> text(speech.words("answer.unknown")));
  }

  private static Rendered rating(Speech speech) {
    List<Map<String, Object>> scores = new ArrayList<>();
    for (int score = Speech.BEST_SCORE; score > 0; score--) {
      scores.add(body("score", score, "label", speech.words("rating.score-" + score)));
    }
    return new Rendered("rating", body("text", speech.words("rating.ask"), "scores", scores));
  }

  private Rendered handOff(
      Speech speech, Conversation conversation, Utterance.HandOff.Phase phase) {
    Map<String, Object> body = body("phase", PhraseKeys.of(phase));
    if (conversation.state() instanceof State.WithAgent(String agent) && agent != null) {
      body.put("agent", Quoted.line(agent, 80));
    }
    String words = speech.words("hand-off." + PhraseKeys.of(phase));
    body.put(
        "text",
        switch (phase) {
          case CALLED ->
              StaffingText.expected(staffing.now(), speech, body)
                  .map(then -> words + "\n" + then)
                  .orElse(words);
          case CLAIMED, RELEASED -> words;
        });
    return new Rendered("handoff", body);
  }

  /** Names of mail clients for both kinds of text. */
  static String name(Library library, String id, Language language) {
    return library
        .mailClient(id)
        .map(MailClient::name)
        .map(name -> name.in(language))
        .orElseGet(() -> Quoted.line(id, 80));
  }
}
