package annai.bot.conversation;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;

/** The first words: what is wrong. */
final class Opening {

  private Opening() {}

  static void said(Turn turn, Reading reading) {
    switch (reading.wish()) {
      case CANNOT_SEND, ERROR, STILL_FAILS, NAME_CLIENT, CHANGE_CLIENT, TEST_MAIL, YES ->
          report(turn, reading);
      case SOMETHING_ELSE, NO -> {
        turn.say("greeting.something-else");
        Questions.offerPerson(turn, "cannot-send");
      }
      case WORKS -> Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_RECEIVE,
          DONE,
          LOOKS_DIFFERENT,
          HELP,
          BACK,
          SENT,
          SKIP,
          LOGIN_CHECK,
          AGAIN,
          GO_ON,
          PERSON,
          DECLINE,
          RESTART,
          SPEAK_JA,
          SPEAK_EN,
          OTHER_CLIENT,
          QUESTION,
          ABUSE,
          INJECTION,
          PASSWORD,
          THANKS,
          GREETING,
          SMALLTALK,
          OFF_TOPIC ->
          Prompt.say(turn);
    }
  }

  /** A ticket that began elsewhere tells what is wrong, and often in which mail client. */
  static void fromTicket(Turn turn, Event.CameFromTicket came) {
    if (turn.has(Mark.GREETED) || !(turn.state instanceof State.Greeting)) {
      Talk.cameBack(turn);
      return;
    }
    Ticket ticket = came.ticket();
    TicketDraft.Requester requester = ticket.requester();
    turn.ticket = new Ticketing(came.key(), ticket.ref(), ticket.status() == Ticket.Status.OPEN);
    turn.customer = new Customer(requester.mailAddress(), requester.name(), Customer.Trust.STATED);
    turn.first(Mark.GREETED);
    turn.first(Mark.REPORTED);
    turn.first(Mark.FROM_TICKET);
    turn.say("greeting.ticket");
    Probes.run(turn, false);
    turn.state =
        new State.ChoosingMailClient(
            came.about().mailClientIds().stream()
                .filter(id -> turn.library.procedure(id).isPresent())
                .toList());
    Prompt.say(turn);
    Talk.listen(turn);
  }

  /** The customer can't send: look at the server at once, and find out the mail client. */
  static void report(Turn turn, Reading reading) {
    adoptLanguage(turn, reading);
    if (turn.first(Mark.REPORTED)) {
      turn.say("report.sorry");
      Probes.run(turn, false);
    }
    reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
    if (turn.policy == TicketPolicy.ON_REPORT) {
      Tickets.need(turn, TicketReport.Topic.REPORTED, reading.words());
    }
    MailClientChoice.choose(turn, reading);
  }

  private static void adoptLanguage(Turn turn, Reading reading) {
    var read = reading.understood();
    if (read != null && read.language() != null && reading.wish() != Wish.ERROR) {
      turn.language = read.language();
    }
  }
}
