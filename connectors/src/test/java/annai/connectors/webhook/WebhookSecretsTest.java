package annai.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookSecretsTest {

  private static final String GOOD = "whsec_YW5uYWktdGVzdC1zZWNyZXQtb2YtMzItYnl0ZXMteHg=";

  @Test
  void blankSecrets_read_areNotConfigured() {
    assertThat(WebhookSecrets.ofText(List.of("", "  ")).configured()).isFalse();
    assertThat(WebhookSecrets.ofStandard(List.of("")).configured()).isFalse();
    assertThat(WebhookSecrets.NONE.configured()).isFalse();
  }

  @Test
  void secrets_shown_areCountedOnly() {
    assertThat(WebhookSecrets.ofText(List.of("one", "two"))).hasToString("WebhookSecrets[2]");
  }

  @Test
  void badSecrets_read_areAllToldWithoutTheirText() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WebhookSecrets.ofStandard(List.of("plain", "whsec_c2hvcnQ=", "whsec_?", GOOD)))
        .withMessage(
            "webhook secret 1 does not begin with 'whsec_'; webhook secret 2 has 5 bytes, expected"
                + " 24 to 64; webhook secret 3 is not base64 after 'whsec_';"
                + " 4 webhook secrets, expected at most 2")
        .satisfies(e -> assertThat(e).hasNoCause());
  }
}
