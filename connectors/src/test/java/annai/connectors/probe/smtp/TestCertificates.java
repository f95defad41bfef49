package annai.connectors.probe.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test, and the servers' certificates that it signs. */
public final class TestCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final X500Name ISSUER = new X500Name("CN=Test CA");

  private final KeyPair authorityKey = newKey();
  private final X509Certificate authority;

  public TestCertificates() {
    Instant now = Instant.now();
    this.authority =
        sign(ISSUER, authorityKey, true, "ca.test", now.minus(days(900)), now.plus(days(900)));
  }

  /** What a MailClient has to trust. */
  public KeyStore trustStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority);
    return store;
  }

  /** A server of that name with a certificate that is good now. */
  public SSLContext serverContext(String name) throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    return serverContext(name, now.minus(days(1)), now.plus(days(90)));
  }

  public SSLContext serverContext(String name, Instant from, Instant until)
      throws GeneralSecurityException, IOException {
    return context(serverStore(name, from, until));
  }

  /** Writes the key store that {@link #readContext} reads. */
  public void writeServerStore(String name, Path file)
      throws GeneralSecurityException, IOException {
    Instant now = Instant.now();
    try (OutputStream out = Files.newOutputStream(file)) {
      serverStore(name, now.minus(days(1)), now.plus(days(90))).store(out, PASSWORD);
    }
  }

  public static SSLContext readContext(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return context(store);
  }

  private KeyStore serverStore(String name, Instant from, Instant until)
      throws GeneralSecurityException, IOException {
    KeyPair key = newKey();
    X509Certificate certificate = sign(new X500Name("CN=" + name), key, false, name, from, until);
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", key.getPrivate(), PASSWORD, new X509Certificate[] {certificate, authority});
    return store;
  }

  private static SSLContext context(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private X509Certificate sign(
      X500Name subject,
      KeyPair key,
      boolean isAuthority,
      String name,
      Instant from,
      Instant until) {
    try {
      PrivateKey signer = authorityKey.getPrivate();
      X509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
                  ISSUER,
                  BigInteger.valueOf(System.nanoTime()),
                  Date.from(from),
                  Date.from(until),
                  subject,
                  key.getPublic())
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority))
              .addExtension(
                  Extension.subjectAlternativeName,
                  false,
                  new GeneralNames(new GeneralName(GeneralName.dNSName, name)));
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer)));
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair newKey() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
