package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.TakingEvidence;

/** Answers to a question that was asked beside the state. */
final class Questions {

  private Questions() {}

  static void offerPerson(Turn turn, String otherwise) {
    if (!(turn.state instanceof State.WaitingForAgent)) {
      turn.asked = Asked.of(Asked.Kind.PERSON);
    }
    turn.choices("person", otherwise);
  }

  /** Whether the turn was an answer; an open question that it does not answer is dropped. */
  static boolean answered(Turn turn, Reading reading) {
    Asked asked = turn.asked;
    if (asked == null || (reading.wish() == Wish.NOT_UNDERSTOOD && !takesAnyText(asked, reading))) {
      return false;
    }
    turn.asked = null;
    return switch (asked.kind()) {
      case CONTACT -> false;
      case PERSON -> person(turn, reading);
      case CLOSED_THERE -> Elsewhere.answered(turn, reading);
      case WORKS_NOW -> worksNow(turn, reading);
      case WHAT_HAPPENED -> whatHappened(turn, reading);
      case ERROR_TEXT -> errorText(turn, reading);
      case LETTERS -> Letters.answered(turn, reading);
    };
  }

  private static boolean takesAnyText(Asked asked, Reading reading) {
    return reading.choice() == null && asked.kind() == Asked.Kind.ERROR_TEXT;
  }

  private static boolean person(Turn turn, Reading reading) {
    if (reading.wish() == Wish.YES) {
      HandOffs.call(
          turn, HandOffReason.OTHER_TOPIC, TicketReport.Topic.ASKED_FOR_PERSON, reading.words());
      return true;
    }
    if (reading.wish() == Wish.NO || reading.wish() == Wish.GO_ON) {
      Prompt.say(turn);
      return true;
    }
    return false;
  }

  private static boolean worksNow(Turn turn, Reading reading) {
    if (reading.wish() == Wish.YES || reading.wish() == Wish.WORKS) {
      Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      return true;
    }
    if (reading.wish() == Wish.NO
        || reading.wish() == Wish.STILL_FAILS
        || reading.wish() == Wish.CANNOT_SEND) {
      Proof.nothingCame(turn, reading);
      return true;
    }
    return false;
  }

  private static boolean whatHappened(Turn turn, Reading reading) {
    if (reading.wish() == Wish.SENT || reading.wish() == Wish.YES || reading.wish() == Wish.SKIP) {
      Proof.nothingCame(turn, reading);
      return true;
    }
    return false;
  }

  private static boolean errorText(Turn turn, Reading reading) {
    if (!(turn.state instanceof TakingEvidence)) {
      return false;
    }
    if (reading.choice() != null && reading.wish() != Wish.SKIP) {
      return false;
    }
    Proof.nothingCame(turn, reading);
    return true;
  }
}
