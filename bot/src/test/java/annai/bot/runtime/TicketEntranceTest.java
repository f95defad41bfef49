package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import annai.bot.SignedHook;
import annai.bot.runtime.Conversations.Started;
import annai.bot.runtime.TicketLinkException.Reason;
import annai.bot.store.TestDatabases;
import annai.bot.webhooks.HookSource;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.TicketLinks;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.webhook.JiraHook;
import annai.connectors.webhook.JiraSignature;
import annai.connectors.webhook.WebhookSecrets;
import annai.knowledge.Language;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class TicketEntranceTest {

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

  abstract static class OnDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "summer";

    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<String> ofNoConcern = ConcurrentHashMap.newKeySet();
    private final RunningTalk running;
    private final TicketEntrance entrance;
    private final TicketLinks links;

    OnDatabase(TestDatabases kind) {
      running =
          new RunningTalk(
              kind.settings(),
              tickets,
              new Webhooks.Settings(
                  List.of(
                      new HookSource(
                          tickets.name(),
                          new JiraSignature(
                              WebhookSecrets.ofText(List.of(SECRET)),
                              Duration.ofHours(24),
                              InstantSource.system()),
                          new JiraHook(),
                          false,
                          "us"::equals)),
                  List.of(),
                  new LinkSettings(
                      Duration.ofDays(14),
                      URI.create("https://help.example.net/chat"),
                      new LinkSettings.Offer(
                          Audience.PUBLIC,
                          link -> "Come in: " + link,
                          ref -> !ofNoConcern.contains(ref.key())),
                      new LinkSettings.Desk(
                          URI.create("https://help.example.net/desk"), "Conversation")),
                  Duration.ofDays(7)));
      entrance = running.runtime.ticketEntrance();
      links = running.runtime.ticketLinks();
    }

    @AfterAll
    void close() {
      running.close();
    }

    /** A ticket that a person made. */
    private TicketRef elsewhere() {
      return tickets.open(
          new TicketDraft(
              "elsewhere-" + count.incrementAndGet(),
              TicketDraft.Kind.REQUEST,
              TicketDraft.Priority.P3,
              "I can't send mail",
              "Thunderbird says no",
              new TicketDraft.Requester("Taro", "taro@example.jp")));
    }

    private void assertRefused(String link, Reason reason) {
      assertThatThrownBy(() -> entrance.open(link, null))
          .isInstanceOfSatisfying(
              TicketLinkException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void ticket_ofAConversation_leadsBackToIt() {
      TicketRef ref = elsewhere();
      Started linked = entrance.open(links.issue(ref), Language.EN);
      Started own = running.conversations.start(null);
      running.say(own, "a", "open");

      awaitLink(ref, linked);
      await().atMost(PATIENCE).until(() -> !tickets.find(own.id() + "/1").isEmpty());
      awaitLink(tickets.find(own.id() + "/1").getFirst(), own);
    }

    private void awaitLink(TicketRef ref, Started talk) {
      URI page = URI.create("https://help.example.net/desk#/conversation/" + talk.id());
      await().atMost(PATIENCE).until(() -> tickets.links(ref).equals(Map.of(page, "Conversation")));
    }

    @Test
    void link_opened_beginsAConversationThatHearsOfItsTicket() {
      TicketRef ref = elsewhere();
      tickets.personComments(ref, "Sato", "before", false);
      Started talk = entrance.open(links.issue(ref), Language.EN);

      tickets.personComments(ref, "Sato", "hello", false);
      running.runtime.ticketPull().changed(ref);
      await().atMost(PATIENCE).until(() -> running.said(talk).contains("TicketCommented hello"));

      assertThat(running.said(talk)).contains("CameFromTicket");
      assertThat(running.said(talk)).noneMatch(words -> words.contains("before"));
      running.conversations.authorise(talk.id(), talk.token());
    }

    @Test
    void link_usedAgain_neverLeadsIntoTheConversationThatIsThere() {
      String link = links.issue(elsewhere());
      Started first = entrance.open(link, null);
      running.say(first, "a", "my secret sorrow");

      assertRefused(link, Reason.IN_USE);
      running.conversations.erase(first.id());
      Started second = entrance.open(link, null);

      assertThat(second.id()).isNotEqualTo(first.id());
      assertThat(running.rows(second).toString()).doesNotContain("sorrow");
    }

    @Test
    void link_openedByAMailScannerBefore_stillServesTheCustomer() {
      TicketRef ref = elsewhere();
      String link = links.issue(ref);
      Started scanner = entrance.open(link, null);

      Started customer = entrance.open(link, null);
      running.say(customer, "a", "hello");

      assertThatThrownBy(() -> running.conversations.view(scanner.id()))
          .isInstanceOf(UnknownConversationException.class);
      assertThat(tickets.read(ref).status()).isEqualTo(Ticket.Status.OPEN);
      assertRefused(link, Reason.IN_USE);
    }

    @Test
    void link_openedTenTimesAtOnce_leavesOneConversation() throws Exception {
      String link = links.issue(elsewhere());
      List<Callable<Started>> openings = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        openings.add(() -> entrance.open(link, null));
      }
      List<Started> begun = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Started> opening : threads.invokeAll(openings)) {
          begun.add(opening.get());
        }
      }

      assertThat(begun)
          .filteredOn(talk -> running.stores.conversations().find(talk.id()).isPresent())
          .hasSize(1);
    }

    @Test
    void link_thatLeadsNowhere_saysWhy() {
      TicketRef ref = elsewhere();
      String link = links.issue(ref);

      assertRefused("1.abc.def", Reason.UNREADABLE);
      assertRefused(ref.key(), Reason.UNREADABLE);
      assertRefused(links.issue(new TicketRef("another-system", "T-1", null)), Reason.NO_TICKET);
      tickets.failing(
          _ -> {
            throw new TicketSystemException(Kind.UNREACHABLE, "away");
          });
      assertRefused(link, Reason.UNAVAILABLE);
      tickets.failing(null);
      assertThat(entrance.open(link, null).id()).isNotEmpty();
    }

    @Test
    void ticket_madeByAPerson_getsOneLinkThatLeadsIn() {
      TicketRef ref = elsewhere();
      created(ref, "sato");
      created(ref, "sato");
      soon();
      await().atMost(PATIENCE).until(() -> !tickets.read(ref).comments().isEmpty());
      String comment = tickets.read(ref).comments().getFirst().text();

      assertThat(comment).startsWith("Come in: https://help.example.net/chat#t=1.");
      Started talk = entrance.open(comment.substring(comment.indexOf("#t=") + 3), null);
      running.say(talk, "a", "hello");
      created(ref, "ito");
      soon();
      awaitNothingOffered();

      assertThat(tickets.read(ref).comments()).hasSize(1);
    }

    @Test
    void ticket_ofOursOrOfNoConcern_getsNoLink() {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open");
      await().atMost(PATIENCE).until(() -> running.said(talk).contains("TicketOpened"));
      TicketRef ours = tickets.find(talk.id() + "/1").getFirst();
      TicketRef closed = elsewhere();
      tickets.personChanges(closed, Ticket.Status.CLOSED);
      TicketRef byUs = elsewhere();
      TicketRef other = elsewhere();
      ofNoConcern.add(other.key());

      created(ours, "sato");
      created(closed, "sato");
      created(byUs, "us");
      created(other, "sato");
      soon();
      awaitNothingOffered();

      assertThat(tickets.read(ours).comments()).isEmpty();
      assertThat(tickets.read(closed).comments()).isEmpty();
      assertThat(tickets.read(byUs).comments()).isEmpty();
      assertThat(tickets.read(other).comments()).isEmpty();
    }

    private void created(TicketRef ref, String author) {
      long now = running.now().toEpochMilli() + count.incrementAndGet();
      SignedHook hook =
          SignedHook.of(SECRET, SignedHook.jira("jira:issue_created", ref.key(), author, now, ""));
      running.runtime.webhooks().inbox().receive(tickets.name(), hook.headers()::get, hook.body());
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  running.runtime.webhooks().inbox().newest(100).stream()
                      .noneMatch(one -> one.status().name().equals("PENDING")));
    }

    /** The pause before a link is offered is over. */
    private void soon() {
      running
          .stores
          .database()
          .sql()
          .sql(
              "update scheduled_tasks set execution_time = ? where task_name = 'ticket-link-offer'")
          .param(running.now().atOffset(java.time.ZoneOffset.UTC))
          .update();
    }

    private void awaitNothingOffered() {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  running
                          .stores
                          .database()
                          .sql()
                          .sql(
                              "select count(*) from scheduled_tasks where task_name in ('ticket-link-offer', 'ticket')")
                          .query(Long.class)
                          .single()
                      == 0);
    }
  }
}
