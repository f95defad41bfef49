package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.outbox.OutboxStatus;
import annai.bot.outbox.SystemBreaker;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.TestDatabases;
import annai.bot.store.TicketDeadLetterStore.Letter;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
  private final SlowTicketSystem slow = new SlowTicketSystem(tickets);

  private RunningTalk start(TestDatabases kind) {
    return new RunningTalk(kind.settings(), slow);
  }

  private static void awaitSaid(RunningTalk running, Started talk, String words) {
    await().atMost(PATIENCE).until(() -> running.said(talk).contains(words));
  }

  private List<String> callsOf(Started talk) {
    return tickets.calls().stream()
        .filter(call -> call.contains(talk.id()) && !call.startsWith("find"))
        .map(call -> call.split(" ", 2)[0])
        .toList();
  }

  private static TicketSystemException failure(Kind kind) {
    return new TicketSystemException(kind, "failed by the test");
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void lostAnswer_toAnOpening_isFoundAndNotSentAgain(TestDatabases kind) {
    tickets.settlesIn(SETTLING);
    slow.onOpened(
        _ -> {
          throw failure(Kind.UNCERTAIN);
        });
    try (RunningTalk running = start(kind)) {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open");
      running.say(talk, "b", "comment");

      awaitSaid(running, talk, "TicketOpened");
      await().atMost(PATIENCE).until(() -> callsOf(talk).contains("comment"));

      assertThat(callsOf(talk)).containsExactly("open", "comment");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void openingThatNeverArrived_isSentAgain_onlyWhenAllHasSettled(TestDatabases kind) {
    tickets.settlesIn(SETTLING);
    var opened = new ConcurrentLinkedQueue<Instant>();
    tickets.failing(
        words -> {
          if (words.startsWith("open ")) {
            opened.add(Instant.now());
            if (opened.size() == 1) {
              throw failure(Kind.UNCERTAIN);
            }
          }
        });
    try (RunningTalk running = start(kind)) {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open");
      awaitSaid(running, talk, "TicketOpened");

      assertThat(opened).hasSize(2);
      List<Instant> at = new ArrayList<>(opened);
      assertThat(Duration.between(at.getFirst(), at.getLast())).isGreaterThanOrEqualTo(SETTLING);
      assertThat(tickets.calls()).anyMatch(call -> call.equals("find " + talk.id() + "/1"));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void systemThatIsDown_isToldLaterInOrder_andTheCustomerHearsOnce(TestDatabases kind) {
    tickets.failing(
        _ -> {
          throw failure(Kind.UNREACHABLE);
        });
    try (RunningTalk running = start(kind)) {
      Started talk = running.conversations.start(null);
      running.say(talk, "a", "open");
      running.say(talk, "b", "comment");
      running.say(talk, "c", "close");
      awaitSaid(running, talk, "TicketDelayed");
      OutboxStatus status = running.runtime.outbox().status();
      assertThat(status.waiting()).isEqualTo(3);
      assertThat(status.oldest()).isPresent();
      assertThat(status.lastFailure()).contains("UNREACHABLE: failed by the test");

      tickets.failing(null);
      awaitSaid(running, talk, "TicketOpened");
      await().atMost(PATIENCE).until(() -> running.runtime.outbox().status().waiting() == 0);

      assertThat(callsOf(talk)).containsExactly("open", "comment", "close");
      assertThat(running.said(talk)).containsOnlyOnce("TicketDelayed");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void poisonTicket_isADeadLetter_thatGoesThroughWhenMended(TestDatabases kind) {
    try (RunningTalk running = start(kind)) {
      Started poison = running.conversations.start(null);
      tickets.failing(
          words -> {
            if (words.contains(poison.id())) {
              throw failure(Kind.REJECTED);
            }
          });
      running.say(poison, "a", "open");
      running.say(poison, "b", "comment");
      List<Started> good =
          IntStream.range(0, 20).mapToObj(_ -> running.conversations.start(null)).toList();
      good.forEach(talk -> running.say(talk, "a", "open"));
      awaitSaid(running, poison, "TicketFailed");
      good.forEach(talk -> awaitSaid(running, talk, "TicketOpened"));

      DeadLetters letters = running.runtime.outbox().deadLetters();
      assertThat(letters.count()).isEqualTo(1);
      Letter letter = letters.page(0, 10).getFirst();
      assertThat(letter.verb()).isEqualTo("open");
      assertThat(letter.reason()).contains("REJECTED").contains("failed by the test");
      assertThat(letter.conversation()).isEqualTo(poison.id());
      assertThat(letters.page(letter.id(), 10)).isEmpty();

      tickets.failing(null);
      assertThat(letters.requeue(letter.id())).isTrue();
      assertThat(letters.requeue(letter.id())).isFalse();
      awaitSaid(running, poison, "TicketOpened");
      await().atMost(PATIENCE).until(() -> callsOf(poison).size() == 2);
      assertThat(callsOf(poison)).containsExactly("open", "comment");
      assertThat(letters.count()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void discardedLetter_ofAnOpening_takesWhatWaitsWithIt(TestDatabases kind) {
    try (RunningTalk running = start(kind)) {
      Started talk = running.conversations.start(null);
      tickets.failing(
          words -> {
            if (words.contains(talk.id())) {
              throw failure(Kind.FORBIDDEN);
            }
          });
      running.say(talk, "a", "open");
      running.say(talk, "b", "comment");
      awaitSaid(running, talk, "TicketFailed");
      DeadLetters letters = running.runtime.outbox().deadLetters();
      Letter letter = letters.page(0, 10).getFirst();

      assertThat(letters.discard(letter.id(), "Sato", "made by a test")).isTrue();
      assertThat(letters.discard(letter.id(), "Sato", "again")).isFalse();
      assertThat(letters.requeue(letter.id())).isFalse();

      assertThat(running.stores.outbox().count("DISCARDED")).isEqualTo(2);
      assertThat(running.runtime.outbox().status().waiting()).isZero();
      assertThat(letters.requeueAll()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void refusedLogin_opensTheBreakerAtOnce_andLosesNothing(TestDatabases kind) {
    tickets.failing(
        _ -> {
          throw failure(Kind.UNAUTHORIZED);
        });
    try (RunningTalk running = start(kind)) {
      Started first = running.conversations.start(null);
      running.say(first, "a", "open");
      await()
          .atMost(PATIENCE)
          .until(() -> running.runtime.outbox().status().breaker() == SystemBreaker.State.OPEN);
      Started second = running.conversations.start(null);
      running.say(second, "a", "open");
      awaitSaid(running, second, "TicketDelayed");

      assertThat(running.runtime.outbox().status().waiting()).isEqualTo(2);
      assertThat(running.runtime.outbox().status().deadLetters()).isZero();
    }
  }

  /** One database, two processes in effect: each has its own scheduler, breaker and slots. */
  @Test
  void twoNodes_onOnePostgres_openEachTicketOnceInOrder() {
    DatabaseSettings settings = TestDatabases.POSTGRESQL.settings();
    try (RunningTalk one = new RunningTalk(settings, slow);
        RunningTalk two = new RunningTalk(settings, slow)) {
      List<Started> talks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        RunningTalk node = i % 2 == 0 ? one : two;
        RunningTalk other = i % 2 == 0 ? two : one;
        Started talk = node.conversations.start(null);
        node.say(talk, "a", "open");
        other.say(talk, "b", "comment");
        node.say(talk, "c", "close");
        talks.add(talk);
      }

      await().atMost(PATIENCE).until(() -> one.runtime.outbox().status().waiting() == 0);

      assertThat(talks)
          .allSatisfy(
              talk -> assertThat(callsOf(talk)).containsExactly("open", "comment", "close"));
      assertThat(tickets.size()).isEqualTo(40);
    }
  }
}
