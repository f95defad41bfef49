package annai.connectors.probe.testmail;

import annai.connectors.probe.ProbeResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A test mail that arrived, judged.
 *
 * @param token of the address that it was sent to
 * @param result Healthy with PROVEN or PROVEN_WITHOUT_TLS; Fault with OLD_SETTINGS or
 *     WRONG_ACCOUNT; Inconclusive with UNPROVEN and, for operators, why
 * @param receivedAt by our clock
 * @param userAgent what the mail says it was written with, cleaned and cut; null when it doesn't.
 *     For display only: anybody can write it
 */
public record TestMail(
    String token, ProbeResult result, Instant receivedAt, @Nullable String userAgent) {}
