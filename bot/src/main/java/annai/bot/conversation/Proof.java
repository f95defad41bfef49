package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.TakingEvidence;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The test mail: offered, awaited, and what follows from it. */
final class Proof {

  private Proof() {}

  /** Makes a test-mail address and invites to use it. */
  static void offer(Turn turn, Purpose purpose, State then) {
    String call = turn.call();
    turn.awaited = turn.awaited.withTestMail(call);
    turn.state = new TakingEvidence(purpose, call, then);
    turn.cancel(Timer.TEST_MAIL);
    turn.effect(new Effect.AwaitTestMail(call));
    Prompt.say(turn);
  }

  static boolean hasFailed(Turn turn) {
    return turn.evidence().stream()
        .anyMatch(
            taken ->
                taken.purpose() != Purpose.OUTAGE
                    && taken.result() instanceof ProbeResult.Fault fault
                    && Diagnosis.of(fault).whoActs() == Diagnosis.WhoActs.CUSTOMER);
  }

  static void said(Turn turn, TakingEvidence taking, Reading reading) {
    if (taking.purpose() == Purpose.OUTAGE) {
      duringOutage(turn, reading);
      return;
    }
    switch (reading.wish()) {
      case SENT, DONE, YES -> sent(turn, taking);
      case SKIP, GO_ON -> skip(turn, taking);
      case ERROR -> error(turn, reading);
      case NO, CANNOT_SEND, STILL_FAILS -> ask(turn, Asked.Kind.ERROR_TEXT);
      case WORKS -> Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      case TEST_MAIL -> offer(turn, taking.purpose(), taking.then());
      case LOGIN_CHECK -> LoginCheck.offer(turn);
      case AGAIN, BACK, LOOKS_DIFFERENT -> Walk.to(turn, stepsAgain(taking));
      case HELP -> {
        turn.say("test-mail.help");
        Prompt.say(turn);
      }
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_RECEIVE,
          SOMETHING_ELSE,
          PERSON,
          DECLINE,
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
          Prompt.say(turn);
    }
  }

  private static State stepsAgain(TakingEvidence taking) {
    return taking.then() instanceof TakingEvidence inner ? inner.then() : taking.then();
  }

  private static void duringOutage(Turn turn, Reading reading) {
    if (reading.wish() == Wish.WORKS) {
      Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
    } else {
      Prompt.say(turn);
    }
  }

  private static void sent(Turn turn, TakingEvidence taking) {
    if (turn.awaited.testMail() == null) {
      offer(turn, taking.purpose(), taking.then());
      return;
    }
    turn.say("test-mail.waiting");
    turn.schedule(Timer.TEST_MAIL);
  }

  private static void skip(Turn turn, TakingEvidence taking) {
    turn.cancel(Timer.TEST_MAIL);
    if (taking.purpose() == Purpose.AFTER_CHANGE) {
      ask(turn, Asked.Kind.WORKS_NOW);
      return;
    }
    turn.say("baseline.skipped");
    Walk.to(turn, taking.then());
  }

  private static void ask(Turn turn, Asked.Kind kind) {
    turn.asked = Asked.of(kind);
    turn.cancel(Timer.TEST_MAIL);
    Prompt.say(turn);
  }

  private static void error(Turn turn, Reading reading) {
    if (reading.choice() != null) {
      ask(turn, Asked.Kind.ERROR_TEXT);
    } else {
      nothingCame(turn, reading);
    }
  }

  /** The customer says that the test mail could not be sent, or nothing came of it. */
  static void nothingCame(Turn turn, Reading reading) {
    if (!(turn.state instanceof TakingEvidence taking)) {
      Prompt.say(turn);
      return;
    }
    reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
    ProbeTrace trace = new ProbeTrace("", List.of(), null, Set.of(), null);
    turn.take(taking.purpose(), new ProbeResult.Fault(Verdict.NOTHING_RECEIVED, null, trace, null));
    failed(turn, taking, Verdict.NOTHING_RECEIVED, reading.words());
  }

