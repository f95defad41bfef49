package annai.bot.conversation;

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
