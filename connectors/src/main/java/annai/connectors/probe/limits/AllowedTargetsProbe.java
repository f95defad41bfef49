package annai.connectors.probe.limits;

import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Probes only the servers that the settings name; any other is TARGET_NOT_ALLOWED. */
public final class AllowedTargetsProbe implements MailProbe {

  private final MailProbe probe;
  private final Set<ProbeTarget> allowed;

  public AllowedTargetsProbe(MailProbe probe, Set<ProbeTarget> allowed) {
    this.probe = probe;
    this.allowed = Set.copyOf(allowed);
  }

  @Override
  public ProbeResult probe(ProbeRequest request, Consumer<StageResult> onStage) {
    if (allowed.contains(request.target())) {
      return probe.probe(request, onStage);
    }
    if (request.credentials() != null) {
      request.credentials().close();
    }
    return new ProbeResult.Fault(
        Verdict.TARGET_NOT_ALLOWED,
        Stage.CONNECT,
        new ProbeTrace(request.target().key(), List.of(), null, Set.of(), null),
        null);
  }
}
