package annai.bot.conversation;

import annai.bot.conversation.State.TakingEvidence;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.TicketDraft;

/**
 * The provider's own server: looked at once, a second time before an incident, until it is well.
 */
final class Probes {

  private Probes() {}

  static void run(Turn turn, boolean fresh) {
    String call = turn.call();
    turn.awaited = turn.awaited.withServerProbe(call);
    turn.effect(new Effect.RunProbe(call, fresh));
  }

  /** What it finds is evidence for agents; it closes nothing and the customer is not told. */
  static void forAgent(Turn turn) {
    String call = turn.call();
    turn.awaited = turn.awaited.withAgentProbe(call);
    turn.effect(new Effect.ProbeForAgent(call));
  }

  static void finished(Turn turn, String call, ProbeResult result) {
    if (call.equals(turn.awaited.agentProbe())) {
      turn.awaited = turn.awaited.withAgentProbe(null);
      turn.take(Purpose.OUTAGE, result);
      turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
      return;
    }
    if (call.equals(turn.awaited.loginCheck())) {
      LoginCheck.finished(turn, result);
      return;
    }
    if (!call.equals(turn.awaited.serverProbe())) {
      return;
    }
    turn.awaited = turn.awaited.withServerProbe(null);
    switch (turn.state) {
      case State.WithAgent _ -> {
        if (!(result instanceof ProbeResult.Healthy)) {
          turn.take(Purpose.OUTAGE, result);
          turn.effect(new Effect.Forward(turn.report(TicketReport.Topic.NEWS, null)));
        }
      }
      case State.Solved _, State.Closed _ -> recovered(turn, result);
      case State.Greeting _,
          State.ChoosingMailClient _,
          State.Confirming _,
          State.Changing _,
          State.TakingEvidence _,
          State.WaitingForAgent _ ->
          server(turn, result);
    }
  }

  private static void recovered(Turn turn, ProbeResult result) {
    if (turn.incident != null && result instanceof ProbeResult.Healthy) {
      closeIncident(turn, turn.incident, result);
    }
  }

  private static void server(Turn turn, ProbeResult result) {
    if (turn.incident != null) {
      duringIncident(turn, turn.incident, result);
      return;
    }
    Diagnosis diagnosis = Diagnosis.of(result);
    boolean second = turn.has(Mark.CONFIRMING_FAULT);
    turn.forget(Mark.CONFIRMING_FAULT);
    if (result instanceof ProbeResult.Healthy) {
      turn.say(new Utterance.ShownEvidence(result));
      return;
    }
    if (!diagnosis.incident()) {
      return;
    }
    if (second) {
      incident(turn, result, diagnosis);
      return;
    }
    turn.first(Mark.CONFIRMING_FAULT);
    if (diagnosis.whoActs() == Diagnosis.WhoActs.PROVIDER) {
      run(turn, true);
    } else {
      turn.schedule(Timer.PROBE_AGAIN);
    }
  }

  private static void incident(Turn turn, ProbeResult result, Diagnosis diagnosis) {
    String key = result.verdict().name() + "/" + result.trace().target();
    turn.incident = key;
    turn.take(Purpose.OUTAGE, result);
    TicketDraft.Priority priority =
        diagnosis.priority() == null ? TicketDraft.Priority.P2 : diagnosis.priority();
    turn.effect(
        new Effect.OpenTicket(
            key, TicketDraft.Kind.INCIDENT, priority, Tickets.serverReport(turn, result)));
    turn.say(new Utterance.ShownEvidence(result));
    turn.schedule(Timer.PROBE_AGAIN);
    if (turn.state instanceof State.WaitingForAgent) {
      return;
    }
    turn.cancel(Timer.SILENCE, Timer.TEST_MAIL);
    turn.state = new TakingEvidence(Purpose.OUTAGE, null, turn.state);
    Prompt.say(turn);
  }

  private static void duringIncident(Turn turn, String key, ProbeResult result) {
    if (!(result instanceof ProbeResult.Healthy)) {
      turn.schedule(Timer.PROBE_AGAIN);
      return;
    }
    closeIncident(turn, key, result);
    turn.say("outage.over");
    if (turn.state instanceof TakingEvidence(Purpose purpose, _, State then)
        && purpose == Purpose.OUTAGE) {
      turn.state = then;
      Prompt.say(turn);
      Talk.listen(turn);
    }
  }

  private static void closeIncident(Turn turn, String key, ProbeResult result) {
    turn.incident = null;
    turn.cancel(Timer.PROBE_AGAIN);
    turn.effect(
        new Effect.CloseTicket(
            turn.call(),
            key,
            new TicketReport(
                TicketReport.Topic.SERVER_HEALTHY,
                Customer.UNKNOWN,
                null,
                java.util.List.of(),
                java.util.List.of(new EvidenceTaken(Purpose.OUTAGE, result)),
                null)));
  }
}
