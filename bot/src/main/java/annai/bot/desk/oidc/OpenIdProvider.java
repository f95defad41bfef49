package annai.bot.desk.oidc;

import annai.bot.desk.oidc.SignOnRefusedException.Reason;
import annai.bot.desk.oidc.SignOnRules.Requirement;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserRequest;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;

/**
 * The provider's OpenID Connect provider: where agents are sent, and what it says of who comes back
 * (authorization code flow with PKCE, OpenID Connect Core 1.0, section 3.1, and RFC 7636).
 *
 * <p>Whatever does not hold is a {@link SignOnRefusedException}. Safe for use by many threads.
 */
final class OpenIdProvider {

  /** Section 2. */
  private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7E]{1,255}");

  private final SignOnRules rules;
  private final Discovery discovery;
  private final RestClientAuthorizationCodeTokenResponseClient tokens =
      new RestClientAuthorizationCodeTokenResponseClient();
  private final DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();

  OpenIdProvider(SignOnRules rules, InstantSource clock) {
    ProviderHttp http = new ProviderHttp();
    this.rules = rules;
    this.discovery = new Discovery(rules, http.documents(), clock);
    this.tokens.setRestClient(http.tokens());
    this.userInfo.setRestOperations(http.documents());
  }

  /**
   * What belongs to one log-in and stays here.
   *
   * @param nonce what the ID token must repeat
   * @param verifier what proves that the code was asked for by us
   */
  record Secrets(String nonce, String verifier) {
    @Override
    public String toString() {
      return "Secrets[***]";
    }
  }

  /** Whether it answers, or did lately. */
  void check() {
    discovery.found();
  }

  /** Where to send the browser. */
  URI authorization(String state, Secrets secrets) {
    return URI.create(
        request(discovery.found().registration(), state, secrets).getAuthorizationRequestUri());
  }

  /** Redeems a code for what the provider says of whoever brought it. */
  Claims redeem(String code, String state, Secrets secrets) {
    Discovery.Found found = discovery.found();
    OAuth2AccessTokenResponse answer = tokens(found.registration(), code, state, secrets);
    Jwt token = idToken(found, answer);
    if (!secrets.nonce().equals(token.getClaimAsString(OidcParameterNames.NONCE))) {
      throw notProven("The nonce of the ID token is another one");
    }
    String subject = token.getSubject();
    if (subject == null || !SUBJECT.matcher(subject).matches()) {
      throw notProven("The ID token has no subject of 1 to 255 ASCII characters");
    }
    return withUserInfo(
        new Claims(rules.issuer(), subject, token.getClaims()), found.registration(), answer);
  }

  private OAuth2AccessTokenResponse tokens(
      ClientRegistration registration, String code, String state, Secrets secrets) {
    OAuth2AuthorizationResponse response =
        OAuth2AuthorizationResponse.success(code)
            .redirectUri(rules.redirectUri().toString())
            .state(state)
            .build();
    OAuth2AuthorizationExchange exchange =
        new OAuth2AuthorizationExchange(request(registration, state, secrets), response);
    try {
      return tokens.getTokenResponse(
          new OAuth2AuthorizationCodeGrantRequest(registration, exchange));
    } catch (OAuth2AuthorizationException e) {
      boolean used = e.getError().getErrorCode().equals(OAuth2ErrorCodes.INVALID_GRANT);
      throw new SignOnRefusedException(
          used ? Reason.STALE : Reason.PROVIDER, "The code was not redeemed", e);
    } catch (RuntimeException e) {
      throw new SignOnRefusedException(Reason.PROVIDER, "The code was not redeemed", e);
    }
  }

  private static Jwt idToken(Discovery.Found found, OAuth2AccessTokenResponse answer) {
    if (!(answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN)
        instanceof String token)) {
      throw new SignOnRefusedException(
          Reason.PROVIDER, "There is no ID token; expected the scope openid to be granted");
    }
    try {
      return found.idTokens().decode(token);
    } catch (BadJwtException e) {
      throw new SignOnRefusedException(Reason.NOT_PROVEN, "The ID token is not accepted", e);
    } catch (JwtException e) {
      throw new SignOnRefusedException(Reason.PROVIDER, "Its keys can't be read", e);
    }
  }

  /** Many providers tell groups and names only at the UserInfo endpoint (section 5.4). */
  private Claims withUserInfo(
      Claims claims, ClientRegistration registration, OAuth2AccessTokenResponse answer) {
    String endpoint = registration.getProviderDetails().getUserInfoEndpoint().getUri();
    if (endpoint == null || endpoint.isBlank() || wanted().allMatch(claims::have)) {
      return claims;
    }
    Map<String, Object> told;
    try {
      told =
          userInfo
              .loadUser(new OAuth2UserRequest(registration, answer.getAccessToken()))
              .getAttributes();
    } catch (RuntimeException e) {
      throw new SignOnRefusedException(Reason.PROVIDER, "Its UserInfo can't be read", e);
    }
    if (!claims.subject().equals(told.get("sub"))) {
      throw notProven("UserInfo is about somebody else than the ID token");
    }
    return claims.and(told);
  }

  private Stream<String> wanted() {
    Requirement required = rules.requirement();
    return Stream.of(
            Stream.of(rules.accountClaim()),
            rules.accountClaim().equals("email")
                ? Stream.of("email_verified")
                : Stream.<String>empty(),
            rules.provision() ? Stream.of("name") : Stream.<String>empty(),
            required == null ? Stream.<String>empty() : Stream.of(required.claim()))
        .flatMap(claims -> claims);
  }

  private OAuth2AuthorizationRequest request(
      ClientRegistration registration, String state, Secrets secrets) {
    Map<String, Object> more = new HashMap<>();
    more.put(OidcParameterNames.NONCE, secrets.nonce());
    more.put(PkceParameterNames.CODE_CHALLENGE, challenge(secrets.verifier()));
    more.put(PkceParameterNames.CODE_CHALLENGE_METHOD, "S256");
    return OAuth2AuthorizationRequest.authorizationCode()
        .clientId(registration.getClientId())
        .authorizationUri(
            Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
        .redirectUri(rules.redirectUri().toString())
        .scopes(registration.getScopes())
        .state(state)
        .additionalParameters(more)
        .attributes(kept -> kept.put(PkceParameterNames.CODE_VERIFIER, secrets.verifier()))
        .build();
  }

  /** RFC 7636, section 4.2. */
  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is not available", e);
    }
  }

  private static SignOnRefusedException notProven(String message) {
    return new SignOnRefusedException(Reason.NOT_PROVEN, message);
  }
}
