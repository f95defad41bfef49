package annai.bot.identity;

import annai.bot.identity.IdentityRefusedException.Fault;
import annai.bot.store.Sha256;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tokens by which the site says who a customer is: JWTs (RFC 7519) as JWS (RFC 7515).
 *
 * <p>A token names its key, and the key its algorithm. Whatever else a header says, such as where a
 * key could be fetched, is not looked at. Whether a token was used before is not known here. Safe
 * for use by many threads.
 */
public final class SiteTokens {

  /** How long a token may be good, from iat to exp. */
  public static final Duration LONGEST_LIFETIME = Duration.ofMinutes(10);

  private static final int LONGEST_TOKEN = 4096;
  private static final int LONGEST_NAME = 80;
  private static final int LONGEST_ADDRESS = 254;
  private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,200}");
  private static final Pattern MAIL_ADDRESS =
      Pattern.compile("[^\\p{Cntrl}\\s@<>\"]{1,64}@[A-Za-z0-9.-]{1,253}");
  private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]");

  private final Map<String, IdentityKey> keys;
  private final String audience;
  private final @Nullable String issuer;
  private final Duration skew;
  private final InstantSource clock;

  /**
   * A reader of the tokens of one site.
   *
   * @param keys by which they may be signed; none: no token is taken
   * @param audience what one of their {@code aud} must be
   * @param issuer what their {@code iss} must be; null for anything
   * @param skew how much the site's clock and ours may differ
   */
  public SiteTokens(
      List<IdentityKey> keys,
      String audience,
      @Nullable String issuer,
      Duration skew,
      InstantSource clock) {
    this.keys = keys.stream().collect(Collectors.toUnmodifiableMap(IdentityKey::id, key -> key));
    this.audience = audience;
    this.issuer = issuer;
    this.skew = skew;
    this.clock = clock;
  }

  /** Takes none. */
  public static SiteTokens none(InstantSource clock) {
    return new SiteTokens(List.of(), "", null, Duration.ZERO, clock);
  }

  /**
   * Who the customer is.
   *
   * @throws IdentityRefusedException when the token does not say so
   */
  public Identity read(String token) {
    require(!keys.isEmpty(), Fault.NOT_SET_UP);
    require(token.length() <= LONGEST_TOKEN, Fault.MALFORMED);
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      IdentityKey key = key(jwt);
      verify(jwt, key);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      require(claims.getAudience().contains(audience), Fault.AUDIENCE);
      require(issuer == null || issuer.equals(claims.getIssuer()), Fault.ISSUER);
      return identity(claims, key, expiry(claims));
    } catch (ParseException | IllegalArgumentException _) {
      // the exception's text would quote the token
      throw new IdentityRefusedException(refusedAsUnsigned(token));
    }
  }

  /** A token without a signature is refused for that, and not for its form. */
  private static Fault refusedAsUnsigned(String token) {
    return token.matches("[^.]+\\.[^.]+\\.") ? Fault.ALGORITHM : Fault.MALFORMED;
  }

  private IdentityKey key(SignedJWT jwt) {
    String id = jwt.getHeader().getKeyID();
    IdentityKey key = id == null ? null : keys.get(id);
    if (key == null) {
      throw new IdentityRefusedException(Fault.UNKNOWN_KEY);
    }
    return key;
  }

  private static void verify(SignedJWT jwt, IdentityKey key) {
    require(key.algorithm().equals(jwt.getHeader().getAlgorithm()), Fault.ALGORITHM);
    require(jwt.getHeader().getCriticalParams() == null, Fault.MALFORMED);
    try {
      require(jwt.verify(key.verifier()), Fault.SIGNATURE);
    } catch (JOSEException _) {
      throw new IdentityRefusedException(Fault.SIGNATURE);
    }
  }

  private Instant expiry(JWTClaimsSet claims) throws ParseException {
    Instant issued = instant(claims, "iat").orElseThrow(() -> refused(Fault.LIFETIME));
    Instant expires = instant(claims, "exp").orElseThrow(() -> refused(Fault.LIFETIME));
    Instant from = instant(claims, "nbf").filter(issued::isBefore).orElse(issued);
    Instant now = clock.instant();
    require(!expires.isAfter(issued.plus(LONGEST_LIFETIME)), Fault.LIFETIME);
    require(expires.isAfter(issued), Fault.LIFETIME);
    require(!from.isAfter(now.plus(skew)), Fault.NOT_YET_VALID);
    require(expires.plus(skew).isAfter(now), Fault.EXPIRED);
    return expires.plus(skew);
  }

  private static Optional<Instant> instant(JWTClaimsSet claims, String name) throws ParseException {
    return Optional.ofNullable(claims.getDateClaim(name)).map(java.util.Date::toInstant);
  }

  private static Identity identity(JWTClaimsSet claims, IdentityKey key, Instant expires)
      throws ParseException {
    return new Identity(
        id(claims.getSubject()),
        optional(claims, "name", SiteTokens::isName),
        optional(claims, "email", SiteTokens::isMailAddress),
        Sha256.hex(key.id() + "\n" + id(claims.getJWTID())),
        expires);
  }

  private static String id(@Nullable String value) {
    if (value == null || value.isBlank() || !ID.matcher(value).matches()) {
      throw new IdentityRefusedException(Fault.CLAIMS);
    }
    return value;
  }

  private static @Nullable String optional(
      JWTClaimsSet claims, String name, Predicate<String> accepted) throws ParseException {
    String value = claims.getStringClaim(name);
    require(value == null || accepted.test(value), Fault.CLAIMS);
    return value;
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.length() <= LONGEST_NAME && !INVISIBLE.matcher(name).find();
  }

  private static boolean isMailAddress(String address) {
    return address.length() <= LONGEST_ADDRESS && MAIL_ADDRESS.matcher(address).matches();
  }

  private static void require(boolean condition, Fault fault) {
    if (!condition) {
      throw refused(fault);
    }
  }

  private static IdentityRefusedException refused(Fault fault) {
    return new IdentityRefusedException(fault);
  }

  @Override
  public String toString() {
    return "SiteTokens" + keys.values();
  }
}
