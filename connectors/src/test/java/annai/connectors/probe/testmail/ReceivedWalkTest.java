package annai.connectors.probe.testmail;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeResult.Fault;
import annai.connectors.probe.ProbeResult.Healthy;
import annai.connectors.probe.ProbeResult.Inconclusive;
import annai.connectors.probe.Verdict;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedWalkTest {

  private static final InetAddress RELAY = InetAddress.ofLiteral("192.0.2.25");
  private static final MailHosts HOSTS =
      new MailHosts(
          Set.of(AddressRange.parse("192.0.2.25")),
          Set.of(AddressRange.parse("192.0.2.0/24")),
          Set.of(AddressRange.parse("198.51.100.80")),
          Set.of("mx.example.net", "submission.example.net"));

  private static final String INTERNAL_HOP =
      "from submission.example.net (submission.example.net [192.0.2.10]) by MX.example.net (Postfix)"
          + " with ESMTPS id 1; Tue, 24 Nov 2026";
  private static final String FORGED =
      "from laptop (x [203.0.113.7]) (Authenticated sender: alice@example.net) by"
          + " submission.example.net (Postfix) with ESMTPSA id 9; Tue, 24 Nov 2026";

  @Test
  void judge_loginOverTls_isProven() {
    ProbeResult result = judge("alice@example.net", login("ESMTPSA", "alice@example.net"));
    assertThat(result).isInstanceOf(Healthy.class);
    assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
    assertThat(((Healthy) result).account()).isEqualTo("alice@example.net");
    assertThat(result.trace().target()).isEqualTo("check-0123456789abcdef@check.example.net");
    assertThat(result.trace().reply()).contains("ESMTPSA");
  }

  @Test
  void judge_loginWithoutTls_saysSo() {
    assertThat(judge(null, login("ESMTPA", "alice@example.net")).verdict())
        .isEqualTo(Verdict.PROVEN_WITHOUT_TLS);
  }

  @Test
  void judge_noLogin_isOldSettings() {
    ProbeResult result = judge("alice@example.net", noLogin());
    assertThat(result).isInstanceOf(Fault.class);
    assertThat(result.verdict()).isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void judge_forgedFieldBelow_doesNotCount() {
    assertThat(judge("alice@example.net", noLogin(), FORGED).verdict())
        .isEqualTo(Verdict.OLD_SETTINGS);
  }

  @Test
  void judge_internalHop_isWalkedPast() {
    ProbeResult result =
        judge("alice@example.net", INTERNAL_HOP, login("ESMTPSA", "alice@example.net"));
    assertThat(result.verdict()).isEqualTo(Verdict.PROVEN);
  }

  @Test
  void judge_internalHopThenOldSettingsThenForged_isOldSettings() {
    assertThat(judge(null, INTERNAL_HOP, noLogin(), FORGED).verdict())
        .isEqualTo(Verdict.OLD_SETTINGS);
  }

  @ParameterizedTest
  @CsvSource({
    "alice@example.net, ALICE@Example.NET, PROVEN",
    "alice@example.net, alice, PROVEN",
    "alice, alice@example.net, PROVEN",
    "alice@example.net, bob@example.net, WRONG_ACCOUNT",
    "alice@example.net, alice@example.org, WRONG_ACCOUNT",
    "alice@example.net, alic, WRONG_ACCOUNT"
  })
  void judge_account_isComparedWithTheCustomers(String expected, String account, Verdict verdict) {
    assertThat(judge(expected, login("ESMTPSA", account)).verdict()).isEqualTo(verdict);
  }

  @Test
  void judge_somebodyElse_namesThem() {
    ProbeResult result = judge("alice@example.net", login("ESMTPA", "bob@example.net"));
    assertThat(((Fault) result).account()).isEqualTo("bob@example.net");
  }

  @Test
  void judge_stranger_provesNothing() {
    ProbeResult result =
        walk(null)
            .judge(InetAddress.ofLiteral("203.0.113.7"), List.of(login("ESMTPSA", "alice@a.test")));
    assertThat(result).isInstanceOf(Inconclusive.class);
    assertThat(result.verdict()).isEqualTo(Verdict.UNPROVEN);
    assertThat(((Inconclusive) result).reason()).contains("203.0.113.7");
  }

  @Test
  void judge_nothingToGoBy_isUnproven() {
    String webmail = login("ESMTPSA", "alice@example.net").replace("203.0.113.7", "198.51.100.80");
    String foreign = login("ESMTPSA", "alice@example.net").replace("by submission", "by evil");
    String exchange =
        "from a (b [203.0.113.7]) by mx.example.net with Microsoft SMTP Server (TLS) id 1 via"
            + " Frontend Transport; Tue";
    String local = "by mx.example.net (Postfix, from userid 33) id 4A; Tue";
    String malformed = "from ( (b [203.0.113.7]) by mx.example.net with ESMTPSA id 1; Tue";
    for (String body : List.of(webmail, foreign, exchange, local, malformed)) {
      assertThat(judge(null, body, FORGED).verdict()).as(body).isEqualTo(Verdict.UNPROVEN);
    }
    assertThat(judge(null).verdict()).isEqualTo(Verdict.UNPROVEN);
    assertThat(judge(null, INTERNAL_HOP).verdict()).isEqualTo(Verdict.UNPROVEN);
  }

  @Test
  void judge_controlsInTheField_areCleaned() {
    String body = noLogin().replace("laptop", "lap\u202etop\u00ad");
    assertThat(judge(null, body).trace().reply())
        .contains("from lap top (")
        .doesNotContain("\u202e");
  }

  private static String login(String with, String account) {
    return "from laptop (p.example.org [203.0.113.7]) (using TLSv1.3) (Authenticated sender: "
        + account
        + ") by submission.example.net (Postfix) with "
        + with
        + " id 4A for <check-0123456789abcdef@check.example.net>; Tue, 24 Nov 2026";
  }

  private static String noLogin() {
    return "from laptop (p.example.org [203.0.113.7]) by mx.example.net (Postfix) with ESMTP id 4A;"
        + " Tue, 24 Nov 2026";
  }

  private static ProbeResult judge(@Nullable String expected, String... received) {
    return walk(expected).judge(RELAY, List.of(received));
  }

  private static ReceivedWalk walk(@Nullable String expected) {
    return new ReceivedWalk(
        HOSTS,
        new TestMailAddress("0123456789abcdef", "check.example.net"),
        new Expectation(expected));
  }
}
