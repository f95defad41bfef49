package annai.bot.conversation;

import annai.connectors.probe.ProbeResult;
import annai.knowledge.Language;
import annai.knowledge.Library;
import annai.knowledge.Procedure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One turn in the making: the conversation as it changes, and the effects so far. */
final class Turn {

  private static final int EVIDENCE_KEPT = 20;

  final String id;
  final Library library;
  final TicketPolicy policy;
  final Timings timings;
  final boolean writesLetters;

  Language language;
  Customer customer;
  @Nullable String mailClient;
  @Nullable String otherMailClient;
  @Nullable Ticketing ticket;
  @Nullable String incident;
  Awaited awaited;
  @Nullable Asked asked;
  @Nullable State interrupted;
  State state;
  int notUnderstood;

  private final String revision;
  private final Set<Mark> marks;
  private Set<String> stepsDone;
  private List<EvidenceTaken> evidence;
  private final List<Effect> effects = new ArrayList<>();
  private int episode;
  private long epoch;
  private int calls;

  Turn(
      Conversation from,
      Library library,
      TicketPolicy policy,
      Timings timings,
      boolean writesLetters) {
    this.library = library;
    this.policy = policy;
    this.timings = timings;
    this.writesLetters = writesLetters;
    id = from.id();
    language = from.language();
    customer = from.customer();
    mailClient = from.mailClient();
    otherMailClient = from.otherMailClient();
    revision = from.revision();
    ticket = from.ticket();
    incident = from.incident();
    episode = from.episode();
    epoch = from.epoch();
    notUnderstood = from.notUnderstood();
    calls = from.calls();
    awaited = from.awaited();
    asked = from.asked();
    marks = EnumSet.noneOf(Mark.class);
    marks.addAll(from.marks());
    interrupted = from.interrupted();
    stepsDone = new LinkedHashSet<>(from.stepsDone());
    evidence = new ArrayList<>(from.evidence());
    state = from.state();
  }

  Transition end() {
    if (!(state instanceof State.WaitingForAgent)) {
      Letters.close(this);
    }
    return new Transition(
        new Conversation(
            id,
            language,
            customer,
            mailClient,
            otherMailClient,
            revision,
            ticket,
            incident,
            episode,
            epoch,
            notUnderstood,
            calls,
            awaited,
            asked,
            marks,
            interrupted,
            List.copyOf(stepsDone),
            evidence,
            state),
        effects);
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void say(Utterance utterance) {
    effects.add(new Effect.Say(utterance));
  }

  /** Says a sentence; placeholders and their values alternate. */
  void say(String key, String... values) {
    Map<String, String> byName = new HashMap<>();
    for (int i = 0; i + 1 < values.length; i += 2) {
      byName.put(values[i], values[i + 1]);
    }
    say(new Utterance.Words(key, byName));
  }

  /** Buttons whose labels are the wordings "choice.ID". */
  void choices(String... ids) {
    say(
        new Utterance.Choices(
            List.of(ids).stream().map(choice -> new Choice(choice, "choice." + choice)).toList()));
  }

  void schedule(Timer timer) {
    effects.add(
        new Effect.Schedule(
            timer,
            switch (timer) {
              case SILENCE -> timings.silence();
              case TEST_MAIL -> timings.testMail();
              case PROBE_AGAIN -> timings.probeAgain();
              case WATCH -> timings.watch();
              case AGENT -> timings.agent();
              case ABANDONED -> timings.abandoned();
            }));
  }

  void cancel(Timer... timers) {
    for (Timer timer : timers) {
      effects.add(new Effect.Cancel(timer));
    }
  }

  /** An id for an effect whose answer comes later; unique over all conversations. */
  String call() {
    calls++;
    return id + "." + calls;
  }

  /** Whether this is the first time; it is not any more. */
  boolean first(Mark mark) {
    return marks.add(mark);
  }

  boolean has(Mark mark) {
    return marks.contains(mark);
  }

  void forget(Mark... forgotten) {
    for (Mark mark : forgotten) {
      marks.remove(mark);
    }
  }

  void done(Procedure.Phase phase, String step) {
    stepsDone.add(
        switch (phase) {
              case CONFIRM -> "confirm/";
              case CHANGE -> "change/";
            }
            + step);
  }

  boolean changedSomething() {
    return stepsDone.stream().anyMatch(step -> step.startsWith("change/"));
  }

  void forgetSteps() {
    stepsDone = new LinkedHashSet<>();
  }

  void take(Purpose purpose, ProbeResult result) {
    evidence.add(new EvidenceTaken(purpose, result));
    if (evidence.size() > EVIDENCE_KEPT) {
      evidence = evidence.subList(evidence.size() - EVIDENCE_KEPT, evidence.size());
    }
  }

  List<EvidenceTaken> evidence() {
    return evidence;
  }

  int episode() {
    return episode;
  }

  String ticketKey() {
    return id + "/" + episode;
  }

  void nextEpisode() {
    episode++;
    ticket = null;
    asked = null;
    awaited = Awaited.NOTHING;
    interrupted = null;
    evidence = new ArrayList<>();
    boolean knowsContact = has(Mark.ASKED_CONTACT);
    marks.clear();
    if (knowsContact) {
      marks.add(Mark.ASKED_CONTACT);
    }
    forgetSteps();
  }

  /** The ticket is no more; another one gets another key. */
  void nextTicket() {
    episode++;
    ticket = null;
  }

  boolean isAsked(Asked.Kind kind) {
    return asked != null && asked.kind() == kind;
  }

  void raiseEpoch() {
    epoch++;
  }

  TicketReport report(TicketReport.Topic topic, @Nullable String words) {
    String named = mailClient != null ? mailClient : otherMailClient;
    return new TicketReport(topic, customer, named, List.copyOf(stepsDone), evidence, words);
  }

  Optional<Procedure> procedure() {
    return Optional.ofNullable(mailClient).flatMap(library::procedure);
  }
}
