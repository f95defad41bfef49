package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.Started;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class TicketPullTest {

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

    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final SlowTicketSystem slow = new SlowTicketSystem(tickets);
    private final RunningTalk running;
    private final TicketPull pull;

    OnDatabase(TestDatabases kind) {
      running = new RunningTalk(kind.settings(), slow);
      pull = running.runtime.ticketPull();
    }

    @AfterAll
    void close() {
      running.close();
    }

    @AfterEach
    void heal() {
      tickets.failing(null);
      slow.atOnce();
    }

    private Started withTicket() {
      Started talk = running.conversations.start(null);
      running.say(talk, "open", "open");
      awaitSaid(talk, "TicketOpened");
      awaitRef(talk);
      return talk;
    }

    private TicketRef awaitRef(Started talk) {
      await().atMost(PATIENCE).until(() -> !tickets.find(talk.id() + "/1").isEmpty());
      return tickets.find(talk.id() + "/1").getFirst();
    }

    private void awaitSaid(Started talk, String words) {
      await().atMost(PATIENCE).until(() -> running.said(talk).contains(words));
    }

    private void awaitQuiet(TicketRef ref) {
      await()
          .atMost(PATIENCE)
          .until(() -> running.stores.hints().find(ref.system(), ref.key()).isEmpty());
    }

    private List<String> heard(Started talk) {
      return running.said(talk).stream().filter(words -> words.startsWith("Ticket")).toList();
    }

    @Test
    void comments_ofPersonsHintedAHundredTimes_areToldOnceInOrder() throws Exception {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      tickets.personComments(ref, "Sato", "one", false);
      tickets.personComments(ref, "Sato", "for colleagues", true);
      tickets.personComments(ref, "Ito", "two", false);
      running.say(talk, "mine", "comment");
      int before = tickets.reads();
      List<Callable<Boolean>> hints = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        hints.add(
            () -> {
              pull.changed(ref);
              return true;
            });
      }

      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Boolean> hint : threads.invokeAll(hints)) {
          hint.get();
        }
      }
      awaitSaid(talk, "TicketCommented two");
      awaitQuiet(ref);
      tickets.personComments(ref, "Ito", "three", false);
      pull.changed(ref);
      awaitSaid(talk, "TicketCommented three");

      assertThat(heard(talk))
          .containsExactly(
              "TicketOpened",
              "TicketCommented one",
              "TicketCommented two",
              "TicketCommented three");
      assertThat(tickets.reads() - before).isLessThan(30);
    }

    @Test
    void status_changedByAPerson_isToldOnceAndBack() {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);

      tickets.personChanges(ref, Ticket.Status.CLOSED);
      pull.changed(ref);
      awaitQuiet(ref);
      pull.changed(ref);
      awaitQuiet(ref);
      tickets.personChanges(ref, Ticket.Status.OPEN);
      pull.changed(ref);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(heard(talk))
                      .containsExactly("TicketOpened", "TicketChanged", "TicketChanged"));
    }

    @Test
    void status_changedByUs_isNoNews() throws Exception {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      CountDownLatch closing = new CountDownLatch(1);
      CountDownLatch answer = new CountDownLatch(1);
      slow.onClosed(
          () -> {
            closing.countDown();
            awaitLatch(answer);
          });

      running.say(talk, "a", "close");
      awaitLatch(closing);
      pull.changed(ref);
      await().atMost(PATIENCE).until(() -> tickets.reads() > 0);
      answer.countDown();
      awaitQuiet(ref);

      assertThat(heard(talk)).containsExactly("TicketOpened");
      assertThat(running.stores.tickets().byRef(ref).orElseThrow().open()).isFalse();
    }

    @Test
    void reading_overtakenByOurOwnClosing_isRepeated() {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      AtomicInteger readings = new AtomicInteger();
      slow.onRead(
          ticket -> {
            if (readings.incrementAndGet() == 1) {
              running.say(talk, "a", "close");
              await()
                  .atMost(PATIENCE)
                  .until(() -> !running.stores.tickets().byRef(ref).orElseThrow().open());
            }
            return ticket;
          });

      pull.changed(ref);
      await().atMost(PATIENCE).until(() -> readings.get() >= 2);
      awaitQuiet(ref);

      assertThat(heard(talk)).containsExactly("TicketOpened");
    }

    @Test
    void olderReading_afterANewerOne_overrulesNothing() {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      tickets.personChanges(ref, Ticket.Status.CLOSED);
      pull.changed(ref);
      awaitSaid(talk, "TicketChanged");
      slow.onRead(ticket -> asOf(ticket, Instant.EPOCH.minusSeconds(1)));

      pull.changed(ref);
      awaitQuiet(ref);

      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketChanged");
    }

    private static Ticket asOf(Ticket ticket, Instant version) {
      return new Ticket(
          ticket.ref(),
          ticket.kind(),
          ticket.summary(),
          ticket.description(),
          ticket.requester(),
          Ticket.Status.OPEN,
          version,
          ticket.comments());
    }

    @Test
    void ticket_heardOfBeforeItsAnswer_isConnectedOnce() {
      Started talk = running.conversations.start(null);
      CountDownLatch answer = new CountDownLatch(1);
      slow.onOpened(
          ref -> {
            awaitLatch(answer);
            return ref;
          });
      running.say(talk, "a", "open");
      running.say(talk, "b", "comment");
      TicketRef ref = awaitRef(talk);
      tickets.personComments(ref, "Sato", "hello", false);

      pull.created(List.of("annai", TicketMarker.of(talk.id() + "/1").token()), ref);
      awaitSaid(talk, "TicketCommented hello");
      answer.countDown();
      await()
          .atMost(PATIENCE)
          .until(() -> tickets.calls().contains("comment %1$s/1 %1$s/%1$s.1".formatted(talk.id())));

      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketCommented hello");
      assertThat(tickets.find(talk.id() + "/1")).hasSize(1);
    }

    @Test
    void ticket_heardOfWhoseAnswerNeverComes_isConnected() {
      Started talk = running.conversations.start(null);
      slow.onOpened(
          _ -> {
            throw new TicketSystemException(Kind.UNCERTAIN, "answer lost");
          });
      running.say(talk, "a", "open");
      TicketRef ref = awaitRef(talk);

      pull.created(List.of(TicketMarker.of(talk.id() + "/1").token()), ref);
      awaitSaid(talk, "TicketOpened");
      running.say(talk, "b", "comment");
      await()
          .atMost(PATIENCE)
          .until(
              () -> tickets.calls().stream().anyMatch(it -> it.startsWith("comment " + talk.id())));

      assertThat(heard(talk)).containsExactly("TicketOpened");
    }

    @Test
    void clone_withTheSameMarker_isAnotherTicket() {
      Started talk = withTicket();
      Started other = withTicket();
      TicketRef clone = awaitRef(other);

      pull.created(List.of(TicketMarker.of(talk.id() + "/1").token()), clone);
      tickets.personComments(clone, "Sato", "for the other", false);
      pull.changed(clone);
      awaitSaid(other, "TicketCommented for the other");
      awaitQuiet(clone);

      assertThat(heard(talk)).containsExactly("TicketOpened");
    }

    @Test
    void ticket_deletedThere_isToldOnceAndGetsNoMoreCommands() {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      tickets.personDeletes(ref);

      pull.changed(ref);
      awaitSaid(talk, "TicketDeleted");
      pull.changed(ref);
      awaitQuiet(ref);
      running.say(talk, "late", "comment");

      assertThat(heard(talk)).containsExactly("TicketOpened", "TicketDeleted");
      assertThat(running.stores.outbox().head(talk.id() + "/1")).isEmpty();
    }

    @Test
    void ticket_thatBeganElsewhere_isLinkedCommentedAndHeardOf() {
      TicketRef ref = tickets.open(draft());
      tickets.personComments(ref, "Sato", "before", false);

      Started talk = running.runtime.linkedConversations().start(ref, null);
      running.say(talk, "a", "comment");
      await()
          .atMost(PATIENCE)
          .until(() -> tickets.calls().stream().anyMatch(it -> it.startsWith("comment by-phone")));
      tickets.personComments(ref, "Sato", "after", false);
      pull.changed(ref);
      awaitSaid(talk, "TicketCommented after");
      Started another = running.runtime.linkedConversations().start(ref, null);
      tickets.personChanges(ref, Ticket.Status.CLOSED);
      pull.changed(ref);
      awaitSaid(talk, "TicketChanged");
      awaitSaid(another, "TicketChanged");

      assertThat(running.said(talk)).startsWith("CameFromTicket");
      assertThat(heard(talk)).containsExactly("TicketCommented after", "TicketChanged");
      assertThat(heard(another)).containsExactly("TicketChanged");
      assertThat(running.conversations.view(talk.id()).ticket())
          .satisfies(view -> assertThat(view).isNotNull());
    }

    @Test
    void ticketThatBeganElsewhere_conversationErased_isLeftAlone() {
      TicketRef ref = tickets.open(draft());
      Started talk = running.runtime.linkedConversations().start(ref, null);

      running.conversations.erase(talk.id());

      assertThat(running.erased).isEmpty();
      assertThat(running.stores.tickets().byRef(ref)).isPresent();
    }

    @Test
    void ticketThatIsNotThere_linked_isRefused() {
      TicketRef nowhere = new TicketRef(tickets.name(), "NONE-1", null);
      TicketRef other = new TicketRef("another-system", "X-1", null);

      for (TicketRef ref : List.of(nowhere, other)) {
        assertThatExceptionOfType(TicketSystemException.class)
            .isThrownBy(() -> running.runtime.linkedConversations().start(ref, null))
            .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
      }
    }

    private static TicketDraft draft() {
      return new TicketDraft(
          "by-phone/" + UUID.randomUUID(),
          TicketDraft.Kind.REQUEST,
          TicketDraft.Priority.P3,
          "Outlook 2016",
          "can't send",
          TicketDraft.Requester.NONE);
    }

    @Test
    void ticketOfNobody_hinted_isNotRead() {
      TicketRef foreign = new TicketRef(tickets.name(), "FOREIGN-1", null);
      int before = tickets.reads();

      pull.changed(foreign);
      pull.created(List.of("annai", "annai-00000000000000000000"), foreign);
      pull.changed(new TicketRef("another-system", "X-1", null));

      assertThat(running.stores.hints().find("another-system", "X-1")).isEmpty();
      assertThat(tickets.reads()).isEqualTo(before);
    }

    @Test
    void system_busyAtFirst_isAskedAgain() {
      Started talk = withTicket();
      TicketRef ref = awaitRef(talk);
      AtomicInteger refused = new AtomicInteger();
      tickets.failing(
          words -> {
            if (words.startsWith("read") && refused.incrementAndGet() <= 2) {
              throw new TicketSystemException(Kind.BUSY, "busy", Duration.ofMillis(50), null);
            }
          });
      tickets.personComments(ref, "Sato", "late", false);

      pull.changed(ref);

      awaitSaid(talk, "TicketCommented late");
      awaitQuiet(ref);
    }

    private static void awaitLatch(CountDownLatch latch) {
      try {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
