package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.WaitingForAgent;
import annai.bot.conversation.State.WithAgent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Between the bot and people: called, claimed, released; every claim and release is fenced. */
final class HandOffs {

  private HandOffs() {}

  static void call(
      Turn turn, HandOffReason reason, TicketReport.Topic topic, @Nullable String words) {
    if (turn.state instanceof WaitingForAgent) {
      Tickets.needForPeople(turn, topic, words);
      Prompt.say(turn);
      return;
    }
    turn.interrupted = turn.state;
    turn.asked = null;
    turn.forget(Mark.HELPED_BY_PERSON);
    turn.state = new WaitingForAgent(reason);
    turn.cancel(Timer.TEST_MAIL, Timer.WATCH);
    turn.say(new Utterance.HandOff(Utterance.HandOff.Phase.CALLED));
    turn.effect(new Effect.CallAgent(reason));
    turn.schedule(Timer.AGENT);
    Tickets.needForPeople(turn, topic, words);
    if (turn.asked != null || Letters.ask(turn)) {
      Prompt.say(turn);
    } else {
      turn.choices("go-on");
    }
  }

  static void said(Turn turn, Reading reading) {
    if (reading.wish() == Wish.WORKS) {
      Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      return;
    }
    if (reading.wish() == Wish.GO_ON) {
      turn.cancel(Timer.AGENT);
      turn.state = before(turn);
      turn.interrupted = null;
      turn.say("waiting.go-on");
      Prompt.say(turn);
      return;
    }
    Ticketing ticket = turn.ticket;
    if (reading.choice() == null && ticket != null && ticket.open()) {
      turn.effect(
          new Effect.CommentTicket(
              turn.call(),
              ticket.key(),
              turn.report(TicketReport.Topic.CUSTOMER_WROTE, reading.words())));
    }
    Letters.close(turn);
    Letters.takeAddress(turn, reading);
    Letters.ask(turn);
    Prompt.say(turn);
  }

  static void claimed(Turn turn, String agent) {
    claim(turn, agent);
    turn.say(new Utterance.HandOff(Utterance.HandOff.Phase.CLAIMED));
    Letters.askBeside(turn);
  }

  static void claim(Turn turn, @Nullable String agent) {
    turn.raiseEpoch();
    if (!(turn.state instanceof WithAgent) && !(turn.state instanceof WaitingForAgent)) {
      turn.interrupted = turn.state;
    }
    turn.state = new WithAgent(agent);
    Contact.settle(turn);
    turn.cancel(Timer.SILENCE, Timer.TEST_MAIL, Timer.AGENT, Timer.ABANDONED, Timer.WATCH);
  }

  static void released(Turn turn, @Nullable ProcedureStep at) {
    turn.raiseEpoch();
    turn.awaited = turn.awaited.withAgentProbe(null);
    turn.say(new Utterance.HandOff(Utterance.HandOff.Phase.RELEASED));
    if (turn.state instanceof WithAgent || turn.state instanceof WaitingForAgent) {
      turn.cancel(Timer.AGENT);
      turn.state = at == null ? before(turn) : at(turn, at);
      turn.interrupted = null;
      if (turn.incident != null) {
        turn.schedule(Timer.PROBE_AGAIN);
      }
      if (turn.state instanceof State.Solved) {
        turn.schedule(Timer.WATCH);
      }
    }
    Prompt.say(turn);
    Talk.listen(turn);
  }

  /** The agent's word that it is solved closes the ticket, and a relapse opens it again. */
  static void solved(Turn turn) {
    turn.raiseEpoch();
    turn.awaited = turn.awaited.withAgentProbe(null);
    Contact.settle(turn);
    Endings.solveByAgent(turn);
  }

  private static State at(Turn turn, ProcedureStep at) {
    return turn.library
        .procedure(at.mailClient())
        .flatMap(procedure -> Walk.state(procedure, at))
        .map(
            state -> {
              MailClientChoice.become(turn, at.mailClient());
              turn.first(Mark.REPORTED);
              turn.forget(Mark.EXPLAINED);
              turn.asked = null;
              return state;
            })
        .orElseGet(() -> before(turn));
  }

  /** Where the bot was when a person was called or came. */
  static State before(Turn turn) {
    if (turn.interrupted != null) {
      return turn.interrupted;
    }
    if (turn.mailClient != null) {
      return Walk.start(turn);
    }
    return turn.has(Mark.REPORTED) ? new State.ChoosingMailClient(List.of()) : new State.Greeting();
  }
}
