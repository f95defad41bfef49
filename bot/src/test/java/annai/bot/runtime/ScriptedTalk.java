package annai.bot.runtime;

import annai.bot.conversation.Choice;
import annai.bot.conversation.Conversation;
import annai.bot.conversation.Customer;
import annai.bot.conversation.Effect;
import annai.bot.conversation.Event;
import annai.bot.conversation.State;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Ticketing;
import annai.bot.conversation.Timer;
import annai.bot.conversation.Transition;
import annai.bot.conversation.Utterance;
import annai.bot.understanding.Masking.Masked;
import annai.bot.understanding.Meaning;
import annai.bot.wording.Correspondence;
import annai.bot.wording.Rendered;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A talk whose every word is a command: each is one effect, and each event is said out loud, so
 * that a test sees what the runtime does and nothing else. "step" goes one step on.
 */
final class ScriptedTalk implements Decider, Speaker, Listener {

  static final String INCIDENT = "incident/mail.example:587";

  @Override
  public Transition on(Conversation c, Event event) {
    List<Effect> effects = new ArrayList<>();
    effects.add(say(name(event)));
    Conversation next =
        switch (event) {
          case Event.Said(Meaning.Understood words) -> said(c, words.text(), effects);
          case Event.Said(Meaning.Chosen _) -> c;
          case Event.TicketOpened opened -> withTicket(c, opened.key(), opened.ref());
          case Event.CameFromTicket came -> withTicket(c, came.key(), came.ticket().ref());
          case Event.CustomerIdentified who -> withCustomer(c, who);
          case Event.Attached _,
              Event.Rated _,
              Event.CameBack _,
              Event.LettersDeclined _,
              Event.AgentClaimed _,
              Event.AgentReleased _,
              Event.AgentProbed _,
              Event.AgentSolved _,
              Event.ProbeFinished _,
              Event.TestMailArrived _,
              Event.TicketDelayed _,
              Event.TicketFailed _,
              Event.TicketCommented _,
              Event.TicketChanged _,
              Event.TicketDeleted _,
              Event.TimerElapsed _ ->
              c;
        };
    return new Transition(next, effects);
  }

  private static String name(Event event) {
    String name = event.getClass().getSimpleName();
    return event instanceof Event.TicketCommented comment ? name + " " + comment.text() : name;
  }

  private static Conversation said(Conversation c, String words, List<Effect> effects) {
    Ticketing ticket = c.ticket();
    String key = ticket == null ? c.id() + "/1" : ticket.key();
    String call = c.id() + "." + c.calls();
    switch (words.split(" ", 2)[0]) {
      case "open" ->
          effects.add(
              new Effect.OpenTicket(
                  key, TicketDraft.Kind.REQUEST, TicketDraft.Priority.P3, report(c)));
      case "incident" ->
          effects.add(
              new Effect.OpenTicket(
                  INCIDENT, TicketDraft.Kind.INCIDENT, TicketDraft.Priority.P1, report(c)));
      case "end" -> effects.add(new Effect.CloseTicket(call, INCIDENT, report(c)));
      case "comment" -> effects.add(new Effect.CommentTicket(call, key, report(c)));
      case "reopen" -> effects.add(new Effect.ReopenTicket(call, key, report(c)));
      case "close" -> effects.add(new Effect.CloseTicket(call, key, report(c)));
      case "probe" -> effects.add(new Effect.RunProbe(call, true));
      case "mail" -> {
        effects.add(say("before"));
        effects.add(new Effect.AwaitTestMail(call));
      }
      case "timer" ->
          effects.add(
              new Effect.Schedule(
                  Timer.SILENCE, Duration.ofMillis(Long.parseLong(words.substring(6)))));
      case "cancel" -> effects.add(new Effect.Cancel(Timer.SILENCE));
      case "choices" ->
          effects.add(new Effect.Say(new Utterance.Choices(List.of(new Choice("yes", "Yes!")))));
      default -> {
        // only said
      }
    }
    int step = c.state() instanceof State.Confirming at ? at.step() + 1 : 0;
    State next =
        switch (words) {
          case "call" -> new State.WaitingForAgent(State.HandOffReason.ASKED_FOR);
          case "solve" -> new State.Solved(State.Resolution.CUSTOMERS_WORD);
          default -> new State.Confirming(step);
        };
    return copy(c, next, c.calls() + 1, c.ticket());
  }

  private static Conversation withCustomer(Conversation c, Event.CustomerIdentified who) {
    Customer customer =
        new Customer(who.mailAddress(), who.name(), Customer.Trust.SIGNED, who.externalId());
    return copy(c, c.state(), c.calls(), c.ticket(), customer);
  }

  private static Conversation withTicket(Conversation c, String key, TicketRef ref) {
    return copy(c, c.state(), c.calls(), new Ticketing(key, ref, true));
  }

  private static Conversation copy(
      Conversation c, State state, int calls, @Nullable Ticketing ticket) {
    return copy(c, state, calls, ticket, c.customer());
  }

  private static Conversation copy(
      Conversation c, State state, int calls, @Nullable Ticketing ticket, Customer customer) {
    return new Conversation(
        c.id(),
        c.language(),
        customer,
        c.mailClient(),
        c.otherMailClient(),
        c.revision(),
        ticket,
        c.incident(),
        c.episode(),
        c.epoch(),
        c.notUnderstood(),
        calls,
        new annai.bot.conversation.Awaited(null, null, c.id() + ".login", null),
        c.asked(),
        c.marks(),
        c.interrupted(),
        c.stepsDone(),
        c.evidence(),
        state);
  }

  private static Effect say(String key) {
    return new Effect.Say(Utterance.Words.of(key));
  }

  private static TicketReport report(Conversation c) {
    return new TicketReport(
        TicketReport.Topic.REPORTED, Customer.UNKNOWN, null, List.of(), c.evidence(), null);
  }

  @Override
  public Rendered render(Utterance utterance, Conversation conversation) {
    return switch (utterance) {
      case Utterance.Words words -> new Rendered("text", Map.of("text", words.key()));
      case Utterance.Choices choices ->
          new Rendered(
              "choices",
              Map.of(
                  "choices",
                  choices.choices().stream()
                      .map(choice -> Map.of("id", choice.id(), "label", choice.key()))
                      .toList()));
      default -> new Rendered("text", Map.of("text", utterance.toString()));
    };
  }

  @Override
  public TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation) {
    return new TicketDraft(
        ticket.key(),
        ticket.kind(),
        ticket.priority(),
        "summary",
        "description",
        TicketDraft.Requester.NONE);
  }

  @Override
  public String comment(TicketReport report, Conversation conversation) {
    return report.topic().name();
  }

  @Override
  public Correspondence letter(
      List<Correspondence.Answer> answers, URI goOn, URI decline, Conversation conversation) {
    return new Correspondence("subject", answers + "\n" + goOn + "\n" + decline);
  }

  @Override
  public Meaning.Understood read(Masked words) {
    return new Meaning.Understood(
        words.text(),
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        Set.of(),
        null,
        0,
        null,
        false,
        null);
  }
}
