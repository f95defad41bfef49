package annai.bot.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * A key by which the site's tokens are checked, bound to its one algorithm: a token never says by
 * which it wants to be read.
 *
 * <p>Its {@code toString} names the key and shows nothing of it.
 */
public final class IdentityKey {

  private static final int SECRET_BYTES = 32;
  private static final int RSA_BITS = 2048;

  private final String id;
  private final JWSAlgorithm algorithm;
  private final JWSVerifier verifier;

  private IdentityKey(String id, JWSAlgorithm algorithm, JWSVerifier verifier) {
    this.id = id;
    this.algorithm = algorithm;
    this.verifier = verifier;
  }

  /**
   * A secret that the site shares, for HS256.
   *
   * @param secret taken as it stands, in UTF-8; at least 256 bits
   * @throws IllegalArgumentException when it is too short
   */
  public static IdentityKey shared(String id, String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < SECRET_BYTES) {
      throw new IllegalArgumentException(
          "secret: %d bytes, expected at least %d".formatted(bytes.length, SECRET_BYTES));
    }
    return of(id, JWSAlgorithm.HS256, () -> new MACVerifier(bytes));
  }

  /**
   * The public half of a key of the site's.
   *
   * @param algorithm "ES256", "RS256" or "EdDSA" (Ed25519)
   * @param pem "-----BEGIN PUBLIC KEY-----" and so on (RFC 7468 section 13)
   * @throws IllegalArgumentException when it is none, or another algorithm's
   */
  public static IdentityKey published(String id, String algorithm, String pem) {
    return switch (algorithm) {
      case "ES256" -> of(id, JWSAlgorithm.ES256, () -> new ECDSAVerifier(ec(pem)));
      case "RS256" -> of(id, JWSAlgorithm.RS256, () -> new RSASSAVerifier(rsa(pem)));
      case "EdDSA" -> of(id, JWSAlgorithm.EdDSA, () -> new EdDsaVerifier(ed25519(pem)));
      default ->
          throw new IllegalArgumentException(
              "algorithm: '%s', expected HS256, ES256, RS256 or EdDSA".formatted(algorithm));
    };
  }

  String id() {
    return id;
  }

  JWSAlgorithm algorithm() {
    return algorithm;
  }

  JWSVerifier verifier() {
    return verifier;
  }

  @Override
  public String toString() {
    return "IdentityKey[" + id + ", " + algorithm + "]";
  }

  private interface Making {
    JWSVerifier make() throws JOSEException;
  }

  private static IdentityKey of(String id, JWSAlgorithm algorithm, Making making) {
    try {
      return new IdentityKey(id, algorithm, making.make());
    } catch (JOSEException e) {
      throw new IllegalArgumentException("key: expected one for " + algorithm, e);
    }
  }

  private static ECPublicKey ec(String pem) {
    return (ECPublicKey) read("EC", pem);
  }

  private static RSAPublicKey rsa(String pem) {
    RSAPublicKey key = (RSAPublicKey) read("RSA", pem);
    if (key.getModulus().bitLength() < RSA_BITS) {
      throw new IllegalArgumentException(
          "public-key: %d bits, expected at least %d"
              .formatted(key.getModulus().bitLength(), RSA_BITS));
    }
    return key;
  }

  private static EdECPublicKey ed25519(String pem) {
    return (EdECPublicKey) read(NamedParameterSpec.ED25519.getName(), pem);
  }

  private static PublicKey read(String algorithm, String pem) {
    String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
    try {
      byte[] encoded = Base64.getDecoder().decode(base64);
      return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "public-key: expected '-----BEGIN PUBLIC KEY-----' and a key for " + algorithm, e);
    }
  }
}
