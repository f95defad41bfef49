package annai.connectors.probe;

import org.jspecify.annotations.Nullable;

/**
 * What a piece of evidence found: facts, no blame.
 *
 * <p>Both kinds end here: the staged probe from our side, and the test mail from the customer's.
 */
public sealed interface ProbeResult {

  Verdict verdict();

  ProbeTrace trace();

  /**
   * Nothing wrong was found, as far as was asked: OK, PROVEN or PROVEN_WITHOUT_TLS.
   *
   * @param account who logged in, as the server wrote it; null when nobody did
   */
  record Healthy(Verdict verdict, ProbeTrace trace, @Nullable String account)
      implements ProbeResult {}

  /**
   * Something is wrong, or not as it should be.
   *
   * @param stage where; null for a test mail
   * @param account who logged in, for WRONG_ACCOUNT; null when nobody did
   */
  record Fault(Verdict verdict, @Nullable Stage stage, ProbeTrace trace, @Nullable String account)
      implements ProbeResult {}

  /**
   * We failed, not they: cancelled, no route of our own, a full disk.
   *
   * @param verdict what the probe was able to say last
   * @param reason for operators, never for customers
   */
  record Inconclusive(Verdict verdict, ProbeTrace trace, String reason) implements ProbeResult {}
}
