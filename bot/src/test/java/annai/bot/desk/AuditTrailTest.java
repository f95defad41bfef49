package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.store.Agent;
import annai.bot.store.AuditEntry;
import annai.bot.store.AuditEntry.Deed;
import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditTrailTest {

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void deeds_arePagedNewestFirstAndForgottenAfterTheirTime(TestDatabases kind) {
    SettableClock clock = new SettableClock();
    try (Database database = kind.open()) {
      AgentAccounts accounts = new AgentAccounts(database, clock);
      AuditTrail trail = new AuditTrail(database, Duration.ofDays(30), clock);
      Agent sato =
          accounts.setUp(
              accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", "correct horse battery");
      for (Deed deed : Deed.values()) {
        trail.note(sato, deed, "x".repeat(300));
      }
      int all = Deed.values().length;

      var first = trail.page(Long.MAX_VALUE, 5);
      var rest = trail.page(first.getLast().id(), 100);

      assertThat(first).hasSize(5).extracting(AuditEntry::name).containsOnly("佐藤");
      assertThat(first.getFirst().deed()).isEqualTo(List.of(Deed.values()).getLast());
      assertThat(first.getFirst().at()).isEqualTo(clock.instant());
      assertThat(rest).hasSize(all - 5);
      clock.advance(Duration.ofDays(31));
      trail.note(sato, Deed.LOGGED_IN);
      assertThat(trail.page(Long.MAX_VALUE, 100))
          .singleElement()
          .extracting(AuditEntry::subject)
          .isEqualTo("");
    }
  }
}
