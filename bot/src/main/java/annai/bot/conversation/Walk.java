package annai.bot.conversation;

import annai.bot.conversation.State.Changing;
import annai.bot.conversation.State.Confirming;
import annai.bot.conversation.State.HandOffReason;
import annai.knowledge.Procedure;
import annai.knowledge.Procedure.Phase;
import annai.knowledge.Step;
import java.util.List;
import java.util.Optional;

/** Through the procedure, one step at a time. */
final class Walk {

  private Walk() {}

  /**
   * Where a customer is in the procedure.
   *
   * @param check true for the check question
   */
  record Place(Phase phase, int index, Step step, boolean check) {}

  /** Where the procedure begins: with looking where there is something to look at. */
  static State start(Turn turn) {
    return turn.procedure()
        .map(
            procedure ->
                procedure.confirm().isEmpty() && procedure.check() == null
                    ? (State) new Changing(0)
                    : new Confirming(0))
        .orElseGet(() -> new State.ChoosingMailClient(List.of()));
  }

  /** The state that is at the step; empty when the procedure has no such one. */
  static Optional<State> state(Procedure procedure, ProcedureStep at) {
    List<Step> steps = procedure.steps(at.phase());
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).id().equals(at.step())) {
        return Optional.of(
            switch (at.phase()) {
              case CONFIRM -> new Confirming(i);
              case CHANGE -> new Changing(i);
            });
      }
    }
    return at.phase() == Phase.CONFIRM
        ? procedure
            .checkQuestion()
            .filter(check -> check.id().equals(at.step()))
            .map(_ -> new Confirming(steps.size()))
        : Optional.empty();
  }

  /** The place of the state; empty when the state is none or the procedure has no such step. */
  static Optional<Place> place(Turn turn) {
    Procedure procedure = turn.procedure().orElse(null);
    if (procedure == null) {
      return Optional.empty();
    }
    if (turn.state instanceof Confirming(int step)) {
      if (step >= 0 && step < procedure.confirm().size()) {
        return Optional.of(new Place(Phase.CONFIRM, step, procedure.confirm().get(step), false));
      }
      return procedure.checkQuestion().map(check -> new Place(Phase.CONFIRM, step, check, true));
    }
    if (turn.state instanceof Changing(int step) && step >= 0 && step < procedure.change().size()) {
      return Optional.of(new Place(Phase.CHANGE, step, procedure.change().get(step), false));
    }
    return Optional.empty();
  }

  static void to(Turn turn, State next) {
    turn.state = next;
    turn.forget(Mark.EXPLAINED);
    Prompt.say(turn);
  }

  static void said(Turn turn, Reading reading) {
    Place place = place(turn).orElse(null);
    if (place == null) {
      MailClientChoice.choose(turn, reading);
      return;
    }
    switch (reading.wish()) {
      case DONE, YES -> forward(turn, place, true);
      case SKIP -> forward(turn, place, false);
      case NO -> {
        if (place.check()) {
          evidenceNow(turn);
        } else {
          looksDifferent(turn, place, reading);
        }
      }
      case LOOKS_DIFFERENT -> looksDifferent(turn, place, reading);
      case BACK -> back(turn, place);
      case HELP -> {
        turn.say("step.help");
        turn.choices("go-on", "looks-different", "back", "restart", "person");
      }
      case ERROR -> {
        reading.errorText().ifPresent(error -> turn.say("error.meaning", "error", error));
        turn.say("step.keep-going");
        Prompt.say(turn);
      }
      case CANNOT_SEND, STILL_FAILS -> {
        turn.say("step.keep-going");
        Prompt.say(turn);
      }
      case WORKS -> Endings.solve(turn, State.Resolution.CUSTOMERS_WORD);
      case TEST_MAIL, SENT -> evidenceNow(turn);
      case LOGIN_CHECK -> LoginCheck.offer(turn);
      case NOTHING,
          NOT_UNDERSTOOD,
          CANNOT_RECEIVE,
          SOMETHING_ELSE,
          AGAIN,
          GO_ON,
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

  private static void forward(Turn turn, Place place, boolean done) {
    if (done) {
      turn.done(place.phase(), place.step().id());
    }
    Procedure procedure = turn.procedure().orElseThrow();
    int next = place.index() + 1;
    switch (place.phase()) {
      case CONFIRM -> {
        int last = procedure.confirm().size() + (procedure.check() == null ? 0 : 1);
        if (!place.check() && next < last) {
          to(turn, new Confirming(next));
        } else {
          startChange(turn, procedure);
        }
      }
      case CHANGE -> {
        if (next < procedure.change().size()) {
          to(turn, new Changing(next));
        } else {
          turn.say("change.finished");
          Proof.offer(turn, Purpose.AFTER_CHANGE, new Changing(0));
        }
      }
    }
  }

  private static void startChange(Turn turn, Procedure procedure) {
    if (procedure.change().isEmpty()) {
      Proof.offer(turn, Purpose.BASELINE, turn.state);
      return;
    }
    turn.say("change.begin");
    to(turn, new Changing(0));
  }

  private static void evidenceNow(Turn turn) {
    boolean changed = turn.changedSomething();
    turn.say(changed ? "evidence.now" : "check.not-so");
    Proof.offer(turn, changed ? Purpose.AFTER_CHANGE : Purpose.BASELINE, new Changing(0));
  }

  private static void looksDifferent(Turn turn, Place place, Reading reading) {
    String client = turn.mailClient;
    if (client != null && turn.first(Mark.EXPLAINED)) {
      turn.say(new Utterance.ShownControls(client, place.phase(), place.step().id()));
      turn.choices(place.check() ? "yes" : "done", place.check() ? "no" : "back", "person");
      return;
    }
    HandOffs.call(turn, HandOffReason.STUCK, TicketReport.Topic.STUCK, reading.words());
  }

  private static void back(Turn turn, Place place) {
    Procedure procedure = turn.procedure().orElseThrow();
    int confirming = procedure.confirm().size() + (procedure.check() == null ? 0 : 1);
    switch (place.phase()) {
      case CONFIRM -> {
        if (place.index() > 0) {
          to(turn, new Confirming(Math.min(place.index(), procedure.confirm().size()) - 1));
          return;
        }
      }
      case CHANGE -> {
        if (place.index() > 0) {
          to(turn, new Changing(place.index() - 1));
          return;
        }
        if (confirming > 0) {
          to(turn, new Confirming(confirming - 1));
          return;
        }
      }
    }
    turn.say("back.first");
    Prompt.say(turn);
  }
}
