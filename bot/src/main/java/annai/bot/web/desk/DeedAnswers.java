package annai.bot.web.desk;

import annai.bot.desk.AuditTrail;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.store.Agent;
import annai.bot.store.AuditEntry.Deed;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** What became of an agent's deed, as an answer; what was done is noted in the trail. */
final class DeedAnswers {

  private final AuditTrail audit;

  DeedAnswers(AuditTrail audit) {
    this.audit = audit;
  }

  /** It is done; the epoch is to be carried from now on. */
  record Done(long epoch, long seq) {}

  /** 200, or 409 with how the conversation is now. */
  ResponseEntity<?> answer(Outcome outcome, Agent me, Deed deed, String id) {
    return switch (outcome) {
      case Outcome.Done(long epoch, long seq) -> {
        audit.note(me, deed, id);
        yield Answers.of(HttpStatus.OK, new Done(epoch, seq));
      }
      case Outcome.Stale stale -> stale(stale);
    };
  }

  private static ResponseEntity<ProblemDetail> stale(Outcome.Stale now) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.CONFLICT,
            now.agent() == null
                ? "The conversation has changed since it was read; nothing was done"
                : "'%s' has the conversation; nothing was done".formatted(now.agent()));
    problem.setProperty("reason", "stale");
    problem.setProperty("epoch", now.epoch());
    problem.setProperty("state", now.state());
    problem.setProperty("agent", now.agent());
    return DeskProblems.answer(problem);
  }
}
