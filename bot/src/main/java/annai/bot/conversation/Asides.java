package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.understanding.Intent;
import annai.knowledge.Language;
import java.util.Map;

/** What a customer may say at any moment; answered, and then back to where we were. */
final class Asides {

  private Asides() {}

  /** Whether it was one. */
  static boolean answered(Turn turn, Reading reading) {
    switch (reading.wish()) {
      case PERSON ->
          HandOffs.call(
              turn, HandOffReason.ASKED_FOR, TicketReport.Topic.ASKED_FOR_PERSON, reading.words());
      case SPEAK_JA -> Talk.speak(turn, Language.JA);
      case SPEAK_EN -> Talk.speak(turn, Language.EN);
      case RESTART -> Talk.restart(turn);
      case QUESTION -> {
        return question(turn, reading);
      }
      case ABUSE -> abuse(turn);
      case INJECTION -> fixed(turn, "aside.injection");
      case PASSWORD -> fixed(turn, "aside.password");
      case OFF_TOPIC -> fixed(turn, "aside.off-topic");
      case SMALLTALK -> fixed(turn, "aside.smalltalk");
      case GREETING -> greeting(turn);
      case THANKS -> thanks(turn);
      case CANNOT_RECEIVE -> outOfScope(turn);
      case OTHER_CLIENT -> MailClientChoice.other(turn, reading);
      case CHANGE_CLIENT, NAME_CLIENT -> {
        return MailClientChoice.corrected(turn, reading);
      }
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_SEND,
          SOMETHING_ELSE,
          ERROR,
          DONE,
          YES,
          NO,
          LOOKS_DIFFERENT,
          HELP,
          BACK,
          SENT,
          SKIP,
          WORKS,
          STILL_FAILS,
          TEST_MAIL,
          LOGIN_CHECK,
          AGAIN,
          GO_ON,
          DECLINE -> {
        return false;
      }
    }
    return true;
  }

  private static boolean question(Turn turn, Reading reading) {
    Intent intent = reading.understood() == null ? null : reading.understood().intent();
    if (intent == null && waitsForUs(turn)) {
      return false;
    }
    turn.say(
        intent == Intent.ASK_HOW_TO_FIND_VERSION
            ? new Utterance.Words("client.help", Map.of())
            : new Utterance.Answer(reading.words()));
    Prompt.say(turn);
    return true;
  }

  /** Then "how long?" asks after what is going on, and the state says it. */
  private static boolean waitsForUs(Turn turn) {
    return turn.state instanceof State.WaitingForAgent
        || (turn.state instanceof State.TakingEvidence taking
            && taking.purpose() == Purpose.OUTAGE);
  }

  private static void fixed(Turn turn, String key) {
    turn.say(key);
    Prompt.say(turn);
  }

  private static void greeting(Turn turn) {
    if (!(turn.state instanceof State.Greeting)) {
      turn.say("aside.greeting");
    }
    Prompt.say(turn);
  }

  private static void thanks(Turn turn) {
    switch (turn.state) {
      case State.Solved _, State.Closed _ -> turn.say("aside.thanks-solved");
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          State.WaitingForAgent _,
          State.WithAgent _ ->
          fixed(turn, "aside.thanks");
    }
  }

  private static void abuse(Turn turn) {
    if (turn.first(Mark.WARNED)) {
      fixed(turn, "aside.abuse");
      return;
    }
    turn.say("aside.abuse-person");
    Questions.offerPerson(turn, "go-on");
  }

  private static void outOfScope(Turn turn) {
    turn.say("aside.cannot-receive");
    Questions.offerPerson(turn, turn.has(Mark.REPORTED) ? "go-on" : "cannot-send");
  }
}
