package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemContract;
import annai.connectors.ticket.jira.MinimalJira.Telling;
import annai.connectors.ticket.jira.fake.Flavour;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract at a server that leaves out all that it may. */
class MinimalJiraTest {

  @Nested
  class Cloud extends OnMinimal {
    Cloud() {
      super(Flavour.CLOUD);
    }
  }

  @Nested
  class DataCenter extends OnMinimal {
    DataCenter() {
      super(Flavour.DATA_CENTER);
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class OnMinimal implements TicketSystemContract {

    private final Flavour flavour;
    private final MinimalJira jira;
    private final TicketSystem system;

    OnMinimal(Flavour flavour) {
      this.flavour = flavour;
      this.jira = new MinimalJira(flavour == Flavour.CLOUD, Telling.KEY);
      this.system = FakeSite.system(flavour, jira.url(), Map.of());
    }

    @AfterAll
    void close() {
      jira.close();
    }

    @Override
    public TicketSystem system() {
      return system;
    }

    @Override
    public List<String> attachments(TicketRef ref) {
      return jira.files(ref.key());
    }

    @Override
    public List<URI> links(TicketRef ref) {
      return jira.links(ref.key());
    }

    @ParameterizedTest
    @EnumSource
    void newIssue_toldInAnyWay_isKnownByItsKey(Telling telling) {
      try (MinimalJira other = new MinimalJira(flavour == Flavour.CLOUD, telling)) {
        TicketSystem there = FakeSite.system(flavour, other.url(), Map.of());

        assertThat(there.open(FakeSite.draft("k")).key()).isEqualTo("MAIL-1");
        assertThat(there.find("k")).extracting(TicketRef::key).containsExactly("MAIL-1");
      }
    }
  }
}
