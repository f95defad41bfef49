package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceivedFieldTest {

  private static final String DATE = "; Tue, 24 Nov 2026 14:03:00 +0900 (JST)";

  @Test
  void parse_postfixSubmission_readsAccountAndTls() throws Exception {
    ReceivedField field =
        ReceivedField.parse(
            "from [192.168.1.5] (p1.example.org [203.0.113.7])\t(using TLSv1.3 with cipher"
                + " TLS_AES_256_GCM_SHA384 (256/256 bits)\t key-exchange X25519 server-signature"
                + " ECDSA (P-256) server-digest SHA256)\t(No client certificate"
                + " requested)\t(Authenticated sender: alice@lab.test)\tby mail.lab.test (Postfix)"
                + " with ESMTPSA id 4ABC\tfor <check-0123456789abcdef@probe.test>"
                + DATE);

    assertThat(field.sender()).contains(InetAddress.ofLiteral("203.0.113.7"));
    assertThat(field.by()).isEqualTo("mail.lab.test");
    assertThat(field.with()).contains(new TransmissionType(true, true));
    assertThat(field.account()).contains("alice@lab.test");
  }

  @Test
  void parse_eximWithoutName_readsAddressInFront() throws Exception {
    ReceivedField field =
        ReceivedField.parse(
            "from [203.0.113.7] (helo=laptop)\tby mx.example.net with esmtpsa  (TLS1.3) tls"
                + " TLS_AES_256_GCM_SHA384\t(Exim 4.96)\t(envelope-from <a@example.net>)\tid"
                + " 1abc-00-2\tfor check-0123456789abcdef@probe.test"
                + DATE);

    assertThat(field.sender()).contains(InetAddress.ofLiteral("203.0.113.7"));
    assertThat(field.with()).contains(new TransmissionType(true, true));
    assertThat(field.account()).isEmpty();
  }

  @Test
  void parse_eximWithAccount_readsIt() throws Exception {
    ReceivedField field =
        ReceivedField.parse(
            "from p1.example.org ([203.0.113.7] helo=laptop) by mx.example.net with esmtpa"
                + " (A=plain_server:alice) (Exim 4.96) (envelope-from <a@example.net>) id 1a-2"
                + DATE);

    assertThat(field.sender()).contains(InetAddress.ofLiteral("203.0.113.7"));
    assertThat(field.with()).contains(new TransmissionType(false, true));
    assertThat(field.account()).contains("alice");
  }

  @Test
  void parse_courier_readsAccount() throws Exception {
    ReceivedField field =
        ReceivedField.parse(
            "from laptop ([::ffff:203.0.113.7]) (AUTH: LOGIN alice@lab.test, TLS:"
                + " TLSv1.3,256bits) by mail.lab.test with ESMTPSA id 00"
                + DATE);

    assertThat(field.sender()).contains(InetAddress.ofLiteral("203.0.113.7"));
    assertThat(field.account()).contains("alice@lab.test");
  }

  @Test
  void parse_sendmailAndIpv6_readsAddress() throws Exception {
    ReceivedField field =
        ReceivedField.parse(
            "FROM laptop (p1.example.org [IPv6:2001:db8::7] (may be forged)) (authenticated"
                + " bits=0) BY mail.lab.test (8.17.1/8.17.1) WITH ESMTPSA ID x (version=TLSv1.3"
                + " bits=256 verify=NO)"
                + DATE);

    assertThat(field.sender()).contains(InetAddress.ofLiteral("2001:db8::7"));
    assertThat(field.with()).contains(new TransmissionType(true, true));
  }

  @Test
  void parse_madeOnTheServer_hasNoSender() throws Exception {
    assertThat(
            ReceivedField.parse("by mail.lab.test (Postfix, from userid 33) id 4ABC" + DATE)
                .sender())
        .isEmpty();
  }

  @Test
  void parse_qmailHelo_isNotTakenForTheAddress() throws Exception {
    assertThatThrownBy(
            () ->
                ReceivedField.parse(
                    "from unknown (HELO [10.0.0.1]) (203.0.113.7) by mx with ESMTP id 1" + DATE))
        .isInstanceOf(MalformedReceivedException.class);
    assertThat(
            ReceivedField.parse("from u (HELO [10.0.0.1]) by mx with ESMTP id 1" + DATE).sender())
        .isEmpty();
  }

  @Test
  void parse_addressInEximHelo_isNotTakenForTheSenders() throws Exception {
    assertThat(
            ReceivedField.parse(
                    "from [203.0.113.7] (helo= [10.0.0.1]) by mx with esmtp (Exim 4.96) id 1"
                        + DATE)
                .sender())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "SMTP, false, false",
    "smtp, false, false",
    "ESMTP, false, false",
    "ESMTPS, true, false",
    "ESMTPA, false, true",
    "ESMTPSA, true, true",
    "esmtpsa, true, true",
    "UTF8SMTP, false, false",
    "UTF8SMTPSA, true, true",
    "UTF8SMTPA, false, true",
    "smtps, true, false"
  })
  void of_registeredType_readsBothLetters(String with, boolean tls, boolean authenticated) {
    assertThat(TransmissionType.of(with)).contains(new TransmissionType(tls, authenticated));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "HTTP", "LMTPSA", "ESMTPSAA", "ESMTPAS", "SMTPA", "XESMTPSA", "ESMTP SA"})
  void of_anythingElse_isEmpty(String with) {
    assertThat(TransmissionType.of(with)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "from x ([203.0.113.7]) by y with ESMTP",
        "from x ([203.0.113.7]) with ESMTP id 1; date",
        "from x ( ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x) ([203.0.113.7]) by y with ESMTP id 1; date",
        "from \"x ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x\\ ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x ([203.0.113.7]\\) by y with ESMTP id 1; date",
        "from x y ([203.0.113.7]) by z with ESMTP id 1; date",
        "from x by y with ESMTPSA ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x ([10.0.0.1]) ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x; ([203.0.113.7]) by y with ESMTP id 1; date",
        "from x ([203.0.113.7]) (Authenticated sender: a) (Authenticated sender: b) by y with"
            + " ESMTPSA id 1; date",
        "from x ([203.0.113.7]) with ESMTP by y id 1; date",
        "from x ([203.0.113.7]) by y (envelope-from <a>) with ESMTPSA id 1; date",
        "from x ([203.0.113.7]) by y with ESMTP id 1\u0000; date",
        "x from y ([203.0.113.7]) by y with ESMTP id 1; date",
        "(Authenticated sender: a) from y ([203.0.113.7]) by y with ESMTP id 1; date"
      })
  void parse_readableInTwoWays_isMalformed(String body) {
    assertThatThrownBy(() -> ReceivedField.parse(body))
        .isInstanceOf(MalformedReceivedException.class);
  }
}
