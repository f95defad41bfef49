package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.runtime.AgentConversations.Listed;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.knowledge.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentConversationsTest {

  private static final String SATO = "佐藤";
  private static final String MORI = "Mori";

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
    private static final int RACES = 200;

    private final InMemoryTicketSystem tickets = new InMemoryTicketSystem();
    private final RunningTalk running;
    private final Conversations conversations;
    private final AgentConversations agents;

    OnDatabase(TestDatabases kind) {
      running = new RunningTalk(kind.settings(), tickets, RunningTalk.shipped());
      conversations = running.conversations;
      agents = running.runtime.agentConversations();
    }

    @AfterAll
    void close() {
      running.close();
    }

    private Started waiting() {
      Started talk = conversations.start(Language.EN);
      conversations.say(talk.id(), "m1", new Input.Choice("cannot-send"));
      conversations.say(talk.id(), "m2", new Input.Choice("person"));
      return talk;
    }

    private long epoch(Started talk) {
      return agents.view(talk.id(), Language.EN).epoch();
    }

    private Outcome.Done claimed(Started talk, String agent) {
      return (Outcome.Done) agents.claim(talk.id(), agent, epoch(talk));
    }

    private List<String> from(Started talk, String sender) {
      return conversations.rows(talk.id(), 0, 1_000).stream()
          .filter(row -> row.from().equals(sender))
          .map(row -> row.body().path("text").asString(""))
          .toList();
    }

    private Listed listed(List<Listed> all, Started talk) {
      return all.stream().filter(one -> one.id().equals(talk.id())).findFirst().orElseThrow();
    }

    @Test
    void customer_whoAsksForAPerson_waitsInTheQueueUntilClaimed() {
      Started talk = waiting();

      Listed waits = listed(agents.waiting(Language.EN).conversations(), talk);
      assertThat(waits.calledFor()).isEqualTo("asked-for");
      assertThat(waits.calledAt()).isNotNull();
      assertThat(waits.language()).isEqualTo("en");

      claimed(talk, SATO);

      assertThat(agents.waiting(Language.EN).conversations())
          .noneMatch(one -> one.id().equals(talk.id()));
      assertThat(listed(agents.open(Language.EN), talk).agent()).isEqualTo(SATO);
      assertThat(conversations.view(talk.id()).withAgent()).isTrue();
    }

    @Test
    void claim_withTheEpochOfBefore_isStaleAndNamesWhoHoldsIt() {
      Started talk = waiting();
      long seen = epoch(talk);
      claimed(talk, SATO);

      Outcome late = agents.claim(talk.id(), MORI, seen);

      assertThat(late).isEqualTo(new Outcome.Stale(seen + 1, "with-agent", SATO));
      assertThat(agents.claim(talk.id(), SATO, seen))
          .as("the same agent's second click")
          .isInstanceOf(Outcome.Done.class);
      assertThat(agents.claim(talk.id(), MORI, seen + 1))
          .as("taken over knowingly")
          .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void reply_toWhatTheBotHolds_claimsItAndReachesTheCustomerOnce() {
      Started talk = conversations.start(Language.EN);
      long seen = epoch(talk);

      Outcome first = agents.reply(talk.id(), SATO, seen, "r1", "こんにちは\r\nSato");
      Outcome again = agents.reply(talk.id(), SATO, seen, "r1", "こんにちは\r\nSato");

      assertThat(again).isEqualTo(first);
      assertThat(from(talk, "agent")).containsExactly("こんにちは\nSato");
      assertThat(conversations.view(talk.id()).withAgent()).isTrue();
      assertThat(agents.reply(talk.id(), MORI, epoch(talk), "r2", "me too"))
          .as("a colleague's must be claimed first")
          .isInstanceOf(Outcome.Stale.class);
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> agents.reply(talk.id(), SATO, epoch(talk), "r1", "something else"))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(InputRefusedException.Reason.CONFLICT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "bell \u0007", "half \ud83d"})
    void reply_thatIsNoText_isRefusedAndClaimsNothing(String text) {
      Started talk = conversations.start(Language.EN);

      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> agents.reply(talk.id(), SATO, 0, "r1", text));
      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> agents.reply(talk.id(), SATO, 0, "r1", "あ".repeat(4_001)));

      assertThat(epoch(talk)).isZero();
    }

    @Test
    void conversation_handedBack_goesOnWithTheBotAndCanNoLongerBeAnswered() {
      Started talk = waiting();
      Outcome.Done claimed = claimed(talk, SATO);

      assertThat(agents.handBack(talk.id(), MORI, claimed.epoch()))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(agents.handBack(talk.id(), SATO, claimed.epoch()))
          .isInstanceOf(Outcome.Done.class);

      assertThat(conversations.view(talk.id()).withAgent()).isFalse();
      assertThat(agents.waiting(Language.EN).conversations())
          .noneMatch(one -> one.id().equals(talk.id()));
      assertThat(agents.reply(talk.id(), SATO, claimed.epoch(), "late", "too late"))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(agents.handBack(talk.id(), SATO, claimed.epoch()))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(from(talk, "agent")).isEmpty();
    }

    @Test
    void note_written_isSeenByAgentsOnly() {
      Started talk = waiting();

      agents.note(talk.id(), SATO, "n1", "called back at 10");
      agents.note(talk.id(), SATO, "n1", "called back at 10");

      assertThat(agents.rows(talk.id(), 0, 1_000))
          .filteredOn(row -> row.row().type().equals("note"))
          .singleElement()
          .satisfies(row -> assertThat(row.forCustomer()).isFalse());
      assertThat(conversations.rows(talk.id(), 0, 1_000))
          .noneMatch(row -> row.type().equals("note"));
    }

    @Test
    void reply_inAConversationWithATicket_standsInTheTicketToo() {
      Started talk = waiting();
      conversations.say(talk.id(), "m3", new Input.Choice("decline"));
      await().atMost(PATIENCE).until(() -> conversations.view(talk.id()).ticket() != null);

      agents.reply(talk.id(), SATO, epoch(talk), "r1", "Try again now");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(conversations.ticket(talk.id()).orElseThrow().comments())
                      .filteredOn(comment -> comment.text().equals(SATO + ":\nTry again now"))
                      .hasSize(1));
    }

    @Test
    void ticket_thatCantBeFiled_callsAPersonUntilOneComes() {
      Started talk = conversations.start(Language.EN);
      tickets.failing(
          call -> {
            if (call.contains(talk.id())) {
              throw new TicketSystemException(Kind.REJECTED, "field 'x' is required");
            }
          });
      conversations.say(talk.id(), "m1", new Input.Choice("cannot-send"));
      conversations.say(talk.id(), "m2", new Input.Choice("person"));
      conversations.say(talk.id(), "m3", new Input.Choice("go-on"));
      await()
          .atMost(PATIENCE)
          .ignoreExceptions() // not in the queue before the refusal came
          .untilAsserted(
              () ->
                  assertThat(listed(agents.waiting(Language.EN).conversations(), talk).calledFor())
                      .isEqualTo("ticket-failed"));
      tickets.failing(null);
      conversations.say(talk.id(), "m4", new Input.Choice("cannot-send"));
      assertThat(listed(agents.waiting(Language.EN).conversations(), talk).calledFor())
          .as("after another turn")
          .isEqualTo("ticket-failed");

      Outcome.Done claimed = claimed(talk, SATO);
      agents.handBack(talk.id(), SATO, claimed.epoch());

      assertThat(agents.waiting(Language.EN).conversations())
          .noneMatch(one -> one.id().equals(talk.id()));
    }

    @Test
    void agents_whoClaimAtOnce_areOneAndTheBotIsSilentFromThere() throws Exception {
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int race = 0; race < RACES; race++) {
          Started talk = race % 2 == 0 ? waiting() : conversations.start(Language.EN);
          long seen = epoch(talk);
          CyclicBarrier start = new CyclicBarrier(5);
          List<Callable<Outcome>> claims =
              List.of(
                  () -> agents.claim(talk.id(), SATO, seen),
                  () -> agents.claim(talk.id(), MORI, seen),
                  () -> agents.reply(talk.id(), "Abe", seen, "r1", "hello"));
          List<Future<Outcome>> outcomes = new ArrayList<>();
          for (Callable<Outcome> claim : claims) {
            outcomes.add(threads.submit(() -> atOnce(start, claim)));
          }
          Future<Long> choice =
              threads.submit(() -> atOnce(start, () -> press(talk, "c1", "cannot-send")));
          Future<Long> words = threads.submit(() -> atOnce(start, () -> write(talk, "c2")));
          choice.get();
          words.get();

          int won = 0;
          for (Future<Outcome> outcome : outcomes) {
            won += outcome.get() instanceof Outcome.Done ? 1 : 0;
          }
          assertThat(won).as("who claimed in race %d", race).isEqualTo(1);
          press(talk, "c3", "cannot-send");
          assertThat(afterTheClaim(talk)).as("the bot's rows in race %d", race).isEmpty();
        }
      }
    }

    private static <T> T atOnce(CyclicBarrier start, Callable<T> work) throws Exception {
      start.await();
      return work.call();
    }

    private long press(Started talk, String id, String choice) {
      return conversations.say(talk.id(), id, new Input.Choice(choice));
    }

    private long write(Started talk, String id) {
      return conversations.say(talk.id(), id, new Input.Text("hm"));
    }

    private List<Row> afterTheClaim(Started talk) {
      List<Row> rows = conversations.rows(talk.id(), 0, 1_000);
      long claim =
          rows.stream()
              .filter(row -> row.body().path("phase").asString("").equals("claimed"))
              .mapToLong(Row::seq)
              .findFirst()
              .orElseThrow();
      return rows.stream().filter(row -> row.seq() > claim && row.from().equals("bot")).toList();
    }
  }
}
