package annai.bot.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.store.Database;
import annai.bot.store.Stores;
import annai.bot.store.TestDatabases;
import annai.bot.webhooks.TicketLinks.Reading;
import annai.connectors.ticket.TicketRef;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TicketLinksTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final TicketRef TICKET = new TicketRef("jira", "MAIL-7", null);

  private final Database database = TestDatabases.H2.open();
  private final Database other = TestDatabases.H2.open();

  @AfterAll
  void close() {
    database.close();
    other.close();
  }

  private static TicketLinks links(Database database, Instant now) {
    return new TicketLinks(
        Stores.of(database),
        TicketLinks.USUAL_VALIDITY,
        URI.create("https://help.example.net/chat"),
        InstantSource.fixed(now));
  }

  @Test
  void link_issued_leadsToItsTicketInEveryProcess() {
    String value = links(database, NOW).issue(TICKET);

    assertThat(links(database, NOW).read(value))
        .isInstanceOfSatisfying(
            Reading.Good.class, good -> assertThat(good.ticket()).isEqualTo(TICKET));
    assertThat(value).matches("[A-Za-z0-9._-]{1,700}");
    assertThat(value).doesNotContain("MAIL-7");
    assertThat(links(database, NOW).issue(TICKET)).isNotEqualTo(value);
  }

  @Test
  void address_ofALink_hasItBehindTheHash() {
    URI address = links(database, NOW).address(TICKET).orElseThrow();

    assertThat(address.toString()).startsWith("https://help.example.net/chat#t=1.");
    assertThat(address.getRawQuery()).isNull();
    TicketLinks homeless =
        new TicketLinks(Stores.of(database), Duration.ofDays(1), null, InstantSource.fixed(NOW));
    assertThat(homeless.address(TICKET)).isEmpty();
  }

  @Test
  void link_afterItsTime_isExpired() {
    String value = links(database, NOW).issue(TICKET);
    Instant end = NOW.plus(TicketLinks.USUAL_VALIDITY);

    assertThat(links(database, end.minusSeconds(1)).read(value)).isInstanceOf(Reading.Good.class);
    assertThat(links(database, end).read(value)).isInstanceOf(Reading.Expired.class);
  }

  @Test
  void link_ofAnotherInstallation_isUnreadable() {
    String value = links(other, NOW).issue(TICKET);

    assertThat(links(database, NOW).read(value)).isInstanceOf(Reading.Unreadable.class);
  }

  @Test
  void link_withAnyCharacterChanged_isUnreadable() {
    TicketLinks links = links(database, NOW);
    String value = links.issue(TICKET);
    Set<Class<?>> kinds = new HashSet<>();
    for (int i = 0; i < value.length(); i++) {
      char other = value.charAt(i) == 'A' ? 'B' : 'A';
      kinds.add(links.read(value.substring(0, i) + other + value.substring(i + 1)).getClass());
    }

    assertThat(kinds).containsExactly(Reading.Unreadable.class);
    assertThat(links.read(value.substring(0, value.length() - 1)))
        .isInstanceOf(Reading.Unreadable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MAIL-7", "1.e30.", "1..", "2.e30.AAAA", "1.e30.\u0000", "1.語.語"})
  void value_madeUp_isUnreadable(String value) {
    assertThat(links(database, NOW).read(value)).isInstanceOf(Reading.Unreadable.class);
  }
}
