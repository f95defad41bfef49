package annai.bot.conversation;

import annai.bot.understanding.Command;
import annai.bot.understanding.Intent;
import annai.bot.understanding.Meaning;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.knowledge.Language;
import annai.knowledge.OperatingSystem;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every kind of state, in several conversations, and every kind of event. */
final class Situations {

  static final TicketRef REF = new TicketRef("built-in", "MAIL-1", null);
  private static final String ID = "c1";

  private Situations() {}

  static List<State> states() {
    List<State> states =
        new ArrayList<>(
            List.of(
                new State.Greeting(),
                new State.ChoosingMailClient(List.of()),
                new State.ChoosingMailClient(List.of("outlook-2016", "outlook-2013")),
                new State.Confirming(0),
                new State.Confirming(3),
                new State.Confirming(99),
                new State.Changing(0),
                new State.Changing(2),
                new State.Changing(99),
                new State.Closed(null),
                new State.WithAgent("Sato"),
                new State.WithAgent(null)));
    for (Purpose purpose : Purpose.values()) {
      states.add(new State.TakingEvidence(purpose, ID + ".2", new State.Changing(0)));
      states.add(new State.TakingEvidence(purpose, null, new State.Confirming(0)));
    }
    states.add(
        new State.TakingEvidence(
            Purpose.AFTER_CHANGE, ID + ".2", new State.ChoosingMailClient(List.of())));
    for (State.Resolution resolution : State.Resolution.values()) {
      states.add(new State.Solved(resolution));
      states.add(new State.Closed(resolution));
    }
    for (State.HandOffReason reason : State.HandOffReason.values()) {
      states.add(new State.WaitingForAgent(reason));
    }
    return states;
  }

  static List<Conversation> conversations() {
    List<Conversation> all = new ArrayList<>();
    for (State state : states()) {
      all.add(conversation(state, null, null, null, Set.of(), null));
      all.add(
          conversation(
              state,
              "outlook-2016",
              new Ticketing(ID + "/1", REF, true),
              null,
              EnumSet.allOf(Mark.class),
              null));
      all.add(
          conversation(
              state,
              "thunderbird",
              new Ticketing(ID + "/1", REF, false),
              "CONNECT_REFUSED/mail.mediacat.example:587",
              Set.of(Mark.REPORTED, Mark.ASKED_CONTACT),
              null));
      for (Set<Mark> marks : List.of(Set.of(Mark.REPORTED), Set.of(Mark.HELPED_BY_PERSON))) {
        all.add(
            conversation(
                state,
                "mac-mail",
                new Ticketing(ID + "/1", REF, false),
                null,
                marks,
                Asked.of(Asked.Kind.CLOSED_THERE)));
      }
      for (MailConsent.Answer answer : MailConsent.Answer.values()) {
        all.add(
            withMail(
                conversation(state, null, null, null, Set.of(), Asked.of(Asked.Kind.LETTERS)),
                new MailConsent("taro@mediacat.example", answer)));
      }
      all.add(
          withMail(conversation(state, null, null, null, Set.of(Mark.FROM_TICKET), null), null));
      for (Asked.Kind kind : Asked.Kind.values()) {
        Asked asked =
            new Asked(
                kind, kind == Asked.Kind.CONTACT ? TicketReport.Topic.EVIDENCE_FAILED : null, null);
        all.add(
            conversation(
                state, "iphone-mail", null, null, Set.of(Mark.REPORTED, Mark.REMINDED), asked));
      }
    }
    return all;
  }

  private static Conversation withMail(Conversation c, @Nullable MailConsent consent) {
    Customer customer =
        new Customer("taro@mediacat.example", null, Customer.Trust.STATED, null, consent);
    return new Conversation(
        c.id(),
        c.language(),
        customer,
        c.mailClient(),
        c.otherMailClient(),
        c.revision(),
        c.ticket(),
        c.incident(),
        c.episode(),
        c.epoch(),
        c.notUnderstood(),
        c.calls(),
        c.awaited(),
        c.asked(),
        c.marks(),
        c.interrupted(),
        c.stepsDone(),
        c.evidence(),
        c.state());
  }

  private static Conversation conversation(
      State state,
      @Nullable String mailClient,
      @Nullable Ticketing ticket,
      @Nullable String incident,
      Set<Mark> marks,
      @Nullable Asked asked) {
    return new Conversation(
        ID,
        Language.EN,
        Customer.UNKNOWN,
        mailClient,
        null,
        Shipped.LIBRARY.revision(),
        ticket,
        incident,
        1,
        3,
        1,
        3,
        new Awaited(ID + ".1", ID + ".2", ID + ".3", ID + ".4"),
        asked,
        marks,
        null,
        List.of("confirm/start"),
        List.of(new EvidenceTaken(Purpose.BASELINE, fault(Verdict.OLD_SETTINGS))),
        state);
  }

  static ProbeResult fault(Verdict verdict) {
    return new ProbeResult.Fault(verdict, null, trace(), null);
  }

  private static ProbeTrace trace() {
    return new ProbeTrace(
        "mail.mediacat.example:587", List.of(), null, Set.of(), "535 no\r\n\u202e");
  }

