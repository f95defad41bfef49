package annai.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.webhook.WebhookVerifier.Outcome;
import annai.connectors.webhook.WebhookVerifier.Outcome.NotConfigured;
import annai.connectors.webhook.WebhookVerifier.Outcome.Rejected;
import annai.connectors.webhook.WebhookVerifier.Outcome.Verified;
import annai.connectors.webhook.WebhookVerifier.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The signatures were computed with openssl. */
class JiraSignatureTest {

  private static final WebhookSecrets SECRETS = WebhookSecrets.ofText(List.of("jira 秘密"));
  private static final byte[] BODY =
      "{\"timestamp\":1764000000000,\"webhookEvent\":\"jira:issue_updated\"}".getBytes(UTF_8);
  private static final String SIGNED =
      "sha256=8008a948170efa7f115004fb9343302039fb56836dd1db299946fefc09a5151d";
  private static final Instant SENT = Instant.ofEpochSecond(1_764_000_000);

  private static Outcome verify(
      WebhookSecrets secrets, Instant now, Map<String, String> headers, byte[] body) {
    return new JiraSignature(secrets, JiraSignature.USUAL_WINDOW, () -> now)
        .verify(headers::get, body);
  }

  private static Map<String, String> headers(String signature, String id) {
    return Map.of("X-Hub-Signature", signature, "X-Atlassian-Webhook-Identifier", id);
  }

  @Test
  void signedBody_verified_isVerifiedWithItsIdentifierAndTime() {
    assertThat(verify(SECRETS, SENT.plusSeconds(60), headers(SIGNED, "d-1"), BODY))
        .isEqualTo(new Verified("d-1", SENT));
    String upper = "sha256=" + SIGNED.substring(7).toUpperCase(Locale.ROOT);
    assertThat(verify(SECRETS, SENT, headers(upper, "d-1"), BODY)).isInstanceOf(Verified.class);
  }

  @Test
  void secretsInRotation_verified_eitherIsGood() {
    WebhookSecrets both = WebhookSecrets.ofText(List.of("next", "jira 秘密"));

    assertThat(verify(both, SENT, headers(SIGNED, "d-1"), BODY)).isInstanceOf(Verified.class);
    assertThat(verify(WebhookSecrets.ofText(List.of("next")), SENT, headers(SIGNED, "d"), BODY))
        .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Test
  void bodyThatIsNoJson_signed_isVerifiedAndKnownByItsHash() {
    // the example of GitHub, which signs the same way
    assertThat(
            verify(
                WebhookSecrets.ofText(List.of("It's a Secret to Everybody")),
                SENT,
                Map.of(
                    "X-Hub-Signature",
                    "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
                "Hello, World!".getBytes(UTF_8)))
        .isEqualTo(
            new Verified(
                "body-dffd6021bb2bd5b0af676290809ec3a53191dd81c7f70a4b28688a362182986f", null));
  }

  @Test
  void body_olderThanTheWindow_isStale() {
    Duration window = Duration.ofHours(24);

    assertThat(verify(SECRETS, SENT.plus(window), headers(SIGNED, "d-1"), BODY))
        .isInstanceOf(Verified.class);
    assertThat(verify(SECRETS, SENT.plus(window).plusMillis(1), headers(SIGNED, "d-1"), BODY))
        .isEqualTo(new Rejected(Reason.STALE));
  }

  @Test
  void noSecret_verified_isNotConfigured() {
    assertThat(verify(WebhookSecrets.NONE, SENT, headers(SIGNED, "d-1"), BODY))
        .isEqualTo(new NotConfigured());
  }

  @Test
  void headers_missingMalformedOrWrong_areRejected() {
    assertThat(verify(SECRETS, SENT, Map.of(), BODY))
        .isEqualTo(new Rejected(Reason.MISSING_HEADER));
    for (String signature :
        List.of("", "sha256=", "sha1=" + SIGNED.substring(7), SIGNED + "0", SIGNED.substring(7))) {
      assertThat(verify(SECRETS, SENT, headers(signature, "d-1"), BODY))
          .isEqualTo(new Rejected(Reason.MALFORMED_HEADER));
    }
    for (String id : List.of("", "a b", "x".repeat(256), "a\nb")) {
      assertThat(verify(SECRETS, SENT, headers(SIGNED, id), BODY))
          .isEqualTo(new Rejected(Reason.MALFORMED_HEADER));
    }
    assertThat(verify(SECRETS, SENT, headers("sha256=" + "0".repeat(64), "d-1"), BODY))
        .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Property(tries = 500)
  void anyOtherBody_withTheSameSignature_isRejected(@ForAll byte[] body) {
    assertThat(verify(SECRETS, SENT, headers(SIGNED, "d-1"), body))
        .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }
}
