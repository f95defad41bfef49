package annai.bot.conversation;

import annai.bot.conversation.State.ChoosingMailClient;
import annai.bot.conversation.State.Closed;
import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.WithAgent;
import annai.knowledge.Language;
import java.util.List;

/** A customer's turn: first what may be said at any moment, then what the state expects. */
final class Talk {

  private Talk() {}

  static void cameBack(Turn turn) {
    if (turn.state instanceof WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
      return;
    }
    awake(turn);
    if (!(turn.state instanceof State.Greeting)) {
      turn.say("came-back");
    }
    Prompt.say(turn);
    listen(turn);
  }

  static void said(Turn turn, Reading reading) {
    if (turn.state instanceof WithAgent) {
      toAgent(turn, reading);
      return;
    }
    awake(turn);
    if (reading.wish() != Wish.NOT_UNDERSTOOD) {
      turn.notUnderstood = 0;
    }
    answer(turn, reading);
    listen(turn);
  }

  private static void toAgent(Turn turn, Reading reading) {
    if (Letters.decided(turn, reading)) {
      return;
    }
    TicketReport report = turn.report(TicketReport.Topic.CUSTOMER_WROTE, reading.words());
    turn.effect(new Effect.Forward(report));
    Letters.takeAddress(turn, reading);
    Letters.askBeside(turn);
  }

  /** A file is for people: the bot says so, and where the conversation is. */
  static void attached(Turn turn, String name) {
    if (turn.state instanceof WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.CUSTOMER_ATTACHED, name)));
      return;
    }
    awake(turn);
    if (turn.state instanceof Closed) {
      turn.nextEpisode();
      turn.state = new State.Greeting();
    }
    turn.say("attachment.taken");
    Prompt.say(turn);
    listen(turn);
  }

  private static void answer(Turn turn, Reading reading) {
    if (Letters.decided(turn, reading) || Contact.answered(turn, reading)) {
      return;
    }
    if (turn.state instanceof Closed && reading.wish() != Wish.THANKS) {
      turn.nextEpisode();
      turn.state = new State.Greeting();
    }
    if (Asides.answered(turn, reading) || Questions.answered(turn, reading)) {
      return;
    }
    if (reading.wish() == Wish.NOT_UNDERSTOOD) {
      notUnderstood(turn, reading);
      return;
    }
    byState(turn, reading);
  }

  private static void byState(Turn turn, Reading reading) {
    switch (turn.state) {
      case State.Greeting _ -> Opening.said(turn, reading);
      case ChoosingMailClient choosing -> MailClientChoice.said(turn, choosing, reading);
      case State.Confirming _, State.Changing _ -> Walk.said(turn, reading);
      case State.TakingEvidence taking -> Proof.said(turn, taking, reading);
      case State.Solved _, Closed _ -> Endings.said(turn, reading);
      case State.WaitingForAgent _ -> HandOffs.said(turn, reading);
      case WithAgent _ ->
          turn.effect(
              new Effect.Forward(turn.report(TicketReport.Topic.CUSTOMER_WROTE, reading.words())));
    }
  }

  static void notUnderstood(Turn turn, Reading reading) {
    if (turn.state instanceof State.WaitingForAgent) {
      HandOffs.said(turn, reading);
      return;
    }
    turn.notUnderstood++;
    if (turn.notUnderstood < 2) {
      turn.say("not-understood");
      Prompt.say(turn);
      return;
    }
    turn.notUnderstood = 0;
    HandOffs.call(
        turn, HandOffReason.NOT_UNDERSTOOD, TicketReport.Topic.NOT_UNDERSTOOD, reading.words());
  }

  static void speak(Turn turn, Language language) {
    turn.language = language;
    turn.say("language.switched");
    Prompt.say(turn);
  }

  static void restart(Turn turn) {
    turn.mailClient = null;
    turn.otherMailClient = null;
    turn.asked = null;
    turn.interrupted = null;
    turn.awaited = turn.awaited.withTestMail(null).withLoginCheck(null);
    turn.forgetSteps();
    turn.forget(
        Mark.NOTES_TOLD, Mark.CHANGED_AGAIN, Mark.FAILED_AFTER_CHANGE, Mark.EXPLAINED, Mark.WARNED);
    turn.cancel(Timer.TEST_MAIL, Timer.AGENT);
    turn.say("restarted");
    turn.state = turn.has(Mark.REPORTED) ? new ChoosingMailClient(List.of()) : new State.Greeting();
    Prompt.say(turn);
  }

  private static void awake(Turn turn) {
    if (turn.has(Mark.REMINDED)) {
      turn.forget(Mark.REMINDED);
      turn.cancel(Timer.ABANDONED);
    }
  }

  /** Starts the reminder where the next move is the customer's, and only there. */
  static void listen(Turn turn) {
    if (Clock.waitsForCustomer(turn)) {
      turn.schedule(Timer.SILENCE);
    } else {
      turn.cancel(Timer.SILENCE);
    }
  }
}
