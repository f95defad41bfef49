package annai.bot.conversation;

import annai.bot.conversation.State.Resolution;
import annai.bot.conversation.State.Solved;
import java.util.List;

/** Solved, watched for a while, closed; and a relapse. */
final class Endings {

  private Endings() {}

  static void solve(Turn turn, Resolution resolution) {
    solve(
        turn,
        resolution,
        switch (resolution) {
          case EVIDENCE -> "solved.evidence";
          case CUSTOMERS_WORD -> "solved.word";
          case AGENTS_WORD -> "solved.person";
        });
  }

  /** A ticket about a login is solved by a login. */
  static void solveLogin(Turn turn) {
    solve(turn, Resolution.EVIDENCE, "solved.login");
  }

  /** An agent who had the conversation says so. */
  static void solveByAgent(Turn turn) {
    solve(turn, Resolution.AGENTS_WORD, "solved.agent");
  }

  private static void solve(Turn turn, Resolution resolution, String key) {
    turn.asked = null;
    turn.interrupted = null;
    turn.awaited = Awaited.NOTHING;
    turn.forget(Mark.CONFIRMING_FAULT, Mark.EXPLAINED);
    turn.state = new Solved(resolution);
    turn.cancel(Timer.SILENCE, Timer.TEST_MAIL, Timer.AGENT);
    turn.say(key);
    switch (resolution) {
      case EVIDENCE -> Tickets.close(turn, TicketReport.Topic.EVIDENCE_HOLDS);
      case CUSTOMERS_WORD -> Tickets.close(turn, TicketReport.Topic.SOLVED_BY_WORD);
      case AGENTS_WORD -> Tickets.close(turn, TicketReport.Topic.SOLVED_BY_AGENT);
    }
    Ratings.offer(turn);
    turn.choices("still-fails");
    turn.schedule(Timer.WATCH);
  }

  static void said(Turn turn, Reading reading) {
    if (turn.state instanceof Solved && isRelapse(reading.wish())) {
      relapse(turn, reading);
      return;
    }
    if (reading.wish() == Wish.WORKS || reading.wish() == Wish.YES || reading.wish() == Wish.DONE) {
      turn.say("solved.glad");
      return;
    }
    Prompt.say(turn);
  }

  private static boolean isRelapse(Wish wish) {
    return wish == Wish.CANNOT_SEND
        || wish == Wish.STILL_FAILS
        || wish == Wish.ERROR
        || wish == Wish.NO
        || wish == Wish.TEST_MAIL
        || wish == Wish.LOGIN_CHECK
        || wish == Wish.AGAIN;
  }

  private static void relapse(Turn turn, Reading reading) {
    turn.forget(Mark.CHANGED_AGAIN, Mark.FAILED_AFTER_CHANGE);
    turn.first(Mark.REPORTED);
    turn.cancel(Timer.WATCH);
    turn.say("relapse.sorry");
    Ticketing ticket = turn.ticket;
    if (ticket != null && !ticket.open()) {
      TicketReport report = turn.report(TicketReport.Topic.RELAPSE, reading.words());
      Tickets.reopen(turn, ticket, report);
    }
    turn.forgetSteps();
    Probes.run(turn, true);
    reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
    if (turn.mailClient == null) {
      turn.state = new State.ChoosingMailClient(List.of());
      Prompt.say(turn);
    } else {
      Proof.offer(turn, Purpose.BASELINE, Walk.start(turn));
    }
  }
}
