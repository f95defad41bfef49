package annai.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.connectors.webhook.WebhookVerifier.Outcome;
import annai.connectors.webhook.WebhookVerifier.Outcome.NotConfigured;
import annai.connectors.webhook.WebhookVerifier.Outcome.Rejected;
import annai.connectors.webhook.WebhookVerifier.Outcome.Verified;
import annai.connectors.webhook.WebhookVerifier.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Signing and verifying; the vectors were computed with openssl. */
class StandardWebhookTest {

  private static final String OLD = "whsec_YW5uYWktdGVzdC1zZWNyZXQtb2YtMzItYnl0ZXMteHg=";
  private static final String NEW = "whsec_YW5uYWktbmV4dC1zZWNyZXQtb2YtMzItYnl0ZXMteXk=";
  private static final byte[] BODY =
      "{\"type\":\"ticket.changed\",\"data\":{\"ticket\":\"123\"}}".getBytes(UTF_8);
  private static final Instant AT = Instant.ofEpochSecond(1_764_000_000);
  private static final String BY_OLD = "v1,7CTdozYx1l19Pn8m5DuMwDji4OvQIrT5ZNx9Gjf7+18=";
  private static final String BY_NEW = "v1,VtYv+J9VmyHrkQq01YYE3qCY9vukr34aidCkT9Gw4Hw=";

  private static WebhookSecrets secrets(String... secrets) {
    return WebhookSecrets.ofStandard(List.of(secrets));
  }

  private static Outcome verify(
      WebhookSecrets secrets, Instant now, Map<String, String> headers, byte[] body) {
    return new StandardWebhookVerifier(secrets, StandardWebhookVerifier.USUAL_TOLERANCE, () -> now)
        .verify(headers::get, body);
  }

  private static Map<String, String> headers(String id, String timestamp, String signature) {
    return Map.of("webhook-id", id, "webhook-timestamp", timestamp, "webhook-signature", signature);
  }

  @Test
  void message_signed_hasTheSignatureThatOpensslComputes() {
    assertThat(StandardWebhook.sign(secrets(OLD), "msg_1", AT, BODY))
        .isEqualTo(headers("msg_1", "1764000000", BY_OLD));
  }

  @Test
  void publishedExample_verified_isVerified() {
    assertThat(
            verify(
                secrets("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
                Instant.ofEpochSecond(1_614_265_330),
                headers(
                    "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "1614265330",
                    "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
                "{\"test\": 2432232314}".getBytes(UTF_8)))
        .isEqualTo(
            new Verified("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330)));
  }

  @Test
  void secretsInRotation_signed_eachSideUnderstandsEitherSecret() {
    Map<String, String> both = StandardWebhook.sign(secrets(NEW, OLD), "msg_1", AT, BODY);

    assertThat(both).containsEntry("webhook-signature", BY_NEW + " " + BY_OLD);
    assertThat(verify(secrets(OLD), AT, both, BODY)).isInstanceOf(Verified.class);
    assertThat(verify(secrets(NEW), AT, both, BODY)).isInstanceOf(Verified.class);
    assertThat(verify(secrets(NEW, OLD), AT, headers("msg_1", "1764000000", BY_OLD), BODY))
        .isInstanceOf(Verified.class);
  }

  @Test
  void signaturesOfOtherSchemes_besideOurs_areIgnored() {
    String signatures =
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7Ac "
            + "v1,short nonsense "
            + BY_OLD;

    assertThat(verify(secrets(OLD), AT, headers("msg_1", "1764000000", signatures), BODY))
        .isInstanceOf(Verified.class);
  }

  @Test
  void noSecret_verified_isNotConfigured() {
    assertThat(verify(WebhookSecrets.NONE, AT, headers("msg_1", "1764000000", BY_OLD), BODY))
        .isEqualTo(new NotConfigured());
  }

  @Test
  void time_atAndBeyondTheTolerance_isVerifiedAndStale() {
    Map<String, String> headers = headers("msg_1", "1764000000", BY_OLD);
    for (Duration off : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      assertThat(verify(secrets(OLD), AT.plus(off), headers, BODY)).isInstanceOf(Verified.class);
    }
    for (Duration off : List.of(Duration.ofSeconds(301), Duration.ofSeconds(-301))) {
      assertThat(verify(secrets(OLD), AT.plus(off), headers, BODY))
          .isEqualTo(new Rejected(Reason.STALE));
    }
  }

  @Test
  void headers_missingOrMalformed_areRejected() {
    for (String missing : headers("", "", "").keySet()) {
      Map<String, String> headers = new HashMap<>(headers("msg_1", "1764000000", BY_OLD));
      headers.remove(missing);
      assertThat(verify(secrets(OLD), AT, headers, BODY))
          .isEqualTo(new Rejected(Reason.MISSING_HEADER));
    }
    for (Map<String, String> headers :
        List.of(
            headers("a.b", "1764000000", BY_OLD),
            headers("", "1764000000", BY_OLD),
            headers("x".repeat(256), "1764000000", BY_OLD),
            headers("msg 1", "1764000000", BY_OLD),
            headers("msg_1", "-1", BY_OLD),
            headers("msg_1", "1764000000.5", BY_OLD),
            headers("msg_1", "9".repeat(40), BY_OLD),
            headers("msg_1", "1764000000", "v1,".repeat(1_000)))) {
      assertThat(verify(secrets(OLD), AT, headers, BODY))
          .isEqualTo(new Rejected(Reason.MALFORMED_HEADER));
    }
  }

  @Test
  void idWithADot_signed_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardWebhook.sign(secrets(OLD), "msg.1", AT, BODY))
        .withMessageContaining("'msg.1'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardWebhook.sign(WebhookSecrets.NONE, "msg_1", AT, BODY))
        .withMessageContaining("no secret");
  }

  @Property(tries = 500)
  void anyBody_signed_isVerifiedAndWithOneBitChangedIsNot(
      @ForAll @StringLength(min = 1, max = 40) @CharRange(from = 'a', to = 'z') String id,
      @ForAll @Size(min = 1, max = 300) byte[] body,
      @ForAll @IntRange(min = 0, max = 7) int bit) {
    Map<String, String> headers = StandardWebhook.sign(secrets(OLD), id, AT, body);
    assertThat(verify(secrets(OLD), AT, headers, body)).isEqualTo(new Verified(id, AT));

    body[body.length / 2] ^= (byte) (1 << bit);
    assertThat(verify(secrets(OLD), AT, headers, body))
        .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
    assertThat(verify(secrets(NEW), AT, headers, body))
        .isEqualTo(new Rejected(Reason.WRONG_SIGNATURE));
  }

  @Property(tries = 500)
  void anyHeaders_verified_areRejectedWithoutAnException(
      @ForAll String id, @ForAll String timestamp, @ForAll String signature) {
    assertThat(verify(secrets(OLD), AT, headers(id, timestamp, signature), BODY))
        .isInstanceOf(Rejected.class);
  }
}
