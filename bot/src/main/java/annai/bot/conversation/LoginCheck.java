package annai.bot.conversation;

import annai.bot.conversation.State.HandOffReason;
import annai.bot.conversation.State.TakingEvidence;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.Verdict;
import java.util.List;

/**
 * The probe with one-time credentials: one try at the customer's wish, never a second by itself.
 */
final class LoginCheck {

  private static final int TRIES = 2;

  private LoginCheck() {}

  static void offer(Turn turn) {
    if (rejections(turn) >= TRIES) {
      account(turn);
      return;
    }
    String call = turn.call();
    turn.awaited = turn.awaited.withLoginCheck(call);
    turn.say("login-check.intro");
    turn.say(new Utterance.CredentialsForm(call));
  }

  static void finished(Turn turn, ProbeResult result) {
    if (turn.state instanceof State.Solved || turn.state instanceof State.Closed) {
      return;
    }
    turn.awaited = turn.awaited.withLoginCheck(null);
    boolean aboutLogin = isAboutLogin(turn);
    turn.take(Proof.purpose(turn), result);
    if (turn.state instanceof State.WithAgent) {
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
      return;
    }
    turn.say(new Utterance.ShownEvidence(result));
    switch (result) {
      case ProbeResult.Healthy healthy -> {
        if (aboutLogin && Diagnosis.isLogin(healthy)) {
          Endings.solveLogin(turn);
        } else {
          turn.say("login-check.then-mail");
          askOn(turn);
        }
      }
      case ProbeResult.Fault fault -> fault(turn, fault);
      case ProbeResult.Inconclusive _ -> askOn(turn);
    }
    Talk.listen(turn);
  }

  private static void fault(Turn turn, ProbeResult.Fault fault) {
    Diagnosis diagnosis = Diagnosis.of(fault);
    switch (diagnosis.whoActs()) {
      case CUSTOMER -> {
        if (rejections(turn) >= TRIES) {
          account(turn);
          return;
        }
        Tickets.need(turn, TicketReport.Topic.EVIDENCE_FAILED, null);
        askOn(turn);
      }
      case PROVIDER -> {
        if (diagnosis.incident()) {
          turn.first(Mark.CONFIRMING_FAULT);
          Probes.run(turn, true);
          askOn(turn);
        } else {
          account(turn);
        }
      }
      case NOBODY_YET -> askOn(turn);
    }
  }

  private static void askOn(Turn turn) {
    if (turn.state instanceof TakingEvidence(Purpose purpose, var call, State then)
        && purpose != Purpose.OUTAGE
        && (call == null || !call.equals(turn.awaited.testMail()))) {
      turn.state = new TakingEvidence(purpose, null, then);
    }
    Prompt.say(turn);
  }

  private static void account(Turn turn) {
    HandOffs.call(turn, HandOffReason.ACCOUNT, TicketReport.Topic.EVIDENCE_FAILED, null);
  }

  private static long rejections(Turn turn) {
    return turn.evidence().stream()
        .filter(taken -> taken.result().verdict() == Verdict.AUTH_REJECTED)
        .count();
  }

  /** Whether the newest failure of this episode was a login's. */
  private static boolean isAboutLogin(Turn turn) {
    List<EvidenceTaken> newestFirst = turn.evidence().reversed();
    for (EvidenceTaken taken : newestFirst) {
      if (taken.purpose() != Purpose.OUTAGE && taken.result() instanceof ProbeResult.Fault fault) {
        return fault.verdict() == Verdict.AUTH_REJECTED
            || fault.verdict() == Verdict.AUTH_MECHANISM_TOO_WEAK
            || fault.verdict() == Verdict.AUTH_PASSWORD_TRANSITION
            || fault.verdict() == Verdict.AUTH_DISABLED_FOR_ACCOUNT;
      }
    }
    return false;
  }
}
