package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.bot.desk.oidc.SignOnRules;
import annai.bot.desk.oidc.SignOnRules.Requirement;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OidcPropertiesTest {

  private static final String SITE = "https://help.example.net";

  private static Optional<SignOnRules> rules(String site, Map<String, String> given) {
    Map<String, String> oidc = new HashMap<>();
    given.forEach((name, value) -> oidc.put("oidc." + name, value));
    return DeskSettingsOf.given(oidc).oidc().rules(site);
  }

  @Test
  void nothingSet_isNoSingleSignOn() {
    assertThat(rules("", Map.of())).isEmpty();
  }

  @Test
  void theLeast_hasTheUsualOfTheRest(@TempDir Path folder) throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), " s3cret\n");
    SignOnRules rules =
        rules(
                SITE,
                Map.of(
                    "issuer",
                    "https://id.example.net/realms/staff",
                    "client-id",
                    "annai",
                    "client-secret-file",
                    secret.toString()))
            .orElseThrow();
    assertThat(rules.clientSecret()).isEqualTo("s3cret");
    assertThat(rules.redirectUri()).isEqualTo(URI.create(SITE + "/desk/oidc/return"));
    assertThat(rules.scopes()).containsExactlyInAnyOrder("openid", "profile", "email");
    assertThat(rules.accountClaim()).isEqualTo("preferred_username");
    assertThat(rules.requirement()).isNull();
    assertThat(rules.label()).isEqualTo("id.example.net");
    assertThat(rules.provision()).isFalse();
    assertThat(rules).asString().doesNotContain("s3cret");
  }

  @Test
  void everything_isRead() {
    SignOnRules rules =
        rules(
                "http://localhost:8080",
                Map.of(
                    "issuer", "http://localhost:9000",
                    "client-id", "annai",
                    "client-secret", "s3cret",
                    "scopes", "openid, groups",
                    "claim", "email",
                    "required-claim", "groups",
                    "required-value", "annai-agents",
                    "label", "社内 ID",
                    "provision", "true"))
            .orElseThrow();
    assertThat(rules.scopes()).containsExactlyInAnyOrder("openid", "groups");
    assertThat(rules.requirement()).isEqualTo(new Requirement("groups", "annai-agents"));
    assertThat(rules.label()).isEqualTo("社内 ID");
    assertThat(rules.provision()).isTrue();
  }

  @Test
  void wrongSettings_areToldAllAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                rules(
                    "http://help.example.net",
                    Map.of(
                        "issuer", "http://id.example.net?x",
                        "client-secret", "s3cret",
                        "client-secret-file", "/no/such/file",
                        "scopes", "profile",
                        "claim", " ",
                        "required-value", "annai-agents",
                        "label", "x".repeat(41),
                        "provision", "true")))
        .withMessageContainingAll(
            "annai.desk.oidc.issuer: 'http://id.example.net?x'",
            "annai.desk.oidc.client-id: empty",
            "annai.desk.oidc.client-secret and client-secret-file: both",
            "annai.desk.oidc.client-secret-file: '/no/such/file' can't be read",
            "annai.desk.oidc.scopes: 'profile'",
            "annai.desk.oidc.claim: empty",
            "required-claim '', required-value 'annai-agents'",
            "annai.desk.oidc.provision: true without a required-claim",
            "annai.desk.oidc.label",
            "annai.desk.url: 'http://help.example.net'")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void restWithoutAnIssuer_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rules(SITE, Map.of("client-id", "annai")))
        .withMessageContaining("annai.desk.oidc.issuer: empty");
  }
}
