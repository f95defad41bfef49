package annai.connectors.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a probe is asked to do.
 *
 * @param credentials for one AUTH; null for none. Closed by the probe, whatever happens
 * @param from the reverse-path for MAIL; null to stop before MAIL
 * @param to the forward-path for RCPT; null to stop before RCPT
 * @param sendData whether one mail is really sent
 * @param deadline over all stages
 */
public record ProbeRequest(
    ProbeTarget target,
    @Nullable Credentials credentials,
    @Nullable String from,
    @Nullable String to,
    boolean sendData,
    Duration deadline) {

  public static final Duration DEADLINE = Duration.ofSeconds(25);

  public static ProbeRequest withoutLogin(ProbeTarget target) {
    return new ProbeRequest(target, null, null, null, false, DEADLINE);
  }
}
