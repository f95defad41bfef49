package annai.bot.conversation;

import annai.bot.understanding.Command;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person's answers may go to the customer by mail when they have left: asked once for an
 * address, when a person is called or has come; to be changed at any time.
 */
final class Letters {

  private static final String AGREE = "letters-yes";
  private static final String DECLINE = "letters-no";

  private Letters() {}

  /** Makes it the open question, where it may be asked. */
  static boolean ask(Turn turn) {
    boolean may = turn.writesLetters && turn.asked == null && turn.customer.canBeAskedForConsent();
    if (may) {
      turn.customer = turn.customer.consenting(MailConsent.Answer.ASKED);
      turn.asked = Asked.of(Asked.Kind.LETTERS);
    }
    return may;
  }

  /** Asks while a person has it: only a button answers, for words are that person's. */
  static void askBeside(Turn turn) {
    if (ask(turn)) {
      question(turn);
      turn.choices(AGREE, DECLINE);
      turn.asked = null;
    }
  }

  /** Nobody has to answer: the question is dropped. */
  static void close(Turn turn) {
    if (turn.isAsked(Asked.Kind.LETTERS)) {
      turn.asked = null;
    }
  }

  static void prompt(Turn turn) {
    question(turn);
    turn.choices(AGREE, DECLINE, "go-on");
  }

  private static void question(Turn turn) {
    boolean theirs = turn.customer.trust() == Customer.Trust.STATED && !turn.has(Mark.FROM_TICKET);
    String address = String.valueOf(turn.customer.mailAddress());
    turn.say("letters.ask", "address", theirs ? address : masked(address));
  }

  /** What others told of the customer is shown so that only its owner knows it again. */
  private static String masked(String address) {
    int at = address.lastIndexOf('@');
    return at < 1
        ? "…"
        : address.substring(0, address.offsetByCodePoints(0, 1)) + "…" + address.substring(at);
  }

  /** Whether the turn was about this, wherever the conversation is. */
  static boolean decided(Turn turn, Reading reading) {
    MailConsent.Answer answer = answer(turn, reading);
    if (answer == null) {
      return false;
    }
    decide(turn, answer);
    return true;
  }

  private static MailConsent.@Nullable Answer answer(Turn turn, Reading reading) {
    if (AGREE.equals(reading.choice())) {
      boolean can = turn.writesLetters && turn.customer.mailAddress() != null;
      return can ? MailConsent.Answer.AGREED : null;
    }
    if (DECLINE.equals(reading.choice())) {
      return MailConsent.Answer.DECLINED;
    }
    boolean told =
        reading.understood() != null && reading.understood().command() == Command.NO_MAIL;
    boolean asked = turn.customer.mailConsent() != null;
    return told && asked ? MailConsent.Answer.DECLINED : null;
  }

  /** Whether the turn answered the open question. */
  static boolean answered(Turn turn, Reading reading) {
    return switch (reading.wish()) {
      case YES -> {
        boolean known = turn.customer.mailAddress() != null;
        if (known) {
          decide(turn, MailConsent.Answer.AGREED);
        }
        yield known;
      }
      case NO, SKIP, DECLINE -> {
        decide(turn, MailConsent.Answer.DECLINED);
        yield true;
      }
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_SEND,
          CANNOT_RECEIVE,
          SOMETHING_ELSE,
          ERROR,
          DONE,
          LOOKS_DIFFERENT,
          HELP,
          BACK,
          SENT,
          WORKS,
          STILL_FAILS,
          TEST_MAIL,
          LOGIN_CHECK,
          AGAIN,
          GO_ON,
          PERSON,
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
          OFF_TOPIC ->
          false;
    };
  }

  /** The link in a letter was used to have no more of them. */
  static void declined(Turn turn) {
    note(turn, MailConsent.Answer.DECLINED);
  }

  private static void decide(Turn turn, MailConsent.Answer answer) {
    note(turn, answer);
    if (!(turn.state instanceof State.WithAgent)) {
      Prompt.say(turn);
    }
  }

  private static void note(Turn turn, MailConsent.Answer answer) {
    if (turn.state instanceof State.WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
    }
    turn.customer = turn.customer.consenting(answer);
    close(turn);
    turn.say(new Utterance.LettersNotice(answer == MailConsent.Answer.AGREED));
  }

  /** Takes an address from what the customer writes to a person, where none is known. */
  static void takeAddress(Turn turn, Reading reading) {
    if (turn.writesLetters && turn.customer.mailAddress() == null) {
      reading.mailAddress().ifPresent(address -> turn.customer = turn.customer.stating(address));
    }
  }
}