  static void arrived(Turn turn, String call, ProbeResult result) {
    if (!call.equals(turn.awaited.testMail())) {
      return;
    }
    if (turn.state instanceof State.Solved || turn.state instanceof State.Closed) {
      return;
    }
    turn.awaited = turn.awaited.withTestMail(null);
    turn.take(purpose(turn), result);
    if (turn.state instanceof State.WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
      return;
    }
    turn.cancel(Timer.TEST_MAIL);
    if (turn.asked != null && turn.asked.kind() != Asked.Kind.CONTACT) {
      turn.asked = null;
    }
    turn.say(new Utterance.ShownEvidence(result));
    switch (result) {
      case ProbeResult.Healthy healthy -> {
        believe(turn, healthy.account());
        Endings.solve(turn, State.Resolution.EVIDENCE);
      }
      case ProbeResult.Fault fault -> fault(turn, fault.verdict());
      case ProbeResult.Inconclusive _ -> Prompt.say(turn);
    }
    Talk.listen(turn);
  }

  static Purpose purpose(Turn turn) {
    if (turn.state instanceof TakingEvidence taking && taking.purpose() != Purpose.OUTAGE) {
      return taking.purpose();
    }
    return turn.changedSomething() ? Purpose.AFTER_CHANGE : Purpose.BASELINE;
  }

  private static void believe(Turn turn, @Nullable String account) {
    if (account != null && account.indexOf('@') > 0) {
      turn.customer = turn.customer.proven(account);
    }
  }

  private static void fault(Turn turn, Verdict verdict) {
    if (turn.state instanceof TakingEvidence taking && taking.purpose() != Purpose.OUTAGE) {
      failed(turn, taking, verdict, null);
      return;
    }
    if (verdict != Verdict.UNPROVEN) {
      Tickets.need(turn, TicketReport.Topic.EVIDENCE_FAILED, null);
    }
    Prompt.say(turn);
  }

  private static void failed(
      Turn turn, TakingEvidence taking, Verdict verdict, @Nullable String words) {
    turn.cancel(Timer.TEST_MAIL);
    if (verdict == Verdict.UNPROVEN) {
      turn.state = new TakingEvidence(taking.purpose(), null, taking.then());
      Prompt.say(turn);
      return;
    }
    boolean again = verdict == Verdict.WRONG_ACCOUNT;
    if (taking.purpose() == Purpose.BASELINE && !again) {
      Tickets.need(turn, TicketReport.Topic.EVIDENCE_FAILED, words);
      if (turn.asked == null) {
        turn.say("baseline.failed");
      }
      Walk.to(turn, taking.then());
      return;
    }
    if (verdict == Verdict.OLD_SETTINGS) {
      stillOld(turn, taking, words);
      return;
    }
    if (!turn.first(Mark.FAILED_AFTER_CHANGE)) {
      giveUp(turn, words);
      return;
    }
    Tickets.need(turn, TicketReport.Topic.EVIDENCE_FAILED, words);
    turn.state = new TakingEvidence(taking.purpose(), null, taking.then());
    if (!again) {
      Probes.run(turn, true);
    }
    Prompt.say(turn);
  }

  private static void stillOld(Turn turn, TakingEvidence taking, @Nullable String words) {
    if (taking.then() instanceof State.Changing && turn.first(Mark.CHANGED_AGAIN)) {
      Tickets.need(turn, TicketReport.Topic.EVIDENCE_FAILED, words);
      turn.say("change.again");
      Walk.to(turn, new State.Changing(0));
      return;
    }
    giveUp(turn, words);
  }

  private static void giveUp(Turn turn, @Nullable String words) {
    HandOffs.call(turn, HandOffReason.EVIDENCE_FAILED, TicketReport.Topic.EVIDENCE_FAILED, words);
  }
}
