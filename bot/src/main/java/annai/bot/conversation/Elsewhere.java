package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.Resolution;
import annai.bot.conversation.State.WaitingForAgent;
import annai.bot.conversation.State.WithAgent;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import java.util.List;

/** What people do to the ticket in its own system. */
final class Elsewhere {

  private Elsewhere() {}

  /** A person who writes on an open ticket has the conversation from then on. */
  static void commented(Turn turn, Event.TicketCommented comment) {
    Ticketing ticket = turn.ticket;
    if (ticket == null || !isOurs(turn, comment.ref())) {
      return;
    }
    if (ticket.open() && !(turn.state instanceof WithAgent)) {
      HandOffs.claim(turn, null);
      turn.say(new Utterance.HandOff(Utterance.HandOff.Phase.CLAIMED));
      Letters.askBeside(turn);
    }
    turn.say(new Utterance.TicketWords(comment.author(), comment.text()));
  }

  static void changed(Turn turn, TicketRef ref, Ticket.Status status) {
    Ticketing ticket = turn.ticket;
    if (ticket == null || !isOurs(turn, ref)) {
      return;
    }
    switch (status) {
      case CLOSED -> {
        if (ticket.open()) {
          turn.ticket = new Ticketing(ticket.key(), ticket.ref(), false);
          closed(turn, ticket.key());
        }
      }
      case OPEN -> {
        if (!ticket.open()) {
          turn.ticket = new Ticketing(ticket.key(), ticket.ref(), true);
          reopened(turn, ticket.key());
        }
      }
    }
  }

  /** The bot is back, and asks whether it is true. */
  private static void closed(Turn turn, String key) {
    turn.say(new Utterance.ShownTicket(key, Utterance.ShownTicket.Status.CLOSED));
    if (turn.state instanceof State.Closed || turn.state instanceof State.Solved) {
      return;
    }
    backToBot(turn);
    turn.asked = Asked.of(Asked.Kind.CLOSED_THERE);
    turn.cancel(Timer.SILENCE, Timer.TEST_MAIL, Timer.AGENT, Timer.ABANDONED);
    turn.schedule(Timer.WATCH);
    Prompt.say(turn);
  }

  private static void backToBot(Turn turn) {
    if (!(turn.state instanceof WithAgent) && !(turn.state instanceof WaitingForAgent)) {
      return;
    }
    if (turn.state instanceof WithAgent) {
      turn.raiseEpoch();
    }
    turn.first(Mark.HELPED_BY_PERSON);
    State before = HandOffs.before(turn);
    turn.interrupted = null;
    boolean over = before instanceof State.Solved || before instanceof State.Closed;
    turn.state = over ? HandOffs.before(turn) : before;
    if (turn.incident != null) {
      turn.schedule(Timer.PROBE_AGAIN);
    }
  }

  private static void reopened(Turn turn, String key) {
    if (turn.asked != null && turn.asked.kind() == Asked.Kind.CLOSED_THERE) {
      turn.asked = null;
    }
    turn.say(new Utterance.ShownTicket(key, Utterance.ShownTicket.Status.REOPENED));
    if (!(turn.state instanceof WithAgent)) {
      HandOffs.claim(turn, null);
      turn.say(new Utterance.HandOff(Utterance.HandOff.Phase.CLAIMED));
    }
  }

  /** Whether the turn answered the question that follows a closing. */
  static boolean answered(Turn turn, Reading reading) {
    switch (reading.wish()) {
      case YES, WORKS, DONE -> Endings.solve(turn, Resolution.AGENTS_WORD);
      case NO, STILL_FAILS, CANNOT_SEND, ERROR -> stillFails(turn, reading);
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_RECEIVE,
          SOMETHING_ELSE,
          LOOKS_DIFFERENT,
          HELP,
          BACK,
          SENT,
          SKIP,
          TEST_MAIL,
          LOGIN_CHECK,
          AGAIN,
          GO_ON,
          PERSON,
          DECLINE,
          RESTART,
          SPEAK_JA,
          SPEAK_EN,
          CHANGE_CLIENT,
          NAME_CLIENT,
          OTHER_CLIENT,
          QUESTION,
          ABUSE,
          INJECTION,
          PASSWORD,
          THANKS,
          GREETING,
          SMALLTALK,
          OFF_TOPIC -> {
        turn.cancel(Timer.WATCH);
        return false;
      }
    }
    return true;
  }

  /** The ticket is opened again with the customer's words; who had it goes on. */
  private static void stillFails(Turn turn, Reading reading) {
    turn.cancel(Timer.WATCH);
    turn.first(Mark.REPORTED);
    turn.say("closed-there.still-fails");
    reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
    if (turn.has(Mark.HELPED_BY_PERSON)) {
      HandOffs.call(
          turn, HandOffReason.EVIDENCE_FAILED, TicketReport.Topic.RELAPSE, reading.words());
      return;
    }
    Tickets.needForPeople(turn, TicketReport.Topic.RELAPSE, reading.words());
    if (turn.state instanceof State.Greeting) {
      turn.state = new State.ChoosingMailClient(List.of());
    }
    Prompt.say(turn);
  }

  /** Nobody answered whether it works: the person's word stands. */
  static void unanswered(Turn turn) {
    turn.asked = null;
    turn.awaited = Awaited.NOTHING;
    turn.state = new State.Closed(Resolution.AGENTS_WORD);
  }

  /** What needs a ticket from now on opens another one. */
  static void deleted(Turn turn, TicketRef ref) {
    if (!isOurs(turn, ref)) {
      return;
    }
    turn.nextTicket();
    switch (turn.state) {
      case State.Closed _, State.Solved _ -> {}
      case WithAgent(String agent) when agent == null -> {
        turn.say("ticket.deleted", "ticket", ref.key());
        backToBot(turn);
        HandOffs.call(turn, HandOffReason.ASKED_FOR, TicketReport.Topic.ASKED_FOR_PERSON, null);
      }
      case WaitingForAgent _ -> {
        turn.say("ticket.deleted", "ticket", ref.key());
        Tickets.needForPeople(turn, TicketReport.Topic.ASKED_FOR_PERSON, null);
      }
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          WithAgent _ ->
          turn.say("ticket.deleted", "ticket", ref.key());
    }
  }

  private static boolean isOurs(Turn turn, TicketRef ref) {
    return turn.ticket != null
        && turn.ticket.ref() != null
        && turn.ticket.ref().system().equals(ref.system())
        && turn.ticket.ref().key().equals(ref.key());
  }
}
