package annai.connectors.probe.smtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Turns a connection to TLS 1.2 or 1.3; a context of its own each time, so nothing is resumed. */
final class TlsUpgrade {

  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final X509ExtendedTrustManager judge;

  TlsUpgrade(X509ExtendedTrustManager judge) {
    this.judge = judge;
  }

  /** Does the handshake; whether the certificate is good is for the caller to look at. */
  Upgraded upgrade(SmtpConnection connection, String certificateName, int port) throws IOException {
    CertificateRecorder recorder = new CertificateRecorder(judge, certificateName);
    SSLEngine engine = engine(recorder, certificateName, port);
    return new Upgraded(connection.startTls(engine), recorder);
  }

  /**
   * Makes a ClientHello for nobody: the JVM loads its TLS now, and the first handshake is not slow.
   */
  void warmUp() {
    SSLEngine engine = engine(new CertificateRecorder(judge, "localhost"), "localhost", 465);
    try {
      engine.beginHandshake();
      SSLEngineResult _ =
          engine.wrap(
              ByteBuffer.allocate(0),
              ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    } catch (SSLException _) {
      // the first real handshake tells
    }
  }

  private static SSLEngine engine(CertificateRecorder recorder, String certificateName, int port) {
    SSLEngine engine = context(recorder).createSSLEngine(certificateName, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setProtocols(PROTOCOLS);
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static SSLContext context(CertificateRecorder recorder) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("No TLS on this machine", e);
    }
  }

  /** A finished handshake. */
  record Upgraded(SSLSession session, CertificateRecorder recorder) {}
}
