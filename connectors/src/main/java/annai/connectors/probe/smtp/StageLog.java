package annai.connectors.probe.smtp;

import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.StageResult.State;
import annai.connectors.probe.Warning;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps how each stage ended, tells of it at once, and fills in those that did not run. */
final class StageLog {

  /** A stage that takes longer is slow, though not broken. */
  private static final long SLOW_MILLIS = 3000;

  private static final List<Stage> STARTTLS_ORDER = List.of(Stage.values());
  private static final List<Stage> IMPLICIT_ORDER =
      List.of(
          Stage.DNS,
          Stage.CONNECT,
          Stage.TLS,
          Stage.BANNER,
          Stage.EHLO,
          Stage.STARTTLS,
          Stage.EHLO_AGAIN,
          Stage.AUTH_OFFERED,
          Stage.AUTH,
          Stage.MAIL,
          Stage.RCPT,
          Stage.DATA,
          Stage.QUIT);

  private final ProbeRequest request;
  private final Consumer<StageResult> onStage;
  private final Map<Stage, StageResult> ended = new EnumMap<>(Stage.class);
  private final Set<Warning> warnings = EnumSet.noneOf(Warning.class);

  StageLog(ProbeRequest request, Consumer<StageResult> onStage) {
    this.request = request;
    this.onStage = onStage;
  }

  void warn(Warning warning) {
    warnings.add(warning);
  }

  Set<Warning> warnings() {
    return warnings;
  }

  void end(Stage stage, State state, long millis, @Nullable Reply reply) {
    if (reply != null && reply.cleaned()) {
      warn(Warning.REPLY_TEXT_CLEANED);
    }
    if (reply != null && reply.bareLf()) {
      warn(Warning.BARE_LF);
    }
    boolean slow = state == State.OK && millis > SLOW_MILLIS;
    if (slow) {
      warn(Warning.SLOW);
    }
    StageResult result =
        new StageResult(stage, slow ? State.WARNING : state, millis, Reply.textOf(reply));
    ended.put(stage, result);
    onStage.accept(result);
  }

  /** All stages in the order in which this target runs them. */
  List<StageResult> complete() {
    List<StageResult> all = new ArrayList<>();
    for (Stage stage :
        request.target().security() == Security.STARTTLS ? STARTTLS_ORDER : IMPLICIT_ORDER) {
      StageResult result = ended.get(stage);
      all.add(
          result != null
              ? result
              : new StageResult(
                  stage, isAskedFor(stage) ? State.NOT_RUN : State.NOT_ASKED, 0, null));
    }
    return all;
  }

  private boolean isAskedFor(Stage stage) {
    return switch (stage) {
      case DNS, CONNECT, BANNER, EHLO, TLS, AUTH_OFFERED, QUIT -> true;
      case STARTTLS, EHLO_AGAIN -> request.target().security() == Security.STARTTLS;
      case AUTH -> request.credentials() != null;
      case MAIL -> request.from() != null;
      case RCPT -> request.to() != null;
      case DATA -> request.sendData();
    };
  }
}
