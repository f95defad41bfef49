package annai.connectors.probe;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was seen on the way to a verdict.
 *
 * @param target what was looked at: "host:port", or the address of a test mail
 * @param stages all stages of a staged probe in their order; empty for a test mail
 * @param reply the server's words that decided, or the Received field of a test mail; null when
 *     none
 */
public record ProbeTrace(
    String target,
    List<StageResult> stages,
    @Nullable TlsFacts tls,
    Set<Warning> warnings,
    @Nullable String reply) {

  public ProbeTrace {
    stages = List.copyOf(stages);
    warnings = Set.copyOf(warnings);
  }
}
