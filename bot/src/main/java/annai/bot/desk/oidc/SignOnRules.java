package annai.bot.desk.oidc;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID Connect provider, and who may enter by it.
 *
 * @param issuer exactly as the provider writes it
 * @param clientSecret empty for a public client, which PKCE alone protects
 * @param redirectUri where the provider sends agents back to, exactly as it knows it
 * @param accountClaim the claim that names the account at the first log-in
 * @param requirement null when everybody whom the provider knows may enter
 * @param label what agents call the provider
 * @param provision whether whoever may enter gets an account
 */
public record SignOnRules(
    String issuer,
    String clientId,
    String clientSecret,
    Set<String> scopes,
    URI redirectUri,
    String accountClaim,
    @Nullable Requirement requirement,
    String label,
    boolean provision) {

  public SignOnRules {
    scopes = Set.copyOf(scopes);
  }

  private static final Pattern SAFE =
      Pattern.compile("https://.+|http://(localhost|127\\.0\\.0\\.1|\\[::1])([:/].*)?");

  /** Whether agents and codes may be sent to an address: https, but for this machine. */
  public static boolean isSafe(String address) {
    return SAFE.matcher(address).matches();
  }

  /**
   * What a claim must be, or contain where it is a list.
   *
   * @param claim its name; with dots also a path into objects, such as realm_access.roles
   */
  public record Requirement(String claim, String value) {}

  @Override
  public String toString() {
    return "SignOnRules[" + issuer + ", " + clientId + "]";
  }
}
