package annai.connectors.probe.smtp;

import annai.connectors.probe.TlsFacts;
import annai.connectors.probe.Verdict;
import java.net.Socket;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Judges a server's certificate and lets the handshake end in any case, so that what was refused
 * can be told.
 *
 * <p>Whoever uses it asks {@link #refusal()} before anything secret is sent.
 */
final class CertificateRecorder extends X509ExtendedTrustManager {

  private static final int SAN_DNS = 2;
  private static final int SAN_IP = 7;

  private final X509ExtendedTrustManager judge;
  private final String expectedName;
  private @Nullable X509Certificate certificate;
  private @Nullable Verdict refusal = Verdict.TLS_CERT_UNTRUSTED;
  private @Nullable String problem = "no certificate was shown";

  CertificateRecorder(X509ExtendedTrustManager judge, String expectedName) {
    this.judge = judge;
    this.expectedName = expectedName;
  }

  /** Why the certificate is not good; null when it is. */
  @Nullable Verdict refusal() {
    return refusal;
  }

  @Nullable X509Certificate certificate() {
    return certificate;
  }

  TlsFacts facts(SSLSession session) {
    X509Certificate shown = certificate;
    return new TlsFacts(
        session.getProtocol(),
        session.getCipherSuite(),
        shown == null ? null : clean(shown.getSubjectX500Principal().getName()),
        shown == null ? null : clean(shown.getIssuerX500Principal().getName()),
        shown == null ? List.of() : names(shown),
        shown == null ? null : shown.getNotBefore().toInstant(),
        shown == null ? null : shown.getNotAfter().toInstant(),
        problem);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    certificate = chain[0];
    try {
      judge.checkServerTrusted(chain, authType);
    } catch (CertificateException e) {
      refuse(kindOf(e), e);
      return;
    }
    try {
      judge.checkServerTrusted(chain, authType, engine);
      refusal = null;
      problem = null;
    } catch (CertificateException e) {
      refuse(isAboutPath(e) ? kindOf(e) : Verdict.TLS_CERT_HOSTNAME, e);
    }
  }

  private void refuse(Verdict verdict, CertificateException cause) {
    refusal = verdict;
    problem =
        switch (verdict) {
          case TLS_CERT_EXPIRED -> "expired";
          case TLS_CERT_NOT_YET_VALID -> "not yet valid";
          case TLS_CERT_HOSTNAME -> "not for '" + expectedName + "'";
          default -> "not trusted: " + clean(String.valueOf(cause.getMessage()));
        };
  }

  private static Verdict kindOf(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof CertificateExpiredException) {
        return Verdict.TLS_CERT_EXPIRED;
      }
      if (e instanceof CertificateNotYetValidException) {
        return Verdict.TLS_CERT_NOT_YET_VALID;
      }
    }
    return Verdict.TLS_CERT_UNTRUSTED;
  }

  private static boolean isAboutPath(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof CertPathValidatorException) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> name : all == null ? List.<List<?>>of() : all) {
        if (name.get(0) instanceof Integer kind && (kind == SAN_DNS || kind == SAN_IP)) {
          names.add(clean(String.valueOf(name.get(1))));
        }
      }
    } catch (CertificateParsingException _) {
      return List.of();
    }
    return names.size() > 50 ? names.subList(0, 50) : names;
  }

  private static String clean(String text) {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return ReplyText.shorten(ReplyText.clean(bytes, 0, bytes.length).text());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("Only for an engine");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("Only for an engine");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("Only for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("Only for servers");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("Only for servers");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return judge.getAcceptedIssuers();
  }
}
