package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.conversation.State;
import annai.bot.store.Stores;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs probes for conversations and shows each stage as it ends. */
final class ProbeWorker {

  private static final Logger LOG = LoggerFactory.getLogger(ProbeWorker.class);

  private static final String FOR_AGENTS = " agents";

  private final Stores stores;
  private final Turns turns;
  private final TicketEffects tickets;
  private final ProviderProbe probe;
  private final Completion completion;

  ProbeWorker(
      Stores stores,
      Turns turns,
      TicketEffects tickets,
      ProviderProbe probe,
      Completion completion) {
    this.stores = stores;
    this.turns = turns;
    this.tickets = tickets;
    this.probe = probe;
    this.completion = completion;
  }

  static String id(String conversation, String call) {
    return conversation + "/" + call;
  }

  static String data(boolean fresh, long epoch) {
    return fresh + " " + epoch;
  }

  /** For a probe whose stages only agents see. */
  static String dataForAgent(long epoch) {
    return data(true, epoch) + FOR_AGENTS;
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    int slash = instance.getId().indexOf('/');
    String conversation = instance.getId().substring(0, slash);
    String call = instance.getId().substring(slash + 1);
    String[] data = instance.getData().split(" ", 3);
    boolean forAgents = instance.getData().endsWith(FOR_AGENTS);
    Consumer<List<StageResult>> shown = stages -> show(conversation, call, stages, forAgents);
    ProbeResult result = look(Boolean.parseBoolean(data[0]), shown);
    return completion.of(() -> finish(conversation, call, Long.parseLong(data[1]), result));
  }

  private ProbeResult look(boolean fresh, Consumer<List<StageResult>> shown) {
    try {
      List<StageResult> told = new ArrayList<>();
      ProbeResult result =
          probe.look(
              fresh,
              stage -> {
                shown.accept(List.of(stage));
                told.add(stage);
              });
      // a shared result comes without its stages having been told
      shown.accept(result.trace().stages().stream().filter(one -> !told.contains(one)).toList());
      return result;
    } catch (RuntimeException e) {
      LOG.warn("Probe of '{}' failed on our side", probe.target(), e);
      return ownFailure(probe.target());
    }
  }

  /** For when we failed, not they. */
  static ProbeResult ownFailure(String target) {
    return new ProbeResult.Inconclusive(
        Verdict.CONNECT_UNREACHABLE,
        new ProbeTrace(target, List.of(), null, Set.of(), null),
        "the probe itself failed");
  }

  /** Hands a result to its conversation, unless it belongs to an ownership that has ended. */
  void finish(String conversation, String call, long epoch, ProbeResult result) {
    turns.take(
        conversation,
        turn -> {
          if (stale(turn, epoch)) {
            LOG.info("Evidence '{}' of an older epoch refused", result.verdict());
          } else {
            turns.decide(turn, new Event.ProbeFinished(call, result));
          }
          if (result instanceof ProbeResult.Healthy healthy) {
            tickets.healthy(turn, healthy);
          }
          return true;
        });
  }

  /** An agent who holds the conversation gets late evidence too; the bot does not. */
  static boolean stale(Turn turn, long epoch) {
    return turn.conversation().epoch() != epoch
        && !(turn.conversation().state() instanceof State.WithAgent);
  }

  /** Shows a stage, once. The server's own words are for agents only. */
  void show(String conversation, String call, StageResult stage) {
    show(conversation, call, List.of(stage), false);
  }

  private void show(String conversation, String call, List<StageResult> stages, boolean forAgents) {
    List<Turn.Line> lines =
        stages.stream()
            .filter(stage -> stage.state() != StageResult.State.NOT_ASKED)
            .map(stage -> line(call, stage))
            .toList();
    if (lines.isEmpty()) {
      return;
    }
    turns.take(
        conversation,
        turn -> {
          boolean hidden = forAgents || turn.conversation().state() instanceof State.WithAgent;
          lines.forEach(line -> turn.write(hidden ? line.forAgents() : line));
          return true;
        });
  }

  private Turn.Line line(String call, StageResult stage) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("call", call);
    body.put("stage", stage.stage().id());
    body.put("state", stage.state().id());
    body.put("millis", stage.millis());
    String key = "probe/" + call + "/" + stage.stage().id() + "/" + stage.state().id();
    return Turn.Line.of("system", "probe-stage", stores.json().ofBody(body)).once(key);
  }
}
