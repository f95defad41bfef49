package annai.bot.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of the demonstration's own, with one server certificate (RFC 5280).
 *
 * <p>Made anew at each start and kept in memory: no key is ever written, so that nobody can be made
 * to trust it for longer than the demonstration runs.
 */
public final class DemoCertificateAuthority {

  private static final Duration VALIDITY = Duration.ofDays(365);

  private final SSLContext serverContext;
  private final SSLContext trustingContext;
  private final KeyStore trustStore;

  private DemoCertificateAuthority(
      KeyStore trustStore, SSLContext serverContext, SSLContext trustingContext) {
    this.trustStore = trustStore;
    this.serverContext = serverContext;
    this.trustingContext = trustingContext;
  }

  /** Makes keys (EC P-256) and a certificate for the name, "localhost" and 127.0.0.1. */
  public static DemoCertificateAuthority create(String hostName) {
    return create(hostName, InstantSource.system());
  }

  static DemoCertificateAuthority create(String hostName, InstantSource clock) {
    try {
      Issuer issuer = new Issuer(newKeyPair(), clock.instant());
      X509Certificate root = issuer.root();
      KeyPair serverKeys = newKeyPair();
      X509Certificate server = issuer.server(hostName, serverKeys);
      KeyStore trustStore = emptyStore();
      trustStore.setCertificateEntry("annai-demonstration", root);
      return new DemoCertificateAuthority(
          trustStore, presenting(serverKeys.getPrivate(), server, root), trustingOnly(trustStore));
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(
          "Certificate for '%s' could not be made".formatted(hostName), e);
    }
  }

  /** For the mail server: its key and certificate chain. */
  public SSLContext serverContext() {
    return serverContext;
  }

  /** For whoever connects: trusts this authority and no other. */
  public SSLContext trustingContext() {
    return trustingContext;
  }

  /** The authority's certificate and nothing else, without a password. */
  public KeyStore trustStore() {
    return trustStore;
  }

  private static KeyPair newKeyPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static SSLContext presenting(PrivateKey key, Certificate server, Certificate root)
      throws GeneralSecurityException, IOException {
    char[] inMemoryOnly = new char[0];
    KeyStore store = emptyStore();
    store.setKeyEntry("server", key, inMemoryOnly, new Certificate[] {server, root});
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, inMemoryOnly);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private static SSLContext trustingOnly(KeyStore trustStore) throws GeneralSecurityException {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trustStore);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Signs with the authority's key. */
  private record Issuer(KeyPair keys, Instant now) {

    private static final X500Name NAME = new X500Name("O=Annai,CN=Annai demonstration CA");

    X509Certificate root() throws GeneralSecurityException, OperatorCreationException, IOException {
      X509v3CertificateBuilder builder = builder(NAME, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      return sign(builder);
    }

    X509Certificate server(String hostName, KeyPair serverKeys)
        throws GeneralSecurityException, OperatorCreationException, IOException {
      X509v3CertificateBuilder builder = builder(new X500Name("CN=" + hostName), serverKeys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              new GeneralName[] {
                new GeneralName(GeneralName.dNSName, hostName),
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1")
              }));
      return sign(builder);
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair subjectKeys) {
      return new JcaX509v3CertificateBuilder(
          NAME,
          new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
          Date.from(now.minus(Duration.ofDays(1))),
          Date.from(now.plus(VALIDITY)),
          subject,
          subjectKeys.getPublic());
    }

    private X509Certificate sign(X509v3CertificateBuilder builder)
        throws GeneralSecurityException, OperatorCreationException {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
  }
}
