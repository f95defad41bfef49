package annai.bot.web.desk;

import annai.bot.desk.oidc.SignOnRules;
import annai.bot.desk.oidc.SignOnRules.Requirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Agents who come in by an OpenID Connect provider, {@code annai.desk.oidc.*}.
 *
 * @param issuer such as {@code https://id.example.net/realms/staff}; empty: nobody comes in so
 * @param clientSecret empty for a public client
 * @param clientSecretFile a file that holds it, instead
 * @param scopes with blanks; openid among them
 * @param claim which one names the account at the first log-in
 * @param requiredClaim which one somebody must have to enter; empty: none
 * @param requiredValue what it must be, or contain
 * @param label what agents call the provider; empty: its host
 * @param provision whether whoever has the required claim gets an account
 */
public record OidcProperties(
    @DefaultValue("") String issuer,
    @DefaultValue("") String clientId,
    @DefaultValue("") String clientSecret,
    @DefaultValue("") String clientSecretFile,
    @DefaultValue("openid profile email") String scopes,
    @DefaultValue("preferred_username") String claim,
    @DefaultValue("") String requiredClaim,
    @DefaultValue("") String requiredValue,
    @DefaultValue("") String label,
    @DefaultValue("false") boolean provision) {

  private static final String PREFIX = "annai.desk.oidc.";
  private static final String RETURN = "/desk/oidc/return";
  private static final Pattern ISSUER =
      Pattern.compile(
          "(https://[A-Za-z0-9.-]+|http://(localhost|127\\.0\\.0\\.1))(:\\d{1,5})?(/[^?#\\s]*)?");
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");
  private static final int LONGEST_ISSUER = 400;
  private static final int LONGEST_LABEL = 40;

  /**
   * What is set; empty when nothing is.
   *
   * @param site annai.desk.url
   * @throws IllegalArgumentException with all that is missing or wrong
   */
  public Optional<SignOnRules> rules(String site) {
    List<String> problems = new ArrayList<>();
    if (issuer.isBlank()) {
      require(
          clientId.isBlank() && clientSecret.isBlank() && clientSecretFile.isBlank(),
          "issuer: empty, expected the provider's, such as https://id.example.net",
          problems);
    } else {
      check(site, problems);
    }
    String secret = secret(problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return issuer.isBlank() ? Optional.empty() : Optional.of(rules(site, secret));
  }

  private SignOnRules rules(String site, String secret) {
    return new SignOnRules(
        issuer.strip(),
        clientId.strip(),
        secret,
        scopeSet(),
        URI.create(site + RETURN),
        claim.strip(),
        requirement(),
        label.isBlank() ? String.valueOf(URI.create(issuer.strip()).getHost()) : label.strip(),
        provision);
  }

  private void check(String site, List<String> problems) {
    String given = issuer.strip();
    require(
        ISSUER.matcher(given).matches() && given.length() <= LONGEST_ISSUER,
        "issuer: '%s', expected https (http for localhost only), without a query, at most %d characters"
            .formatted(given, LONGEST_ISSUER),
        problems);
    require(!clientId.isBlank(), "client-id: empty, expected what the provider gave", problems);
    require(
        clientSecret.isBlank() || clientSecretFile.isBlank(),
        "client-secret and client-secret-file: both are set, expected one of them",
        problems);
    require(
        scopeSet().contains("openid") && scopeSet().stream().allMatch(SCOPE.asMatchPredicate()),
        "scopes: '%s', expected openid and others, with blanks".formatted(scopes),
        problems);
    require(!claim.isBlank(), "claim: empty, expected which one names the account", problems);
    require(
        requiredClaim.isBlank() == requiredValue.isBlank(),
        "required-claim '%s', required-value '%s': expected both or neither"
            .formatted(requiredClaim, requiredValue),
        problems);
    require(
        !provision || !requiredClaim.isBlank(),
        "provision: true without a required-claim would let in everybody whom the provider knows,"
            + " expected a required-claim and its required-value",
        problems);
    require(
        label.strip().length() <= LONGEST_LABEL
            && label.codePoints().noneMatch(Character::isISOControl),
        "label: '%s', expected at most %d characters".formatted(label, LONGEST_LABEL),
        problems);
    if (!SignOnRules.isSafe(site)) {
      problems.add(
          "annai.desk.url: '%s', expected where agents open Annai, with https (http for localhost only): the provider sends them back to it with %s"
              .formatted(site, RETURN));
    }
  }

  private String secret(List<String> problems) {
    if (clientSecretFile.isBlank()) {
      return clientSecret.strip();
    }
    try {
      String secret = Files.readString(Path.of(clientSecretFile.strip())).strip();
      require(
          !secret.isEmpty(),
          "client-secret-file: '%s' is empty, expected the secret".formatted(clientSecretFile),
          problems);
      return secret;
    } catch (IOException _) {
      problems.add(
          "%sclient-secret-file: '%s' can't be read, expected a file that holds the secret"
              .formatted(PREFIX, clientSecretFile));
      return "";
    }
  }

  private Set<String> scopeSet() {
    return new LinkedHashSet<>(Arrays.asList(scopes.strip().split("[\\s,]+")));
  }

  private @Nullable Requirement requirement() {
    return requiredClaim.isBlank()
        ? null
        : new Requirement(requiredClaim.strip(), requiredValue.strip());
  }

  private static void require(boolean condition, String problem, List<String> problems) {
    if (!condition) {
      problems.add(PREFIX + problem);
    }
  }

  @Override
  public String toString() {
    return "OidcProperties[issuer=" + issuer + ", clientId=" + clientId + "]";
  }
}
