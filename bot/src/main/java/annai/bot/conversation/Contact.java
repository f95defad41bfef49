package annai.bot.conversation;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Mail address and name, asked for once before the first ticket; may be declined. */
final class Contact {

  private static final int NAME_LENGTH = 60;
  private static final Pattern FILLER =
      Pattern.compile(
          "(?iu)\\b(my name is|i am|i'm|this is|my (mail|e-mail|email) (address"
              + " )?is|name|mail|email|e-mail"
              + "|address|and|is)\\b|(メールアドレス|アドレス|名前|氏名|私|わたし)は?|と申します|といいます|です|ます"
              + "|[:：;；,、。<>()（）\\[\\]\"「」/=]");
  private static final Set<Wish> ASIDES =
      Set.of(
          Wish.QUESTION,
          Wish.SPEAK_JA,
          Wish.SPEAK_EN,
          Wish.ABUSE,
          Wish.INJECTION,
          Wish.PASSWORD,
          Wish.SMALLTALK);

  private Contact() {}

  static boolean isKnown(Turn turn) {
    return turn.customer.mailAddress() != null
        || turn.customer.externalId() != null
        || turn.has(Mark.ASKED_CONTACT);
  }

  /** The site has said who it is: nobody has to ask any more, and the ticket hears of it. */
  static void signedIn(Turn turn, Event.CustomerIdentified who) {
    turn.customer = turn.customer.signedIn(who);
    turn.say(new Utterance.SignedIn());
    if (turn.state instanceof State.WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
      Letters.askBeside(turn);
    } else if (turn.isAsked(Asked.Kind.CONTACT)) {
      settle(turn);
      if (turn.state instanceof State.WaitingForAgent) {
        Letters.ask(turn);
      }
      Prompt.say(turn);
    } else if (turn.state instanceof State.Greeting && !turn.has(Mark.GREETED)) {
      Talk.cameBack(turn);
    } else if (turn.ticket != null && turn.ticket.open()) {
      TicketReport report = turn.report(TicketReport.Topic.NEWS, null);
      turn.effect(new Effect.CommentTicket(turn.call(), turn.ticket.key(), report));
    }
  }

  /** Whether the turn answered it; anything that is no answer counts as declined and goes on. */
  static boolean answered(Turn turn, Reading reading) {
    Asked asked = turn.asked;
    if (asked == null || asked.kind() != Asked.Kind.CONTACT) {
      return false;
    }
    if (reading.mailAddress().isEmpty() && ASIDES.contains(reading.wish())) {
      return false;
    }
    boolean declined = reading.wish() == Wish.DECLINE || isNo(reading.wish());
    boolean told = !declined && take(turn, reading);
    if (reading.wish() == Wish.PASSWORD) {
      turn.say("aside.password");
    }
    turn.say(told ? "contact.thanks" : "contact.without");
    settle(turn);
    boolean over = told || declined || reading.wish() == Wish.NOT_UNDERSTOOD;
    if (over) {
      if (turn.state instanceof State.WaitingForAgent) {
        Letters.ask(turn);
      }
      Prompt.say(turn);
    }
    return over;
  }

  /** Opens the ticket that waited, with what is known. */
  static void settle(Turn turn) {
    Asked asked = turn.asked;
    turn.asked = null;
    if (asked != null && asked.kind() == Asked.Kind.CONTACT && asked.topic() != null) {
      Tickets.open(turn, asked.topic(), asked.words());
    }
  }

  private static boolean isNo(Wish wish) {
    return wish == Wish.NO || wish == Wish.SKIP;
  }

  private static boolean take(Turn turn, Reading reading) {
    if (reading.choice() != null) {
      return false;
    }
    String address = reading.mailAddress().orElse(null);
    if (address == null && reading.wish() != Wish.NOT_UNDERSTOOD) {
      return false;
    }
    String name = reading.wish() == Wish.PASSWORD ? null : name(reading.words(), address);
    if (address == null && name == null) {
      return false;
    }
    turn.customer = turn.customer.telling(address, name);
    return true;
  }

  private static @Nullable String name(String words, @Nullable String address) {
    String rest = address == null ? words : words.replace(address, " ");
    rest = FILLER.matcher(rest).replaceAll(" ").strip().replaceAll("\\s+", " ");
    if (rest.matches("[はがのでをにと\\p{Punct}\\s]*")
        || rest.length() > NAME_LENGTH
        || rest.indexOf('@') >= 0) {
      return null;
    }
    return rest;
  }
}
