package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * What a sender controls (its HELO name, its envelope) is copied unchecked by the server; whatever
 * stands there, the field says what the server saw, or nothing.
 */
class HostileHeloTest {

  private static final InetAddress REAL = InetAddress.ofLiteral("203.0.113.7");

  private static final String POSTFIX_WITHOUT_LOGIN =
      "from {helo} (real.example.org [203.0.113.7])\t(using TLSv1.3 with cipher X (256/256 bits))\tby"
          + " mail.lab.test (Postfix) with ESMTPS id 4A\tfor <a@probe.test>; Tue, 24 Nov 2026";
  private static final String POSTFIX_WITH_LOGIN =
      "from {helo} (real.example.org [203.0.113.7])\t(Authenticated sender: alice@lab.test)\tby"
          + " mail.lab.test (Postfix) with ESMTPSA id 4A; Tue, 24 Nov 2026";
  private static final String EXIM_NAMED =
      "from real.example.org ([203.0.113.7] helo={helo})\tby mx.lab.test with esmtpsa (TLS1.3) tls"
          + " X\t(Exim 4.96)\t(envelope-from <{envelope}>)\tid 1a-2; Tue, 24 Nov 2026";
  private static final String EXIM_UNNAMED =
      "from [203.0.113.7] (helo={helo})\tby mx.lab.test with esmtp\t(Exim"
          + " 4.96)\t(envelope-from <{envelope}>)\tid 1a-2; Tue, 24 Nov 2026";
  private static final String SENDMAIL =
      "from {helo} (real.example.org [203.0.113.7] (may be forged))\tby mail.lab.test (8.17.1) with"
          + " ESMTP id 4A; Tue, 24 Nov 2026";

  @Property(tries = 20_000)
  void postfixWithoutLogin_neverAuthenticated(@ForAll("hostile") String helo) {
    readSometimes(POSTFIX_WITHOUT_LOGIN.replace("{helo}", helo))
        .ifPresent(
            field -> {
              assertThat(field.sender()).contains(REAL);
              assertThat(field.with()).contains(new TransmissionType(true, false));
              assertThat(field.by()).isEqualTo("mail.lab.test");
            });
  }

  @Property(tries = 20_000)
  void postfixWithLogin_neverAnotherAccount(@ForAll("hostile") String helo) {
    readSometimes(POSTFIX_WITH_LOGIN.replace("{helo}", helo))
        .ifPresent(
            field -> {
              assertThat(field.sender()).contains(REAL);
              assertThat(field.account()).contains("alice@lab.test");
            });
  }

  @Property(tries = 20_000)
  void exim_neverAnAccount(@ForAll("hostile") String helo, @ForAll("hostile") String envelope) {
    readSometimes(EXIM_NAMED.replace("{helo}", helo).replace("{envelope}", envelope))
        .ifPresent(
            field -> {
              assertThat(field.sender().orElse(REAL)).isEqualTo(REAL);
              assertThat(field.account()).isEmpty();
            });
  }

  @Property(tries = 20_000)
  void eximWithoutLogin_neverAuthenticated(
      @ForAll("hostile") String helo, @ForAll("hostile") String envelope) {
    readSometimes(EXIM_UNNAMED.replace("{helo}", helo).replace("{envelope}", envelope))
        .ifPresent(
            field -> {
              assertThat(field.with()).contains(new TransmissionType(false, false));
              assertThat(field.sender().orElse(REAL)).isEqualTo(REAL);
              assertThat(field.account()).isEmpty();
            });
  }

  @Property(tries = 20_000)
  void sendmail_neverAuthenticated(@ForAll("hostile") String helo) {
    readSometimes(SENDMAIL.replace("{helo}", helo))
        .ifPresent(
            field -> {
              assertThat(field.sender()).contains(REAL);
              assertThat(field.with()).contains(new TransmissionType(false, false));
            });
  }

  @Property
  void anyText_isReadOrRefused(@ForAll String body) {
    parse(body);
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "(",
            ")",
            "((",
            "))",
            "\"",
            "\\",
            "<",
            ">",
            "[",
            "]",
            ";",
            " ",
            " ",
            " ",
            ",",
            "\t",
            "=",
            "x",
            "laptop",
            "from",
            "by",
            "with",
            "id",
            "for",
            "BY",
            "With",
            "via",
            "tls",
            "mail.lab.test",
            "ESMTPSA",
            "esmtpa",
            "with ESMTPSA",
            "by mail.lab.test with ESMTPSA id 1",
            "(Authenticated sender: bob@lab.test)",
            "(A=plain:bob)",
            "(AUTH: LOGIN bob@lab.test)",
            "(Postfix)",
            "(Exim 4.96)",
            "[10.0.0.1]",
            "(int [10.0.0.1])",
            "(10.0.0.1)",
            "(helo=x)",
            "(HELO x)",
            "(envelope-from <x>)",
            "; Tue, 24 Nov 2026",
            "\u0000",
            "\u00e9",
            "\u202e");
    return piece.list().ofMinSize(1).ofMaxSize(12).map(pieces -> String.join("", pieces));
  }

  private static Optional<ReceivedField> readSometimes(String body) {
    Optional<ReceivedField> field = parse(body);
    Statistics.collect(field.isPresent());
    Statistics.coverage(coverage -> coverage.check(true).count(n -> n > 100));
    return field;
  }

  private static Optional<ReceivedField> parse(String body) {
    try {
      return Optional.of(ReceivedField.parse(body));
    } catch (MalformedReceivedException e) {
      return Optional.empty();
    }
  }
}
