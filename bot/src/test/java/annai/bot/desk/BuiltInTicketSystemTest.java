package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemContract;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class BuiltInTicketSystemTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL);
    }
  }

  abstract static class OnDatabase implements TicketSystemContract {

    private final TestDatabases kind;
    private final Database database;
    private final BuiltInTicketSystem system;

    OnDatabase(TestDatabases kind) {
      this.kind = kind;
      this.database = kind.open();
      this.system = new BuiltInTicketSystem(database, InstantSource.system());
    }

    @AfterAll
    void close() {
      database.close();
    }

    @Override
    public TicketSystem system() {
      return system;
    }

    @Override
    public List<String> attachments(TicketRef ref) {
      return system.attachments(ref);
    }

    @Override
    public List<URI> links(TicketRef ref) {
      return List.copyOf(system.links(ref).keySet());
    }

    @Test
    void firstTickets_opened_areCountedFromOne() {
      try (Database fresh = kind.open()) {
        var desk = new BuiltInTicketSystem(fresh, InstantSource.system());
        assertThat(desk.open(draft("a")).key()).isEqualTo("MAIL-1");
        assertThat(desk.open(draft("b")).key()).isEqualTo("MAIL-2");
        assertThat(desk.open(draft("a")).key()).isEqualTo("MAIL-1");
      }
    }

    @Test
    void ticket_erased_holdsNoWordOfTheCustomer() {
      var ref = system.open(draft("erased"));
      system.comment(ref, "c", "my words", TicketSystem.Audience.PUBLIC);
      system.attach(ref, new Attachment("words.txt", "text/plain", new byte[] {1}));

      system.erase(ref);

      assertThat(system.read(ref).toString()).doesNotContain("words", "Hanako", "hanako@");
      assertThat(system.attachments(ref)).isEmpty();
    }

    private static TicketDraft draft(String key) {
      return new TicketDraft(
          key,
          TicketDraft.Kind.REQUEST,
          TicketDraft.Priority.P3,
          "summary words",
          "description words",
          new TicketDraft.Requester("Hanako", "hanako@example.jp"));
    }
  }
}
