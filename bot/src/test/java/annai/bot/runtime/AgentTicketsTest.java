package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.Conversations.TicketView;
import annai.bot.store.TestDatabases;
import annai.bot.store.TicketListStore.Filter;
import annai.bot.store.TicketListStore.ListedTicket;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.knowledge.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tickets of a system that is not ours; the built-in ones are walked with the whole service. */
class AgentTicketsTest {

  private static final String MORI = "Mori";
  private static final Filter ALL = filter(null, null, null);

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

  private static Filter filter(
      @Nullable Boolean open, @Nullable String text, @Nullable String mailClient) {
    return new Filter(open, null, text, null, mailClient, null, null);
  }

  abstract static class OnDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InMemoryTicketSystem system = new InMemoryTicketSystem();
    private final RunningTalk running;
    private final Conversations conversations;
    private final AgentTickets tickets;

    OnDatabase(TestDatabases kind) {
      running = new RunningTalk(kind.settings(), system, RunningTalk.shipped());
      conversations = running.conversations;
      tickets = running.runtime.agentTickets();
    }

    @AfterAll
    void close() {
      running.close();
    }

    @AfterEach
    void heal() {
      system.failing(null);
    }

    private Started withTicket() {
      Started talk = conversations.start(Language.EN);
      for (String choice : List.of("cannot-send", "mail-client:thunderbird", "person", "decline")) {
        conversations.say(talk.id(), choice, new Input.Choice(choice));
      }
      await().atMost(PATIENCE).until(() -> conversations.view(talk.id()).ticket() != null);
      return talk;
    }

    private TicketRef ref(Started talk) {
      TicketView ticket = Objects.requireNonNull(conversations.view(talk.id()).ticket());
      return new TicketRef(ticket.system(), ticket.key(), ticket.url());
    }

    private void awaitRow(Started talk, String words) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  running.rows(talk).stream()
                      .anyMatch(row -> row.body().toString().contains(words)));
    }

    @Test
    void comment_inPublic_goesToTheSystemAndIntoTheChatOnce() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);

      tickets.comment(ref.system(), ref.key(), MORI, "c1", "It is port 587", Audience.PUBLIC);
      tickets.comment(ref.system(), ref.key(), MORI, "c1", "It is port 587", Audience.PUBLIC);
      tickets.comment(ref.system(), ref.key(), MORI, "c2", "Between us", Audience.INTERNAL);

      awaitRow(talk, "It is port 587");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(system.read(ref).comments())
                      .extracting(Ticket.Comment::text)
                      .containsOnlyOnce(MORI + ":\nIt is port 587", MORI + ":\nBetween us"));
      assertThat(running.rows(talk))
          .filteredOn(row -> row.body().toString().contains("It is port 587"))
          .hasSize(1);
      assertThat(running.rows(talk).toString()).doesNotContain("Between us");
    }

    @Test
    void close_asksTheCustomerAndClosesThere() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);

      tickets.close(ref.system(), ref.key(), MORI, "c1", "Mended");

      awaitRow(talk, "still-fails");
      await().atMost(PATIENCE).until(() -> system.read(ref).status() == Ticket.Status.CLOSED);
      assertThat(tickets.read(ref.system(), ref.key()).ticket().status())
          .isEqualTo(Ticket.Status.CLOSED);
    }

    @Test
    void system_thatFails_isSaidSoForReadingAndToldLaterOfAComment() {
      Started talk = withTicket();
      TicketRef ref = ref(talk);
      system.failing(
          _ -> {
            throw new TicketSystemException(Kind.BUSY, "busy");
          });

      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> tickets.read(ref.system(), ref.key()));
      tickets.comment(ref.system(), ref.key(), MORI, "c1", "Later then", Audience.PUBLIC);
      awaitRow(talk, "Later then");
      system.failing(null);

      await()
          .atMost(PATIENCE)
          .until(() -> system.read(ref).comments().toString().contains("Later then"));
    }

    @Test
    void tickets_filtered_areThoseThatFit() {
      TicketRef ref = ref(withTicket());
      String key = ref.key();

      assertThat(keys(ALL)).contains(key);
      assertThat(keys(filter(true, key.toLowerCase(Locale.ROOT), "thunderbird")))
          .containsExactly(key);
      assertThat(keys(filter(null, "THUNDERBIRD", null))).contains(key);
      assertThat(keys(filter(false, key, null))).isEmpty();
      assertThat(keys(filter(null, null, "outlook-2016"))).isEmpty();
      assertThat(keys(filter(null, "%", null))).isEmpty();
      assertThat(keys(new Filter(null, true, null, null, null, null, null))).isEmpty();
      Instant soon = Instant.parse("2999-01-01T00:00:00Z");
      assertThat(keys(new Filter(null, false, null, null, null, null, soon))).contains(key);
      assertThat(keys(new Filter(null, null, null, null, null, soon, null))).isEmpty();
      assertThat(keys(new Filter(null, null, null, "nobody at all", null, null, null))).isEmpty();
      assertThat(tickets.list(ALL, 0, 1).tickets()).hasSize(1);
    }

    private List<String> keys(Filter filter) {
      return tickets.list(filter, 0, 100).tickets().stream()
          .map(ListedTicket::ref)
          .filter(Objects::nonNull)
          .map(TicketRef::key)
          .toList();
    }

    @Test
    void ticket_ofNobody_isUnknown() {
      assertThatExceptionOfType(UnknownTicketException.class)
          .isThrownBy(() -> tickets.read("memory", "NONE-1"));
      assertThatExceptionOfType(UnknownTicketException.class)
          .isThrownBy(() -> tickets.close("built-in", "NONE-1", MORI, "c1", ""));
    }
  }
}
