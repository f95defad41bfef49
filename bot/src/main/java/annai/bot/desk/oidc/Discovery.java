package annai.bot.desk.oidc;

import annai.bot.desk.oidc.SignOnRefusedException.Reason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ProviderDetails;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Reads where the provider's parts are (OpenID Connect Discovery 1.0) when somebody first needs
 * them, again after an hour, and again after three seconds when it failed; what was read stays good
 * meanwhile.
 */
final class Discovery {

  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);
  private static final Duration GOOD_FOR = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(3);
  private static final String PATH = "/.well-known/openid-configuration";
  private static final ParameterizedTypeReference<Map<String, Object>> DOCUMENT =
      new ParameterizedTypeReference<>() {};

  private final SignOnRules rules;
  private final RestTemplate rest;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Found found;
  private Instant failedAt = Instant.MIN;

  Discovery(SignOnRules rules, RestTemplate rest, InstantSource clock) {
    this.rules = rules;
    this.rest = rest;
    this.clock = clock;
  }

  /**
   * The provider's parts.
   *
   * @param idTokens verifies who made an ID token, for whom, and when
   */
  record Found(ClientRegistration registration, JwtDecoder idTokens, Instant readAt) {}

  /**
   * What is known of the provider.
   *
   * @throws SignOnRefusedException when nothing is, and it does not answer as it should
   */
  Found found() {
    lock.lock();
    try {
      Instant now = clock.instant();
      Found known = found;
      boolean fresh = known != null && now.isBefore(known.readAt().plus(GOOD_FOR));
      boolean pausing = now.minus(PAUSE).isBefore(failedAt);
      if (known != null && (fresh || pausing)) {
        return known;
      }
      if (pausing) {
        throw new SignOnRefusedException(
            Reason.PROVIDER, "It failed less than %s ago".formatted(PAUSE));
      }
      return read(known, now);
    } finally {
      lock.unlock();
    }
  }

  private Found read(@Nullable Found known, Instant now) {
    try {
      Found read = parsed(Objects.requireNonNull(document()), now);
      found = read;
      return read;
    } catch (RuntimeException e) {
      failedAt = clock.instant();
      var failure = new SignOnRefusedException(Reason.PROVIDER, "Its discovery failed", e);
      LOG.warn(
          "The OpenID Connect provider '{}' can't be used: {}", rules.issuer(), failure.told());
      if (known != null) {
        return known;
      }
      throw failure;
    }
  }

  private @Nullable Map<String, Object> document() {
    String address = rules.issuer().replaceAll("/$", "") + PATH;
    return rest.exchange(URI.create(address), HttpMethod.GET, null, DOCUMENT).getBody();
  }

  private Found parsed(Map<String, Object> document, Instant now) {
    if (!rules.issuer().equals(document.get("issuer"))) {
      throw new IllegalArgumentException(
          "annai.desk.oidc.issuer: '%s', but it calls itself '%s'; expected the same to the letter"
              .formatted(rules.issuer(), document.get("issuer")));
    }
    ClientRegistration.Builder builder =
        ClientRegistrations.fromOidcConfiguration(document)
            .registrationId("desk")
            .clientId(rules.clientId())
            .clientSecret(rules.clientSecret())
            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
            .redirectUri(rules.redirectUri().toString())
            .scope(rules.scopes());
    if (rules.clientSecret().isEmpty()) {
      builder.clientAuthenticationMethod(ClientAuthenticationMethod.NONE);
    }
    ClientRegistration registration = builder.build();
    requireSafe(registration.getProviderDetails());
    return new Found(registration, idTokens(registration), now);
  }

  private static void requireSafe(ProviderDetails details) {
    Stream.of(
            details.getAuthorizationUri(),
            details.getTokenUri(),
            details.getJwkSetUri(),
            details.getUserInfoEndpoint().getUri())
        .filter(address -> address != null && !SignOnRules.isSafe(address))
        .findFirst()
        .ifPresent(
            address -> {
              throw new IllegalArgumentException(
                  "It names the address '%s', expected https".formatted(address));
            });
  }

  private JwtDecoder idTokens(ClientRegistration registration) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(
                Objects.requireNonNull(
                    registration.getProviderDetails().getJwkSetUri(), "jwks_uri"))
            .jwsAlgorithms(
                algorithms -> {
                  algorithms.clear();
                  algorithms.addAll(algorithms(registration));
                })
            .restOperations(rest)
            .build();
    OidcIdTokenValidator token = new OidcIdTokenValidator(registration);
    token.setClock(clock.withZone(ZoneOffset.UTC));
    JwtTimestampValidator time = new JwtTimestampValidator();
    time.setClock(clock.withZone(ZoneOffset.UTC));
    decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(time, token));
    return decoder;
  }

  /** Those with a key pair that it announces: nothing that only a shared secret signs. */
  private static List<SignatureAlgorithm> algorithms(ClientRegistration registration) {
    Object announced =
        registration
            .getProviderDetails()
            .getConfigurationMetadata()
            .get("id_token_signing_alg_values_supported");
    List<SignatureAlgorithm> known =
        announced instanceof List<?> names
            ? names.stream()
                .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                .filter(Objects::nonNull)
                .toList()
            : List.of();
    return known.isEmpty() ? List.of(SignatureAlgorithm.RS256) : known;
  }
}
