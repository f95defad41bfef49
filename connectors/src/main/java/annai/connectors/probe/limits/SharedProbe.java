package annai.connectors.probe.limits;

import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.StageResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares what a probe without credentials and addresses found, per target, for 60 seconds.
 *
 * <p>One run per target at a time: who comes meanwhile waits for it and gets its result. The stages
 * of such a result are in its trace, and are not told one by one. Requests with credentials or
 * addresses go straight through, and results that are Inconclusive are not shared. Targets come
 * from the settings, so that few are kept.
 */
public final class SharedProbe implements MailProbe {

  public static final Duration SHARED_FOR = Duration.ofSeconds(60);

  private final MailProbe probe;
  private final InstantSource clock;
  private final Map<ProbeTarget, Slot> slots = new ConcurrentHashMap<>();

  public SharedProbe(MailProbe probe, InstantSource clock) {
    this.probe = probe;
    this.clock = clock;
  }

  @Override
  public ProbeResult probe(ProbeRequest request, Consumer<StageResult> onStage) {
    return isShareable(request)
        ? slot(request).recentOrRun(request, onStage)
        : probe.probe(request, onStage);
  }

  /**
   * The same, but always a run of its own: for confirming a fault. What it finds is shared with
   * others.
   */
  public MailProbe confirming() {
    return (request, onStage) ->
        isShareable(request) ? slot(request).run(request, onStage) : probe.probe(request, onStage);
  }

  private static boolean isShareable(ProbeRequest request) {
    return request.credentials() == null && request.from() == null;
  }

  private Slot slot(ProbeRequest request) {
    return slots.computeIfAbsent(request.target(), _ -> new Slot());
  }

  /** The last result of one target. */
  private final class Slot {

    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable ProbeResult last;
    private Instant until = Instant.MIN;

    private ProbeResult recentOrRun(ProbeRequest request, Consumer<StageResult> onStage) {
      ProbeResult recent;
      lock.lock();
      try {
        recent = clock.instant().isBefore(until) ? last : null;
        if (recent == null) {
          return run(request, onStage);
        }
      } finally {
        lock.unlock();
      }
      return recent;
    }

    private ProbeResult run(ProbeRequest request, Consumer<StageResult> onStage) {
      lock.lock();
      try {
        ProbeResult result = probe.probe(request, onStage);
        if (!(result instanceof ProbeResult.Inconclusive)) {
          last = result;
          until = clock.instant().plus(SHARED_FOR);
        }
        return result;
      } finally {
        lock.unlock();
      }
    }
  }
}
