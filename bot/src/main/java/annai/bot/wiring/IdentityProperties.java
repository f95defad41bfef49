package annai.bot.wiring;

import annai.bot.identity.IdentityKey;
import annai.bot.identity.SiteTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Customers who are signed in at the provider's site, {@code annai.identity.*}.
 *
 * @param audience what the site's tokens say as aud
 * @param issuer what they say as iss; empty: anything
 * @param clockSkew how much the site's clock and ours may differ, at most 5m
 * @param keys by which they are signed, two while one takes the other's place; none: no token is
 *     taken
 */
@ConfigurationProperties(prefix = "annai.identity", ignoreUnknownFields = false)
public record IdentityProperties(
    @DefaultValue("") String audience,
    @DefaultValue("") String issuer,
    @DefaultValue("60s") Duration clockSkew,
    @DefaultValue List<Key> keys) {

  private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

  /**
   * One key.
   *
   * @param id which tokens name as kid
   * @param algorithm HS256 with a secret; ES256, RS256 or EdDSA with a public key
   * @param secretFile a file that holds the secret, instead
   * @param publicKey in PEM
   * @param publicKeyFile a file that holds it, instead
   */
  public record Key(
      @DefaultValue("") String id,
      @DefaultValue("HS256") String algorithm,
      @DefaultValue("") String secret,
      @DefaultValue("") String secretFile,
      @DefaultValue("") String publicKey,
      @DefaultValue("") String publicKeyFile) {

    @Override
    public String toString() {
      return "Key[" + id + ", " + algorithm + "]";
    }
  }

  /** Reads the site's tokens; those of nobody when nothing is set. */
  SiteTokens tokens(InstantSource clock) {
    List<Key> given =
        keys.stream().filter(key -> !key.id().isBlank() || !material(key).isEmpty()).toList();
    if (given.isEmpty()) {
      return SiteTokens.none(clock);
    }
    require(
        !audience.isBlank(), "annai.identity.audience: '', expected what the tokens say as aud");
    require(
        !clockSkew.isNegative() && clockSkew.compareTo(LARGEST_SKEW) <= 0,
        "annai.identity.clock-skew: %s, expected 0s to 5m".formatted(clockSkew));
    Set<String> ids = new HashSet<>();
    for (Key key : given) {
      require(
          key.id().matches("[\\x21-\\x7E]{1,100}") && ids.add(key.id()),
          "annai.identity.keys: id '%s', expected 1 to 100 characters that no other key has"
              .formatted(key.id()));
    }
    return new SiteTokens(
        given.stream().map(IdentityProperties::read).toList(),
        audience.strip(),
        issuer.isBlank() ? null : issuer.strip(),
        clockSkew,
        clock);
  }

  private static IdentityKey read(Key key) {
    boolean shared = key.algorithm().equals("HS256");
    String setting = "annai.identity.keys '" + key.id() + "': ";
    String wrong = shared ? key.publicKey() + key.publicKeyFile() : key.secret() + key.secretFile();
    require(
        wrong.isEmpty(),
        setting + "HS256 has a secret and the others a public-key; expected the one that fits");
    try {
      return shared
          ? IdentityKey.shared(key.id(), material(key))
          : IdentityKey.published(key.id(), key.algorithm(), material(key));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + e.getMessage(), e);
    }
  }

  private static String material(Key key) {
    String given = key.secret() + key.publicKey();
    String file = key.secretFile() + key.publicKeyFile();
    return given.isBlank() && !file.isBlank() ? content(key.id(), Path.of(file.strip())) : given;
  }

  private static String content(String id, Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "annai.identity.keys '%s': '%s' can't be read; expected a file with the key"
              .formatted(id, file),
          e);
    }
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
