package annai.bot.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.bot.identity.IdentityRefusedException.Fault;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SiteTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final KeyPair RSA = pair("RSA", null);
  private static final KeyPair EC = pair("EC", "secp256r1");
  private static final KeyPair ED = pair("Ed25519", null);

  private final SiteTokens tokens =
      new SiteTokens(
          List.of(
              IdentityKey.shared(SigningSite.KEY, SigningSite.SECRET),
              IdentityKey.published("rsa", "RS256", pem(RSA.getPublic())),
              IdentityKey.published("ec", "ES256", pem(EC.getPublic())),
              IdentityKey.published("ed", "EdDSA", pem(ED.getPublic()))),
          SigningSite.AUDIENCE,
          "https://www.mediacat.example",
          Duration.ofSeconds(60),
          CLOCK);

  private static JWTClaimsSet.Builder claims() {
    return SigningSite.claims(NOW)
        .issuer("https://www.mediacat.example")
        .claim("name", "山田 太郎")
        .claim("email", "taro@mediacat.example");
  }

  @Test
  void read_tokenOfEachAlgorithm_saysWhoItIs() throws Exception {
    for (String token :
        List.of(
            SigningSite.sign(claims().build()),
            signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(RSA.getPrivate())),
            signed(JWSAlgorithm.ES256, "ec", new ECDSASigner((ECPrivateKey) EC.getPrivate())),
            edDsa("ed", ED))) {
      Identity identity = tokens.read(token);

      assertThat(identity.externalId()).isEqualTo("m-1");
      assertThat(identity.name()).isEqualTo("山田 太郎");
      assertThat(identity.mailAddress()).isEqualTo("taro@mediacat.example");
      assertThat(identity.expires()).isEqualTo(NOW.plusSeconds(360));
    }
  }

  @Test
  void read_sameJtiOfTwoKeys_areTwoTokens() throws Exception {
    JWTClaimsSet claims = claims().jwtID("1").build();
    String other =
        SigningSite.sign(
            claims,
            SigningSite.header(JWSAlgorithm.RS256, "rsa"),
            new RSASSASigner(RSA.getPrivate()));

    assertThat(tokens.read(SigningSite.sign(claims)).once())
        .isEqualTo(tokens.read(SigningSite.sign(claims)).once())
        .isNotEqualTo(tokens.read(other).once());
  }

  @Test
  void read_wrongSignature_isRefused() throws Exception {
    String good = SigningSite.sign(claims().build());
    refused(Fault.SIGNATURE, good.substring(0, good.length() - 4) + "AAAA");
    refused(
        Fault.SIGNATURE,
        signed(JWSAlgorithm.HS256, SigningSite.KEY, new MACSigner("x".repeat(32))));
    refused(Fault.SIGNATURE, edDsa("ed", pair("Ed25519", null)));
    refused(
        Fault.SIGNATURE,
        signed(JWSAlgorithm.RS256, "rsa", new RSASSASigner(pair("RSA", null).getPrivate())));
  }

  @Test
  void read_anotherAlgorithmThanTheKeys_isRefused() throws Exception {
    refused(Fault.ALGORITHM, new PlainJWT(claims().build()).serialize());
    // the public key, which everybody has, as if it were a secret
    refused(
        Fault.ALGORITHM,
        signed(
            JWSAlgorithm.HS256,
            "rsa",
            new MACSigner(pem(RSA.getPublic()).getBytes(StandardCharsets.UTF_8))));
    refused(
        Fault.ALGORITHM,
        signed(JWSAlgorithm.HS512, SigningSite.KEY, new MACSigner("x".repeat(64))));
    refused(
        Fault.ALGORITHM,
        signed(JWSAlgorithm.RS256, SigningSite.KEY, new RSASSASigner(RSA.getPrivate())));
    String none = "{\"alg\":\"none\",\"kid\":\"" + SigningSite.KEY + "\"}";
    refused(
        Fault.ALGORITHM,
        Base64URL.encode(none) + "." + Base64URL.encode(claims().build().toString()) + ".");
  }

  @Test
  void read_unknownKey_isRefused() throws Exception {
    refused(
        Fault.UNKNOWN_KEY, signed(JWSAlgorithm.HS256, "other", new MACSigner(SigningSite.SECRET)));
    JWSHeader nameless = new JWSHeader(JWSAlgorithm.HS256);
    refused(
        Fault.UNKNOWN_KEY,
        SigningSite.sign(claims().build(), nameless, new MACSigner(SigningSite.SECRET)));
  }

  @Test
  void read_criticalHeaderThatNobodyKnows_isRefused() throws Exception {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .keyID(SigningSite.KEY)
            .criticalParams(Set.of("exp2"))
            .customParam("exp2", 1)
            .build();
    refused(
        Fault.MALFORMED,
        SigningSite.sign(claims().build(), header, new MACSigner(SigningSite.SECRET)));
  }

  @Test
  void read_foreignAudienceOrIssuer_isRefused() {
    refused(Fault.AUDIENCE, claims().audience("other"));
    refused(Fault.AUDIENCE, claims().audience((String) null));
    refused(Fault.ISSUER, claims().issuer("https://evil.example"));
    refused(Fault.ISSUER, claims().issuer(null));
  }

  @Test
  void read_outsideOfItsTime_isRefused() {
    refused(Fault.EXPIRED, claims().issueTime(at(-400)).expirationTime(at(-60)));
    refused(Fault.NOT_YET_VALID, claims().issueTime(at(61)).expirationTime(at(300)));
    refused(Fault.NOT_YET_VALID, claims().notBeforeTime(at(61)));
    refused(Fault.LIFETIME, claims().expirationTime(at(601)));
    refused(Fault.LIFETIME, claims().expirationTime(null));
    refused(Fault.LIFETIME, claims().issueTime(null));
    refused(Fault.LIFETIME, claims().expirationTime(at(0)));
    assertThat(
            tokens.read(
                SigningSite.sign(claims().issueTime(at(-400)).expirationTime(at(-59)).build())))
        .isNotNull();
  }

  @Test
  void read_claimsOfAnotherForm_isRefused() {
    refused(Fault.CLAIMS, claims().subject(null));
    refused(Fault.CLAIMS, claims().subject("a\nb"));
    refused(Fault.CLAIMS, claims().jwtID(null));
    refused(Fault.CLAIMS, claims().jwtID("x".repeat(201)));
    refused(Fault.CLAIMS, claims().claim("email", "no address"));
    refused(Fault.CLAIMS, claims().claim("name", "a\u202eb"));
    refused(Fault.MALFORMED, claims().claim("name", Map.of("a", 1)));
  }

  @Test
  void read_noToken_isRefusedWithoutAnEcho() {
    for (String malformed : List.of("", "kanaria", "kanaria.b.c", "a.b.c.d", "x".repeat(5_000))) {
      refused(Fault.MALFORMED, malformed);
    }
  }

  @Test
  void read_nothingSetUp_isRefused() {
    assertThatExceptionOfType(IdentityRefusedException.class)
        .isThrownBy(() -> SiteTokens.none(CLOCK).read(SigningSite.sign(claims().build())))
        .matches(e -> e.fault() == Fault.NOT_SET_UP);
  }

  @Test
  void keys_tooWeakOrAnother_areRefusedWithoutAnEcho() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityKey.shared("k", "kanaria"))
        .withMessageContaining("at least 32")
        .matches(e -> !String.valueOf(e.getMessage()).contains("kanaria"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityKey.published("k", "ES256", pem(RSA.getPublic())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityKey.published("k", "none", pem(RSA.getPublic())));
    assertThat(tokens.toString()).contains(SigningSite.KEY).doesNotContain("kanaria");
  }

  private void refused(Fault fault, JWTClaimsSet.Builder claims) {
    refused(fault, SigningSite.sign(claims.build()));
  }

  private void refused(Fault fault, String token) {
    assertThatExceptionOfType(IdentityRefusedException.class)
        .isThrownBy(() -> tokens.read(token))
        .matches(e -> e.fault() == fault, fault.name())
        .matches(e -> !String.valueOf(e.getMessage()).contains("kanaria") && e.getCause() == null);
  }

  private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer) {
    return SigningSite.sign(claims().build(), SigningSite.header(algorithm, key), signer);
  }

  private static String edDsa(String key, KeyPair pair) throws GeneralSecurityException {
    String header = "{\"alg\":\"EdDSA\",\"kid\":\"" + key + "\"}";
    String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims().build().toString());
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64URL.encode(signature.sign());
  }

  private static Date at(int seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static KeyPair pair(String algorithm, @Nullable String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (curve != null) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
