package annai.bot.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The provider's own site, which signs who its customers are. */
public final class SigningSite {

  public static final String AUDIENCE = "annai";
  public static final String KEY = "2026-11";
  public static final String SECRET = "kanaria-secret-of-the-site-0123456789abcdef";

  private SigningSite() {}

  /** What reads the tokens of this site. */
  public static SiteTokens tokens(InstantSource clock) {
    return new SiteTokens(
        List.of(IdentityKey.shared(KEY, SECRET)), AUDIENCE, null, Duration.ofSeconds(60), clock);
  }

  /** A token as the site would sign it now. */
  public static String token(String externalId, String name, String mailAddress) {
    return sign(
        claims(InstantSource.system().instant())
            .subject(externalId)
            .claim("name", name)
            .claim("email", mailAddress)
            .build());
  }

  static JWTClaimsSet.Builder claims(Instant now) {
    return new JWTClaimsSet.Builder()
        .subject("m-1")
        .audience(AUDIENCE)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(300)));
  }

  static String sign(JWTClaimsSet claims) {
    try {
      return sign(claims, header(JWSAlgorithm.HS256, KEY), new MACSigner(SECRET));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static JWSHeader header(JWSAlgorithm algorithm, String key) {
    return new JWSHeader.Builder(algorithm).keyID(key).build();
  }

  static String sign(JWTClaimsSet claims, JWSHeader header, JWSSigner signer) {
    try {
      SignedJWT jwt = new SignedJWT(header, claims);
      jwt.sign(signer);
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
