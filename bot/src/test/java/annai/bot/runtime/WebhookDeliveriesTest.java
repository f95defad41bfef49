package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.Started;
import annai.bot.store.TestDatabases;
import annai.bot.store.WebhookDelivery;
import annai.bot.store.WebhookDelivery.Attempt;
import annai.bot.store.WebhookDelivery.Status;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.WebhookDeliveries;
import annai.bot.webhooks.Webhooks;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WebhookDeliveriesTest {

  @Nested
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2);
    }
  }

  @Nested
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL);
    }
  }

  abstract static class OnDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final Subscriber first = new Subscriber("first");
    private final Subscriber second = new Subscriber("second");
    private final RunningTalk running;
    private final WebhookDeliveries deliveries;

    OnDatabase(TestDatabases kind) {
      running =
          new RunningTalk(
              kind.settings(),
              tickets,
              new Webhooks.Settings(
                  List.of(),
                  List.of(first.subscription(), second.subscription()),
                  LinkSettings.NONE,
                  Duration.ofDays(7)));
      deliveries = running.runtime.webhooks().deliveries();
    }

    @AfterEach
    void close() {
      first.close();
      second.close();
      running.close();
    }

    private Subscriber.Message awaitMessage(Subscriber to, Started talk, String type) {
      await()
          .atMost(PATIENCE)
          .until(() -> to.about(talk.id()).stream().anyMatch(m -> m.type().equals(type)));
      return to.about(talk.id()).stream()
          .filter(message -> message.type().equals(type))
          .findFirst()
          .orElseThrow();
    }

    private WebhookDelivery awaitDelivery(String subscription, String type, Status status) {
      return await()
          .atMost(PATIENCE)
          .until(
              () ->
                  deliveries.newest(1_000).stream()
                      .filter(one -> one.subscription().equals(subscription))
                      .filter(one -> one.eventType().equals(type) && one.status() == status)
                      .findFirst(),
              java.util.Optional::isPresent)
          .orElseThrow();
    }

    @Test
    void ticket_openedAndClosedByAPerson_isToldSignedAndWithoutWhatTheCustomerSaid() {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open kanaria@example.jp");
      Subscriber.Message begun = awaitMessage(first, talk, "conversation.opened");
      Subscriber.Message opened = awaitMessage(first, talk, "ticket.opened");
      TicketRef ref = tickets.find(talk.id() + "/1").getFirst();
      tickets.personChanges(ref, Ticket.Status.CLOSED);
      running.runtime.ticketPull().changed(ref);
      Subscriber.Message closed = awaitMessage(first, talk, "ticket.closed");

      assertThat(List.of(begun, opened, closed)).allMatch(Subscriber.Message::verified);
      assertThat(begun.data().path("language").asString()).isEqualTo("ja");
      assertThat(opened.data().path("ticket").path("key").asString()).isEqualTo(ref.key());
      assertThat(opened.data().path("kind").asString()).isEqualTo("request");
      assertThat(Instant.parse(closed.body().path("timestamp").asString())).isNotNull();
      assertThat(first.messages.toString()).doesNotContain("kanaria");
    }

    @Test
    void ticket_closedByUs_isToldOnce() {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open");
      awaitMessage(first, talk, "ticket.opened");
      running.say(talk, "b", "close");
      awaitMessage(first, talk, "ticket.closed");
      running.runtime.ticketPull().changed(tickets.find(talk.id() + "/1").getFirst());
      running.say(talk, "c", "solve");
      awaitMessage(first, talk, "conversation.solved");

      assertThat(first.about(talk.id()).stream().map(Subscriber.Message::type))
          .containsExactlyInAnyOrder(
              "conversation.opened", "ticket.opened", "ticket.closed", "conversation.solved");
    }

    @Test
    void conversation_handedOverAndSolved_isToldWithItsReason() {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "call");
      Subscriber.Message handed = awaitMessage(first, talk, "conversation.handed-over");
      running.say(talk, "b", "call");
      running.say(talk, "c", "solve");
      Subscriber.Message solved = awaitMessage(first, talk, "conversation.solved");

      assertThat(handed.data().path("reason").asString()).isEqualTo("asked-for");
      assertThat(solved.data().path("by").asString()).isEqualTo("customers-word");
      assertThat(first.about(talk.id())).hasSize(3);
    }

    @Test
    void subscriber_downAtFirst_getsTheSameMessageLater() {
      first.status = 500;
      Started talk = running.conversations.start(null);
      Subscriber.Message refused = awaitMessage(first, talk, "conversation.opened");
      first.status = 204;

      WebhookDelivery done = awaitDelivery("first", "conversation.opened", Status.DONE);
      List<Attempt> attempts = deliveries.attempts(done.id());

      assertThat(first.about(talk.id())).allMatch(m -> m.id().equals(refused.id()));
      assertThat(attempts).extracting(Attempt::statusCode).startsWith(500).endsWith(204);
      assertThat(attempts.getFirst().outcome()).isEqualTo("status 500");
      assertThat(second.about(talk.id())).hasSize(1);
    }

    @Test
    void subscriber_thatHangs_delaysNobodyElse() {
      first.status = Subscriber.HANG;
      List<Started> talks = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        talks.add(running.conversations.start(null));
      }

      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> talks.forEach(talk -> assertThat(second.about(talk.id())).hasSize(1)));
      running.say(talks.getFirst(), "a", "open");
      awaitMessage(second, talks.getFirst(), "ticket.opened");

      assertThat(first.messages).hasSizeLessThanOrEqualTo(16);
      assertThat(deliveries.newest(1_000))
          .filteredOn(one -> one.subscription().equals("first"))
          .noneMatch(one -> one.status() == Status.DONE);
    }

    @Test
    void subscriber_thatSaysItIsGone_isToldNothingUntilAReplay() {
      first.status = 410;
      running.conversations.start(null);
      WebhookDelivery dead = awaitDelivery("first", "conversation.opened", Status.DEAD);
      Started later = running.conversations.start(null);
      awaitMessage(second, later, "conversation.opened");
      assertThat(deliveries.newest(1_000)).hasSize(3);

      first.status = 204;
      assertThat(deliveries.replay(dead.id())).isTrue();
      awaitDelivery("first", "conversation.opened", Status.DONE);
      Started again = running.conversations.start(null);
      awaitMessage(first, again, "conversation.opened");

      assertThat(first.about(later.id())).isEmpty();
    }

    @Test
    void failed_afterTheirTime_areGivenUpAndReplayedTogether() {
      first.status = 400;
      Instant begin = running.now();
      running.conversations.start(null);
      running.conversations.start(null);
      running
          .stores
          .database()
          .sql()
          .sql("update webhook_deliveries set give_up_at = created_at")
          .update();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  deliveries.newest(10).stream().filter(one -> one.status() == Status.DEAD).count()
                      == 2);
      WebhookDelivery dead = awaitDelivery("first", "conversation.opened", Status.DEAD);
      assertThat(dead.reason()).isEqualTo("answered 400");
      assertThat(deliveries.givenUp(10)).hasSize(2).contains(dead);
      assertThat(deliveries.countGivenUp()).isEqualTo(2);

      first.status = 200;
      assertThat(deliveries.replayFailedSince(running.now().plusSeconds(60))).isZero();
      assertThat(deliveries.replayFailedSince(begin)).isEqualTo(2);

      await()
          .atMost(PATIENCE)
          .until(() -> deliveries.newest(10).stream().allMatch(d -> d.status() == Status.DONE));
    }
  }
}