  static List<Event> events() {
    List<Event> events = new ArrayList<>();
    words(events);
    buttons(events);
    events.add(new Event.CameBack());
    events.add(new Event.Attached("screen \u202egnp.png"));
    events.add(new Event.Rated(1, null));
    events.add(new Event.Rated(5, "Thank you"));
    events.add(cameFromTicket(Ticket.Status.OPEN));
    events.add(cameFromTicket(Ticket.Status.CLOSED));
    events.add(new Event.CustomerIdentified("m-1", "Taro", "taro@mediacat.example"));
    events.add(new Event.CustomerIdentified("m-1", null, null));
    events.add(new Event.LettersDeclined());
    events.add(new Event.AgentClaimed("Suzuki"));
    events.add(new Event.AgentReleased("Suzuki", null));
    released(events);
    events.add(new Event.AgentProbed("Suzuki"));
    events.add(new Event.AgentSolved("Suzuki"));
    evidence(events);
    tickets(events);
    for (Timer timer : Timer.values()) {
      events.add(new Event.TimerElapsed(timer));
    }
    return events;
  }

  private static void released(List<Event> events) {
    for (String client : List.of("outlook-2016", "no-such-client")) {
      for (Procedure.Phase phase : Procedure.Phase.values()) {
        List<Step> steps =
            Shipped.LIBRARY.procedure(client).map(found -> found.steps(phase)).orElse(List.of());
        for (Step step : steps) {
          events.add(
              new Event.AgentReleased("Suzuki", new ProcedureStep(client, phase, step.id())));
        }
        events.add(new Event.AgentReleased("Suzuki", new ProcedureStep(client, phase, "no-such")));
      }
    }
  }

  private static Event cameFromTicket(Ticket.Status status) {
    Ticket ticket =
        new Ticket(
            REF,
            TicketDraft.Kind.REQUEST,
            "Can't send",
            "Outlook 2016",
            new TicketDraft.Requester("Taro", "taro@mediacat.example"),
            status,
            Instant.EPOCH,
            List.of());
    return new Event.CameFromTicket(
        "link/built-in/MAIL-1",
        ticket,
        (Meaning.Understood)
            ((Event.Said) said(Intent.CANNOT_SEND, null, List.of("outlook-2016"), false))
                .meaning());
  }

  private static void words(List<Event> events) {
    for (Intent intent : Intent.values()) {
      events.add(said(intent, null, List.of(), false));
      events.add(said(intent, null, List.of("thunderbird"), true));
      events.add(said(intent, Command.NO, List.of("outlook-2016", "outlook-2010"), false));
    }
    for (Command command : Command.values()) {
      events.add(said(null, command, List.of(), false));
    }
    events.add(said(null, null, List.of(), false));
    events.add(said(null, null, List.of(), true));
    events.add(said(null, null, List.of("mac-mail"), false));
    events.add(said(null, null, List.of("no-such-client"), false));
  }

  static Event said(
      @Nullable Intent intent, @Nullable Command command, List<String> ids, boolean question) {
    return new Event.Said(
        new Meaning.Understood(
            "Taro taro@mediacat.example",
            Language.EN,
            ids.isEmpty() && question ? OperatingSystem.WINDOWS : null,
            null,
            null,
            null,
            null,
            List.of(),
            ids,
            intent,
            Set.of(),
            command,
            0.9,
            intent == Intent.ERROR_MESSAGE ? "relay-denied" : null,
            question,
            question ? "taro@mediacat.example" : null));
  }

  private static void buttons(List<Event> events) {
    for (String id :
        List.of(
            "cannot-send",
            "cannot-receive",
            "something-else",
            "done",
            "yes",
            "no",
            "looks-different",
            "help",
            "back",
            "sent",
            "skip",
            "error",
            "test-mail",
            "login-check",
            "again",
            "works-now",
            "still-fails",
            "go-on",
            "person",
            "decline",
            "letters-yes",
            "letters-no",
            "restart",
            "change-client",
            "language:ja",
            "language:en",
            "os:windows",
            "os:beos",
            "mail-client:becky-2",
            "mail-client:other",
            "mail-client:unheard-of",
            "no such button")) {
      events.add(new Event.Said(new Meaning.Chosen(id)));
    }
  }

  private static void evidence(List<Event> events) {
    for (Verdict verdict : Verdict.values()) {
      List<ProbeResult> results =
          List.of(
              fault(verdict),
              new ProbeResult.Healthy(verdict, trace(), "taro@mediacat.example"),
              new ProbeResult.Inconclusive(verdict, trace(), "cancelled"));
      for (ProbeResult result : results) {
        events.add(new Event.ProbeFinished(ID + ".1", result));
        events.add(new Event.ProbeFinished(ID + ".3", result));
        events.add(new Event.ProbeFinished(ID + ".4", result));
        events.add(new Event.TestMailArrived(ID + ".2", result));
      }
    }
    events.add(new Event.ProbeFinished("other.1", fault(Verdict.CONNECT_REFUSED)));
    events.add(new Event.TestMailArrived("other.2", fault(Verdict.OLD_SETTINGS)));
  }

  private static void tickets(List<Event> events) {
    TicketRef other = new TicketRef("built-in", "MAIL-99", null);
    for (String key : List.of(ID + "/1", "other/1")) {
      events.add(new Event.TicketOpened(key, REF));
      events.add(new Event.TicketDelayed(key));
      events.add(new Event.TicketFailed(key, TicketSystemException.Kind.REJECTED));
    }
    for (TicketRef ref : List.of(REF, other)) {
      events.add(new Event.TicketCommented(ref, "Sato", "Please look"));
      events.add(new Event.TicketChanged(ref, Ticket.Status.CLOSED));
      events.add(new Event.TicketChanged(ref, Ticket.Status.OPEN));
      events.add(new Event.TicketDeleted(ref));
    }
  }
}
