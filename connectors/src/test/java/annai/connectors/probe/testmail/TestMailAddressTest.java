package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestMailAddressTest {

  private static final String DOMAIN = "check.example.net";
  private static final String TOKEN = "0123456789abcdef";

  @Test
  void next_manyTimes_neverTheSameAndNoLookAlikes() {
    var tokens = new Tokens();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(tokens.next())).isTrue();
    }
    assertThat(seen).allMatch(token -> token.matches("[0-9a-hjkmnp-tv-z]{16}"));
  }

  @Test
  void parse_whatWasMade_findsTheToken() {
    var address = new TestMailAddress(new Tokens().next(), DOMAIN);
    assertThat(TestMailAddress.parse(address.toString(), DOMAIN)).contains(address);
    assertThat(TestMailAddress.parse(address.toString().toUpperCase(Locale.ROOT), DOMAIN))
        .contains(address);
  }

  @Test
  void parse_lookAlikes_readsWhatWasMeant() {
    assertThat(TestMailAddress.parse("check-OiL3456789abcdef@" + DOMAIN, DOMAIN))
        .contains(new TestMailAddress("0113456789abcdef", DOMAIN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "check-" + TOKEN,
        "check-" + TOKEN + "@example.net",
        "check-" + TOKEN + "@check.example.net.",
        "check-" + TOKEN + "0@" + DOMAIN,
        "check-0123456789abcde@" + DOMAIN,
        "check-0123456789abcdeu@" + DOMAIN,
        "check-０123456789abcde@" + DOMAIN,
        "check_" + TOKEN + "@" + DOMAIN,
        "\"check-" + TOKEN + "\"@" + DOMAIN,
        "x@y,check-" + TOKEN + "@" + DOMAIN,
        "postmaster@" + DOMAIN
      })
  void parse_anythingElse_isEmpty(String recipient) {
    assertThat(TestMailAddress.parse(recipient, DOMAIN)).isEmpty();
  }
}
