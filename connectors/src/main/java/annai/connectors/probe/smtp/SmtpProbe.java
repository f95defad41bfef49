package annai.connectors.probe.smtp;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.function.Consumer;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The staged probe: talks SMTP to a mail server as a mail client would, and says at which stage it
 * stops.
 *
 * <p>It encrypts and verifies before it logs in, tries a password once, and zeroes the credentials
 * in all cases. Safe for use by many threads.
 */
public final class SmtpProbe implements MailProbe {

  private final TlsUpgrade tlsUpgrade;
  private final StageBudgets budgets;
  private final InstantSource clock;

  /** A probe with the budgets of a chat that trusts whom the JDK trusts. */
  public SmtpProbe() {
    this(null, StageBudgets.CHAT, InstantSource.system());
  }

  /**
   * A probe with its own idea of whom to trust.
   *
   * @param trustStore the certificate authorities; null means those of the JDK
   */
  public SmtpProbe(@Nullable KeyStore trustStore, StageBudgets budgets, InstantSource clock) {
    this.tlsUpgrade = new TlsUpgrade(judge(trustStore));
    this.budgets = budgets;
    this.clock = clock;
    Thread.ofVirtual().name("probe-warm-up").start(tlsUpgrade::warmUp);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the credentials can't be sent, before connecting
   */
  @Override
  public ProbeResult probe(ProbeRequest request, Consumer<StageResult> onStage) {
    try (Credentials credentials = request.credentials()) {
      if (credentials != null) {
        credentials.requireSendable();
      }
      StageLog log = new StageLog(request, onStage);
      Dialogue dialogue = new Dialogue(request, budgets, tlsUpgrade, clock, log);
      try {
        dialogue.run();
        return new ProbeResult.Healthy(Verdict.OK, trace(request, dialogue, log, null), null);
      } catch (StageFailedException e) {
        ProbeTrace trace = trace(request, dialogue, log, e.reply());
        String ours = e.ours();
        return ours == null
            ? new ProbeResult.Fault(e.verdict(), dialogue.lastStage(), trace, null)
            : new ProbeResult.Inconclusive(e.verdict(), trace, ours);
      }
    }
  }

  private static ProbeTrace trace(
      ProbeRequest request, Dialogue dialogue, StageLog log, @Nullable Reply reply) {
    return new ProbeTrace(
        request.target().key(),
        log.complete(),
        dialogue.tls(),
        log.warnings(),
        Reply.textOf(reply));
  }

  private static X509ExtendedTrustManager judge(@Nullable KeyStore trustStore) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trustStore);
      for (TrustManager manager : factory.getTrustManagers()) {
        if (manager instanceof X509ExtendedTrustManager extended) {
          return extended;
        }
      }
      throw new IllegalStateException("No X.509 trust manager on this machine");
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("Trust store can't be used: " + e.getMessage(), e);
    }
  }
}
