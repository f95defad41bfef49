package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaslPrepTest {

  /** The examples of RFC 4013 section 3, and some of ours. */
  @ParameterizedTest
  @CsvSource({
    "I\u00adX, IX",
    "user, user",
    "USER, USER",
    "\u00aa, a",
    "\u2168, IX",
    "pa\u0308ssw\u00f6rd \u20ac, p\u00e4ssw\u00f6rd \u20ac",
    "a\u3000b, a b",
    "\uff8a\uff9f\uff7d, \u30d1\u30b9",
    "\u1112\u1161\u11ab, \ud55c",
    "\ud83d\ude00x, \ud83d\ude00x"
  })
  void text_prepared_isAsTheStandardSays(String text, String expected) {
    assertThat(new String(SaslPrep.prepare(text.toCharArray()))).isEqualTo(expected);
    assertThat(expected).isEqualTo(Normalizer.normalize(expected, Normalizer.Form.NFKC));
  }
}
