package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.LoginCheck;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.TestDatabases;
import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Verdict;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class ConversationsTest {

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
    private final RunningTalk running;
    private final Conversations conversations;

    OnDatabase(TestDatabases kind) {
      running = new RunningTalk(kind.settings(), tickets);
      conversations = running.conversations;
    }

    @AfterAll
    void close() {
      running.close();
    }

    @AfterEach
    void heal() {
      tickets.failing(null);
    }

    private void awaitSaid(Started talk, String words) {
      await().atMost(PATIENCE).until(() -> running.said(talk).contains(words));
    }

    @Test
    void conversation_started_greetsAndKnowsItsTokenOnly() {
      Started talk = conversations.start(null);
      Started other = conversations.start(null);

      conversations.authorise(talk.id(), talk.token());

      assertThat(running.said(talk)).containsExactly("CameBack");
      assertThat(talk.token()).hasSizeGreaterThanOrEqualTo(43);
      assertThat(talk.toString()).doesNotContain(talk.token());
      for (String[] wrong :
          new String[][] {
            {talk.id(), other.token()}, {"no-such-id", talk.token()}, {talk.id(), ""}
          }) {
        assertThatExceptionOfType(UnknownConversationException.class)
            .isThrownBy(() -> conversations.authorise(wrong[0], wrong[1]));
      }
    }

    @Test
    void sameMessage_saidAgain_answersTheSameSeqAndIsHeardOnce() {
      Started talk = conversations.start(null);

      long seq = running.say(talk, "m1", "hello");

      assertThat(running.say(talk, "m1", "hello")).isEqualTo(seq);
      assertThat(running.said(talk)).containsExactly("CameBack", "Said");
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> running.say(talk, "m1", "something else"))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(InputRefusedException.Reason.CONFLICT));
    }

    @Test
    void manyMessages_saidAtOnce_haveOneOrderWithoutGap() throws Exception {
      Started talk = conversations.start(null);
      List<Callable<Long>> all = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String id = "m" + i / 2;
        all.add(() -> running.say(talk, id, "hello " + id));
      }
      Set<Long> seqs = new HashSet<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Long> one : threads.invokeAll(all)) {
          seqs.add(one.get());
        }
      }

      List<Row> rows = running.rows(talk);
      assertThat(seqs).hasSize(12);
      assertThat(rows).hasSize(1 + 2 * 12);
      for (int i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).seq()).isEqualTo(i + 1L);
      }
      assertThat(conversations.view(talk.id()).lastSeq()).isEqualTo(rows.size());
    }

    @Test
    void input_tooLongOrEmptyOrBinary_isRefusedOrCleaned() {
      Started talk = conversations.start(null);

      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> running.say(talk, "a", "x".repeat(4_001)))
          .withMessageContaining("4000");
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> running.say(talk, "b", " \u0000\u0007 "));
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> running.say(talk, "with blank", "x"));
      running.say(talk, "c", "a\u0000b\ud800c\r\nd 🙇");
      assertThat(running.rows(talk).stream().filter(row -> row.from().equals("customer")).toList())
          .singleElement()
          .satisfies(
              row -> assertThat(row.body().path("text").asString("")).isEqualTo("abc\nd 🙇"));
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> conversations.say("no-such-id", "m", new Input.Text("x")));
    }

    @Test
    void choice_pressed_isShownByItsLabel() {
      Started talk = conversations.start(null);
      running.say(talk, "a", "choices");

      conversations.say(talk.id(), "b", new Input.Choice("yes"));

      assertThat(running.rows(talk))
          .anySatisfy(row -> assertThat(row.body().path("label").asString("")).isEqualTo("Yes!"));
    }

    @Test
    void ticket_openedAndCommented_isToldInOrderAndOnce() {
      Started talk = conversations.start(null);
      AtomicInteger refused = new AtomicInteger();
      tickets.failing(
          words -> {
            if (words.startsWith("open " + talk.id()) && refused.incrementAndGet() <= 2) {
              throw new TicketSystemException(Kind.BUSY, "busy", Duration.ofMillis(300), null);
            }
          });

      running.say(talk, "a", "open");
      running.say(talk, "b", "comment");
      running.say(talk, "c", "close");
      awaitSaid(talk, "TicketOpened");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(
                          tickets.calls().stream()
                              .filter(call -> call.contains(talk.id()))
                              .map(call -> call.split(" ", 2)[0]))
                      .containsExactly("open", "comment", "close"));
      assertThat(running.said(talk)).filteredOn("TicketOpened"::equals).hasSize(1);
      assertThat(conversations.ticket(talk.id())).isPresent();
    }

    @Test
    void brokenTicket_refusedForGood_isADeadLetterAndDelaysNoOther() {
      Started broken = conversations.start(null);
      Started healthy = conversations.start(null);
      tickets.failing(
          words -> {
            if (words.contains(broken.id())) {
              throw new TicketSystemException(Kind.REJECTED, "field 'x' is required");
            }
          });

      running.say(broken, "a", "open");
      running.say(broken, "b", "comment");
      running.say(healthy, "a", "open");

      awaitSaid(broken, "TicketFailed");
      awaitSaid(healthy, "TicketOpened");
      tickets.failing(null);
      assertThat(running.stores.outbox().count("DEAD")).isGreaterThanOrEqualTo(1);
      assertThat(running.runtime.outbox().deadLetters().requeueTicket(broken.id() + "/1"))
          .isEqualTo(1);
    }

    @Test
    void incident_joinedByTwo_isOneTicketAndItsEndIsNewsToBoth() {
      Started one = conversations.start(null);
      Started two = conversations.start(null);

      running.say(one, "a", "incident");
      awaitSaid(one, "TicketOpened");
      running.say(two, "a", "incident");
      awaitSaid(two, "TicketOpened");
      running.say(two, "b", "end");
      awaitSaid(one, "TicketChanged");
      awaitSaid(two, "TicketChanged");
      running.say(one, "b", "incident");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(tickets.calls())
                      .filteredOn(call -> call.startsWith("open incident"))
                      .containsExactly(
                          "open " + ScriptedTalk.INCIDENT + "/1",
                          "open " + ScriptedTalk.INCIDENT + "/2"));
    }

    @Test
    void probe_run_showsItsStageWithoutTheServersWords() {
      Started talk = conversations.start(null);

      running.say(talk, "a", "probe");
      awaitSaid(talk, "ProbeFinished");

      assertThat(running.rows(talk))
          .filteredOn(row -> row.type().equals("probe-stage"))
          .singleElement()
          .satisfies(
              row ->
                  assertThat(row.body().toString()).contains("connect").doesNotContain("secret"));
    }

    @Test
    void timer_elapsesUnlessCancelledOrStartedAnew() {
      Started elapsing = conversations.start(null);
      Started cancelled = conversations.start(null);
      running.say(cancelled, "a", "timer 400");
      running.say(cancelled, "b", "cancel");
      running.say(elapsing, "a", "timer 600000");
      running.say(elapsing, "b", "timer 400");

      awaitSaid(elapsing, "TimerElapsed");

      assertThat(running.said(elapsing)).filteredOn("TimerElapsed"::equals).hasSize(1);
      assertThat(running.said(cancelled)).doesNotContain("TimerElapsed");
    }

    @Test
    void testMail_arrivedTwice_isTakenOnce() {
      Started talk = conversations.start(null);
      running.say(talk, "a", "mail");
      String token = running.stores.testMails().token(talk.id() + ".0").orElseThrow();
      ProbeResult proven =
          new ProbeResult.Healthy(
              Verdict.PROVEN, new ProbeTrace("x", List.of(), null, Set.of(), null), "a@example.jp");

      running.runtime.testMails().arrived(token, proven);
      running.runtime.testMails().arrived(token, proven);

      assertThat(running.said(talk)).filteredOn("TestMailArrived"::equals).hasSize(1);
      assertThat(running.runtime.testMails().find(token)).isEmpty();
    }

    @Test
    void loginChecks_ofOneAccount_areThreeAnHourOverAllConversations() {
      String account = "taro-" + conversations.start(null).id() + "@example.jp";
      List<LoginCheck> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Started talk = conversations.start(null);
        running.say(talk, "a", "step");
        answers.add(conversations.checkLogin(talk.id(), credentials(account)));
      }

      assertThat(answers.subList(0, 3)).allMatch(LoginCheck.Accepted.class::isInstance);
      assertThat(answers.getLast())
          .isInstanceOfSatisfying(
              LoginCheck.TooManyTries.class,
              too ->
                  assertThat(too.retryAfter())
                      .isBetween(Duration.ofMinutes(50), Duration.ofHours(1)));
    }

    @Test
    void loginCheck_notOffered_zeroesTheCredentials() {
      Started talk = conversations.start(null);
      Credentials credentials = credentials("x@example.jp");

      assertThat(conversations.checkLogin(talk.id(), credentials))
          .isInstanceOf(LoginCheck.NotOffered.class);
      assertThat(credentials.password()).containsOnly('\0');
    }

    private static Credentials credentials(String account) {
      return new Credentials(account.toCharArray(), "pass word".toCharArray());
    }

    @Test
    void resumeCode_usedOnce_givesASecondTokenAndThenNone() {
      Started talk = conversations.start(null);
      String code = conversations.resumeCode(talk.id());

      Started second = conversations.resume(code);

      conversations.authorise(talk.id(), second.token());
      conversations.authorise(talk.id(), talk.token());
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> conversations.resume(code));
    }

    @Test
    void conversation_erased_isUnknownAndWordless() {
      Started talk = conversations.start(null);
      running.say(talk, "a", "open");
      awaitSaid(talk, "TicketOpened");

      conversations.erase(talk.id());

      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> conversations.view(talk.id()));
      assertThat(conversations.rows(talk.id(), 0, 10)).isEmpty();
    }

    @Test
    void news_written_wakeWhoWaits() throws Exception {
      Started talk = conversations.start(null);
      AtomicInteger woken = new AtomicInteger();
      try (AutoCloseable _ = conversations.onNews(talk.id(), woken::incrementAndGet)) {
        running.say(talk, "a", "hello");
        await().atMost(PATIENCE).until(() -> woken.get() > 0);
      }
    }
  }
}
