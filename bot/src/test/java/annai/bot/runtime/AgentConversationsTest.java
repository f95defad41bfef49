package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.conversation.ProcedureStep;
import annai.bot.conversation.Shipped;
import annai.bot.runtime.AgentConversations.Listed;
import annai.bot.runtime.AgentConversations.Outcome;
import annai.bot.runtime.Conversations.Input;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.AgentQueueStore.Held;
import annai.bot.store.AgentQueueStore.Search;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.InMemoryTicketSystem;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.knowledge.Language;
import annai.knowledge.Procedure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final int RACES = Integer.getInteger("annai.races", 200);
    private static final int LANES = 4;
    private static final Logger LOG = LoggerFactory.getLogger(AgentConversationsTest.class);

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

      assertThat(agents.handBack(talk.id(), MORI, claimed.epoch(), null))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(agents.handBack(talk.id(), SATO, claimed.epoch(), null))
          .isInstanceOf(Outcome.Done.class);

      assertThat(conversations.view(talk.id()).withAgent()).isFalse();
      assertThat(agents.waiting(Language.EN).conversations())
          .noneMatch(one -> one.id().equals(talk.id()));
      assertThat(agents.reply(talk.id(), SATO, claimed.epoch(), "late", "too late"))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(agents.handBack(talk.id(), SATO, claimed.epoch(), null))
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
          .ignoreException(NoSuchElementException.class)
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
      agents.handBack(talk.id(), SATO, claimed.epoch(), null);

      assertThat(agents.waiting(Language.EN).conversations())
          .noneMatch(one -> one.id().equals(talk.id()));
    }

    private static final ProcedureStep PORT = step("outlook-2016", Procedure.Phase.CHANGE, 1);

    private static ProcedureStep step(String mailClient, Procedure.Phase phase, int index) {
      Procedure procedure = Shipped.LIBRARY.procedure(mailClient).orElseThrow();
      return new ProcedureStep(mailClient, phase, procedure.steps(phase).get(index).id());
    }

    private List<Row> ofType(Started talk, String type) {
      return conversations.rows(talk.id(), 0, 1_000).stream()
          .filter(row -> row.type().equals(type))
          .toList();
    }

    @Test
    void conversation_handedBackAtAStep_goesOnExactlyThere() {
      Started talk = waiting();
      Outcome.Done claimed = claimed(talk, SATO);

      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(
              () ->
                  agents.handBack(
                      talk.id(),
                      SATO,
                      claimed.epoch(),
                      new ProcedureStep("outlook-2016", Procedure.Phase.CHANGE, "no-such")));
      assertThat(agents.handBack(talk.id(), SATO, claimed.epoch(), PORT))
          .isInstanceOf(Outcome.Done.class);

      assertThat(conversations.view(talk.id()).mailClient()).isEqualTo("outlook-2016");
      assertThat(conversations.view(talk.id()).step())
          .satisfies(step -> assertThat(step.n()).isEqualTo(2))
          .satisfies(step -> assertThat(step.phase()).isEqualTo(Procedure.Phase.CHANGE));
      assertThat(ofType(talk, "step").getLast().body().path("id").asString())
          .isEqualTo(PORT.step());
      press(talk, "c1", "done");
      assertThat(conversations.view(talk.id()).step())
          .satisfies(step -> assertThat(step.n()).isEqualTo(3));
    }

    @Test
    void step_sentByWhoHoldsIt_isShownOnceAsTheirs() {
      Started talk = waiting();
      assertThat(agents.sendStep(talk.id(), SATO, epoch(talk), "s0", PORT))
          .as("before the claim")
          .isInstanceOf(Outcome.Stale.class);
      Outcome.Done claimed = claimed(talk, SATO);

      Outcome first = agents.sendStep(talk.id(), SATO, claimed.epoch(), "s1", PORT);
      Outcome again = agents.sendStep(talk.id(), SATO, claimed.epoch(), "s1", PORT);

      assertThat(again).isEqualTo(first);
      assertThat(ofType(talk, "step"))
          .singleElement()
          .satisfies(
              row -> {
                assertThat(row.from()).isEqualTo("agent");
                assertThat(row.body().path("author").asString()).isEqualTo(SATO);
                assertThat(row.body().path("id").asString()).isEqualTo(PORT.step());
                assertThat(row.body().path("n").asInt()).isEqualTo(2);
              });
      assertThat(agents.procedures(talk.id(), Language.EN))
          .anySatisfy(
              procedure -> {
                assertThat(procedure.mailClient()).isEqualTo("outlook-2016");
                assertThat(procedure.steps()).extracting("id").contains(PORT.step());
              });
    }

    @Test
    void probe_ranByAnAgent_isEvidenceForAgentsAndTellsTheCustomerNothing() {
      Started talk = waiting();
      await()
          .atMost(PATIENCE)
          .until(
              () -> !ofType(talk, "evidence").isEmpty() || !ofType(talk, "probe-stage").isEmpty());
      Outcome.Done claimed = claimed(talk, SATO);
      List<Row> before = conversations.rows(talk.id(), 0, 1_000);
      int evidence = agents.view(talk.id(), Language.EN).evidence().size();

      agents.probe(talk.id(), SATO, claimed.epoch());

      await()
          .atMost(PATIENCE)
          .until(() -> agents.view(talk.id(), Language.EN).evidence().size() > evidence);
      assertThat(agents.view(talk.id(), Language.EN).evidence().getLast().ok()).isTrue();
      assertThat(conversations.rows(talk.id(), 0, 1_000)).isEqualTo(before);
      assertThat(conversations.view(talk.id()).withAgent()).isTrue();
      assertThat(agents.probe(talk.id(), MORI, claimed.epoch())).isInstanceOf(Outcome.Stale.class);
    }

    @Test
    void conversation_passedOn_isFirstForTheColleagueUntilTakenUp() {
      Started other = waiting();
      claimed(other, "Kondo");
      Started talk = waiting();
      Outcome.Done claimed = claimed(talk, SATO);

      assertThat(agents.passOn(talk.id(), MORI, claimed.epoch(), "Kondo", "p0", null))
          .as("who does not have it")
          .isInstanceOf(Outcome.Stale.class);
      Outcome.Done passed =
          (Outcome.Done)
              agents.passOn(talk.id(), SATO, claimed.epoch(), "Kondo", "p1", "Speaks German");

      assertThat(passed.epoch()).isGreaterThan(claimed.epoch());
      Listed first = agents.heldBy("Kondo", Language.EN).getFirst();
      assertThat(first.id()).isEqualTo(talk.id());
      assertThat(first.passedBy()).isEqualTo(SATO);
      assertThat(agents.heldBy(SATO, Language.EN)).noneMatch(one -> one.id().equals(talk.id()));
      assertThat(agents.reply(talk.id(), SATO, claimed.epoch(), "late", "too late"))
          .isInstanceOf(Outcome.Stale.class);
      assertThat(ofType(talk, "handoff").getLast().body().path("agent").asString())
          .isEqualTo("Kondo");
      assertThat(conversations.rows(talk.id(), 0, 1_000).toString()).doesNotContain("German");

      agents.reply(talk.id(), "Kondo", passed.epoch(), "k1", "Hello");

      assertThat(listed(agents.heldBy("Kondo", Language.EN), talk).passedBy()).isNull();
    }

    @Test
    void conversation_solvedByItsAgent_closesTheTicketAndIsWatched() {
      Started talk = waiting();
      conversations.say(talk.id(), "m3", new Input.Choice("decline"));
      await().atMost(PATIENCE).until(() -> conversations.view(talk.id()).ticket() != null);
      Outcome.Done claimed = claimed(talk, SATO);

      assertThat(agents.solve(talk.id(), MORI, claimed.epoch(), "w0", null))
          .isInstanceOf(Outcome.Stale.class);
      agents.solve(talk.id(), SATO, claimed.epoch(), "w1", "All is well now");

      assertThat(conversations.view(talk.id()).state()).isEqualTo("solved");
      assertThat(from(talk, "agent")).containsExactly("All is well now");
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                Ticket ticket = conversations.ticket(talk.id()).orElseThrow();
                assertThat(ticket.status()).isEqualTo(Ticket.Status.CLOSED);
                assertThat(ticket.comments())
                    .anyMatch(comment -> comment.text().contains("All is well now"));
              });
      press(talk, "c1", "still-fails");
      assertThat(conversations.view(talk.id()).state()).isNotEqualTo("solved");
    }

    @Test
    void search_findsByIdTicketNameWordsAndWhoHasIt() {
      Started talk = waiting();
      conversations.say(
          talk.id(), "m3", new Input.Text("I am Zacharias, zacharias_w@mediacat.example"));
      await().atMost(PATIENCE).until(() -> conversations.view(talk.id()).ticket() != null);
      String key = Objects.requireNonNull(conversations.view(talk.id()).ticket()).key();
      Outcome.Done claimed = claimed(talk, "Watanabe");
      agents.reply(talk.id(), "Watanabe", claimed.epoch(), "r1", "Der 100%-Weg: \"Größe\"");
      agents.note(talk.id(), "Watanabe", "n1", "機種変更のお客さま");

      for (String text :
          List.of(
              talk.id().substring(0, 12),
              key.toLowerCase(Locale.ROOT),
              "ZACHARIAS_w",
              "100%-weg",
              "\"größe\"",
              "機種変更")) {
        assertThat(found(new Search(text, null, null, null))).as(text).contains(talk.id());
      }
      for (String text : List.of("author", "zachariasxw", "100%weg", "機種変更し")) {
        assertThat(found(new Search(text, null, null, null))).as(text).doesNotContain(talk.id());
      }
      assertThat(found(new Search(null, Held.PEOPLE, null, "Watanabe"))).containsExactly(talk.id());
      assertThat(found(new Search(null, Held.BOT, null, "Watanabe"))).isEmpty();
      assertThat(found(new Search(null, Held.PEOPLE, "becky-2", "Watanabe"))).isEmpty();
    }

    private List<String> found(Search search) {
      return agents.search(search, 0, Language.EN).conversations().stream()
          .map(Listed::id)
          .toList();
    }

    /**
     * Everything that makes the bot speak is in flight when two agents claim the same epoch: {@code
     * annai.races} says how often.
     */
    @Test
    void agents_whoClaimAtOnce_areOneAndTheBotIsSilentFromThere() throws Exception {
      long began = System.nanoTime();
      AtomicInteger next = new AtomicInteger();
      Callable<List<Race>> lane =
          () -> {
            List<Race> run = new ArrayList<>();
            while (next.getAndIncrement() < RACES) {
              run.add(race(run.size() % 2 == 0 ? waiting() : conversations.start(Language.EN)));
            }
            return run;
          };
      List<Race> races = new ArrayList<>();
      try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
        for (Future<List<Race>> run : lanes.invokeAll(Collections.nCopies(LANES, lane))) {
          races.addAll(run.get());
        }
      }
      long inFlight = races.stream().filter(Race::botWasFirst).count();
      long late = races.stream().mapToLong(Race::late).sum();
      long doubled = races.stream().filter(race -> race.won() != 1).count();
      LOG.info(
          "{} races in {} s: the bot was first in {}; {} rows of it after a claim; {} not won once",
          races.size(),
          Duration.ofNanos(System.nanoTime() - began).toSeconds(),
          inFlight,
          late,
          doubled);
      assertThat(races).hasSize(RACES);
      assertThat(late).as("rows of the bot after a claim").isZero();
      assertThat(doubled).as("races that not one agent won").isZero();
      assertThat(inFlight).as("races in which the bot was first").isPositive();
    }

    /**
     * How a race ended.
     *
     * @param won how many agents were told that they have it
     * @param late rows of the bot after the claim
     */
    private record Race(int won, int late, boolean botWasFirst) {}

    private Race race(Started talk) throws Exception {
      long seen = epoch(talk);
      CyclicBarrier start = new CyclicBarrier(5);
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (Callable<Outcome> claim :
            List.<Callable<Outcome>>of(
                () -> agents.claim(talk.id(), SATO, seen),
                () -> agents.claim(talk.id(), MORI, seen),
                () -> agents.reply(talk.id(), "Abe", seen, "r1", "hello"))) {
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
        boolean botWasFirst = botSpokeIn(talk, "c1") || botSpokeIn(talk, "c2");
        press(talk, "c3", "cannot-send");
        return new Race(won, afterTheClaim(talk).size(), botWasFirst);
      }
    }

    /** Whether the bot answered a message of the race, before the claim. */
    private boolean botSpokeIn(Started talk, String clientMessageId) {
      long asked =
          running
              .stores
              .messages()
              .once(talk.id(), "customer/" + clientMessageId)
              .orElseThrow()
              .seq();
      return conversations.rows(talk.id(), asked, 1_000).stream()
          .findFirst()
          .filter(row -> row.from().equals("bot"))
          .isPresent();
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
