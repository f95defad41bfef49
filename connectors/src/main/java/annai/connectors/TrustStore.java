package annai.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificate authorities that the JDK does not know. */
public final class TrustStore {

  private static final String PEM = "-----BEGIN";

  private TrustStore() {}

  /**
   * Reads PKCS12, JKS or PEM.
   *
   * @throws IOException also when the content or the password is wrong, or no authority is in it
   */
  public static KeyStore read(Path file, String password) throws IOException {
    try {
      KeyStore store =
          isPem(file) ? pem(file) : KeyStore.getInstance(file.toFile(), password.toCharArray());
      if (store.size() == 0) {
        throw new IOException("'%s' holds no certificate".formatted(file));
      }
      return store;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException("'%s' is no PKCS12, JKS or PEM file".formatted(file), e);
    }
  }

  private static boolean isPem(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(64_000), StandardCharsets.ISO_8859_1).contains(PEM);
    }
  }

  private static KeyStore pem(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority-" + store.size(), certificate);
      }
    }
    return store;
  }

  /** A context for TLS that trusts these authorities and no others. */
  public static SSLContext context(KeyStore trusted) {
    try {
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("TLS is part of every JDK", e);
    }
  }
}
