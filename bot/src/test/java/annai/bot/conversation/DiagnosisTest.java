package annai.bot.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.conversation.Diagnosis.WhoActs;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.TicketDraft.Priority;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiagnosisTest {

  @ParameterizedTest
  @CsvSource({
    "OLD_SETTINGS, CUSTOMER,",
    "AUTH_REJECTED, CUSTOMER,",
    "RCPT_REJECTED, CUSTOMER,",
    "CONNECT_REFUSED, PROVIDER, P1",
    "TLS_CERT_EXPIRED, PROVIDER, P1",
    "TLS_VERSION_TOO_OLD, PROVIDER, P2",
    "BANNER_TIMEOUT, PROVIDER, P2",
    "AUTH_DISABLED_FOR_ACCOUNT, PROVIDER, P3",
    "DNS_TEMPFAIL, NOBODY_YET, P1",
    "AUTH_RATE_LIMITED, NOBODY_YET,",
    "RCPT_GREYLISTED, NOBODY_YET,"
  })
  void of_fault_saysWhoActs(Verdict verdict, WhoActs whoActs, Priority priority) {
    Diagnosis diagnosis = Diagnosis.of(Situations.fault(verdict));
    assertThat(diagnosis.whoActs()).isEqualTo(whoActs);
    assertThat(diagnosis.priority()).isEqualTo(priority);
  }

  @ParameterizedTest
  @EnumSource(Verdict.class)
  void of_inconclusive_blamesNobody(Verdict verdict) {
    ProbeResult result =
        new ProbeResult.Inconclusive(verdict, Situations.fault(verdict).trace(), "cancelled");
    assertThat(Diagnosis.of(result).whoActs()).isEqualTo(WhoActs.NOBODY_YET);
    assertThat(Diagnosis.of(result).incident()).isFalse();
  }

  @Test
  void of_everyVerdict_hasAWordingOfItsOwn() {
    Set<String> keys = new HashSet<>();
    for (Verdict verdict : Verdict.values()) {
      assertThat(keys.add(Diagnosis.of(Situations.fault(verdict)).wordingKey())).isTrue();
    }
  }
}
