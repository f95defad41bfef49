package annai.bot.conversation;

import annai.bot.conversation.State.TakingEvidence;

/** What happens by itself. */
final class Clock {

  private Clock() {}

  static void elapsed(Turn turn, Timer timer) {
    switch (timer) {
      case SILENCE -> silence(turn);
      case TEST_MAIL -> noTestMail(turn);
      case PROBE_AGAIN -> probeAgain(turn);
      case WATCH -> {
        if (turn.state instanceof State.Solved(var resolution)) {
          turn.state = new State.Closed(resolution);
        } else if (turn.isAsked(Asked.Kind.CLOSED_THERE)) {
          Elsewhere.unanswered(turn);
        }
      }
      case AGENT -> nobodyCame(turn);
      case ABANDONED -> abandoned(turn);
    }
  }

  /** Whether the next move is the customer's. */
  static boolean waitsForCustomer(Turn turn) {
    if (turn.isAsked(Asked.Kind.CLOSED_THERE)) {
      return false;
    }
    return switch (turn.state) {
      case State.ChoosingMailClient _, State.Confirming _, State.Changing _ -> true;
      case TakingEvidence taking -> taking.purpose() != Purpose.OUTAGE;
      case State.Greeting _,
          State.Solved _,
          State.WaitingForAgent _,
          State.WithAgent _,
          State.Closed _ ->
          false;
    };
  }

  private static void silence(Turn turn) {
    if (!waitsForCustomer(turn) || !turn.first(Mark.REMINDED)) {
      return;
    }
    Contact.settle(turn);
    turn.say("silence.reminder");
    turn.schedule(Timer.ABANDONED);
  }

  private static void noTestMail(Turn turn) {
    if (turn.state instanceof TakingEvidence taking
        && taking.purpose() != Purpose.OUTAGE
        && taking.call() != null
        && taking.call().equals(turn.awaited.testMail())
        && turn.asked == null) {
      turn.asked = Asked.of(Asked.Kind.WHAT_HAPPENED);
      Prompt.say(turn);
    }
  }

  private static void probeAgain(Turn turn) {
    boolean due = turn.incident != null || turn.has(Mark.CONFIRMING_FAULT);
    if (due && !(turn.state instanceof State.WithAgent)) {
      Probes.run(turn, true);
    }
  }

  private static void nobodyCame(Turn turn) {
    if (!(turn.state instanceof State.WaitingForAgent)) {
      return;
    }
    Contact.settle(turn);
    if (turn.ticket == null) {
      Tickets.open(turn, TicketReport.Topic.ASKED_FOR_PERSON, null);
    }
    turn.say("waiting.nobody");
  }

  private static void abandoned(Turn turn) {
    if (!waitsForCustomer(turn) || !turn.has(Mark.REMINDED)) {
      return;
    }
    turn.asked = null;
    turn.awaited = Awaited.NOTHING;
    turn.state = new State.Closed(null);
    turn.say("silence.closed");
  }
}
