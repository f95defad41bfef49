package annai.connectors.probe.limits;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets a login through only while its account has tries left, so that Annai can't be used for
 * guessing passwords, nor lock an account by itself.
 *
 * <p>Without a try left nothing is sent, the credentials are zeroed, and the result is Inconclusive
 * with AUTH_RATE_LIMITED.
 */
public final class BudgetedProbe implements MailProbe {

  private final MailProbe probe;
  private final ProbeBudget budget;
  private final AccountKeys keys;

  public BudgetedProbe(MailProbe probe, ProbeBudget budget, AccountKeys keys) {
    this.probe = probe;
    this.budget = budget;
    this.keys = keys;
  }

  @Override
  public ProbeResult probe(ProbeRequest request, Consumer<StageResult> onStage) {
    Credentials credentials = request.credentials();
    if (credentials == null || budget.take(keys.keyOf(credentials.userName()))) {
      return probe.probe(request, onStage);
    }
    credentials.close();
    return new ProbeResult.Inconclusive(
        Verdict.AUTH_RATE_LIMITED,
        new ProbeTrace(request.target().key(), List.of(), null, Set.of(), null),
        "No try is left for this account in this hour");
  }
}
