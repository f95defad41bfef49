package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.outbox.Backoff;
import annai.bot.outbox.SystemBreaker;
import annai.bot.outbox.TicketPace;
import annai.bot.runtime.TicketDelivery.Manners;
import annai.bot.store.Database;
import annai.bot.store.Stores;
import annai.bot.store.TestDatabases;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.bot.webhooks.Announcements;
import annai.bot.webhooks.LinkSettings;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The outbox against a ticket system that loses answers, on a clock of its own, while the process
 * ends again and again between any two steps.
 */
class OutboxSimulationTest {

  private static final int TICKETS = 120;
  private static final Duration LONG_AFTER = Duration.ofHours(1);

  /** The process ends here; whatever it has not committed is lost. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** One run: a database, a ticket system and one process after the other. */
  private static final class World implements AutoCloseable {
    final VirtualClock clock = new VirtualClock();
    final Random random;
    final FaultyTicketSystem system;
    final Set<Waypoint> killedAt = EnumSet.noneOf(Waypoint.class);
    final int killPercent;
    final Database database;
    final Stores stores;
    TicketDelivery delivery;
    TwinWatch twins;
    int kills;

    World(TestDatabases kind, long seed, int killPercent) {
      this.random = new Random(seed);
      this.killPercent = killPercent;
      this.system = new FaultyTicketSystem(clock, random);
      this.database = kind.open();
      this.stores = Stores.of(database);
      startProcess();
    }

    private void pass(Waypoint waypoint) {
      if (random.nextInt(100) < killPercent) {
        killedAt.add(waypoint);
        throw new Killed();
      }
    }

    private void startProcess() {
      Agenda agenda = new Agenda(database);
      var announcements = new Announcements(stores, List.of(), (_, _, _) -> {});
      var effects = new TicketEffects(stores, new ScriptedTalk(), agenda, announcements);
      var breaker = new SystemBreaker(system.name(), clock);
      var manners =
          new Manners(breaker, TicketPace.UNLIMITED, system.settling(), clock, this::pass);
      twins = new TwinWatch(stores, system, effects, agenda, manners);
      var opened =
          new OpenedTickets(
              stores,
              effects,
              agenda,
              twins,
              new BackLinks(stores, effects, system, LinkSettings.NONE));
      var outcomes = new TicketOutcomes(stores, effects, opened, twins, _ -> {}, manners.passing());
      var failures =
          new TicketFailures(
              stores.outbox(),
              outcomes,
              Backoff.ofTickets(() -> random),
              manners.settling(),
              clock);
      delivery =
          new TicketDelivery(
              stores.outbox(),
              new TicketCalls(system, stores.tickets(), stores.attachments()),
              outcomes,
              failures,
              manners);
    }

    void add(String key) {
      database.run(
          () -> {
            stores.tickets().add(key, clock.instant());
            add(key, "open", new Order.Open(draft(key)));
            add(key, "comment-1", new Order.Comment("one", Audience.INTERNAL));
            add(key, "comment-2", new Order.Comment("two", Audience.INTERNAL));
            add(key, "close", new Order.Close("done"));
          });
    }

    private void add(String key, String command, Order order) {
      stores.outbox().add(key, command, order, clock.instant());
    }

    /** Works whatever is due first, until nothing is left. */
    void workAllOff(List<String> keys) {
      for (Optional<TicketCommand> next = first(keys); next.isPresent(); next = first(keys)) {
        var due = next.get().progress().dueAt();
        clock.advanceTo(due == null ? clock.instant() : due);
        try {
          delivery.work(next.get().ticketKey());
        } catch (Killed _) {
          kills++;
          startProcess();
        }
      }
    }

    private Optional<TicketCommand> first(List<String> keys) {
      return keys.stream()
          .flatMap(key -> stores.outbox().head(key).stream())
          .min(
              Comparator.comparing(
                  (TicketCommand command) -> command.progress().dueAt(),
                  Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    @Override
    public void close() {
      database.close();
    }
  }

  private static TicketDraft draft(String key) {
    return new TicketDraft(
        key,
        TicketDraft.Kind.REQUEST,
        TicketDraft.Priority.P3,
        "summary",
        "description",
        TicketDraft.Requester.NONE);
  }

  private static List<String> keys() {
    return IntStream.range(0, TICKETS).mapToObj(i -> "talk-%03d/1".formatted(i)).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 20_260_101, 987_654_321})
  void lostAnswersAndKills_leaveOneTicketEach_toldInOrder(long seed) {
    isExactlyOnce(TestDatabases.H2, seed);
  }

  @Test
  void lostAnswersAndKills_onPostgresToo_leaveOneTicketEach() {
    isExactlyOnce(TestDatabases.POSTGRESQL, 4_711);
  }

  private static void isExactlyOnce(TestDatabases kind, long seed) {
    List<String> keys = keys();
    try (World world = new World(kind, seed, 4)) {
      keys.forEach(world::add);

      world.workAllOff(keys);

      assertThat(world.kills).isGreaterThan(20);
      assertThat(keys)
          .allSatisfy(
              key -> {
                assertThat(world.system.createdFor(key)).as(key).isEqualTo(1);
                assertThat(world.system.toldOf(key))
                    .as(key)
                    .containsExactly("comment-1", "comment-2", "close");
              });
      assertThat(world.stores.outbox().count("DONE")).isEqualTo(4L * TICKETS);
      assertThat(world.stores.twins().count()).isZero();
      assertThat(world.system.posts()).isLessThanOrEqualTo((int) (1.25 * TICKETS));
    }
  }

  @Test
  void outage_leavesNobodyBehind_whoFoundOutAboutIt() {
    List<String> keys = keys().subList(0, 40);
    try (World world = new World(TestDatabases.H2, 17, 0)) {
      Instant back = world.clock.instant().plus(Duration.ofMinutes(10));
      world.system.downUntil(back);
      keys.forEach(world::add);

      world.workAllOff(keys);

      assertThat(world.system.keysAsCreated()).hasSize(keys.size());
      assertThat(world.system.keysAsCreated().subList(0, 25)).containsAll(keys.subList(0, 12));
      assertThat(Duration.between(back, world.clock.instant())).isLessThan(Duration.ofMinutes(3));
    }
  }

  @Test
  void process_endingAnywhereOnItsWay_isMetByTheTestsAbove() {
    List<String> keys = keys();
    try (World world = new World(TestDatabases.H2, 5, 12)) {
      keys.forEach(world::add);
      world.workAllOff(keys);

      assertThat(world.killedAt)
          .containsAll(EnumSet.range(Waypoint.BEFORE_SENT_COMMIT, Waypoint.AFTER_REFUSED_COMMIT));
      assertThat(keys).allSatisfy(key -> assertThat(world.system.createdFor(key)).isEqualTo(1));
    }
  }

  /** What the harness must catch: whoever sends again without looking. */
  @Test
  void naiveWorker_inTheSameWorld_opensTwins() {
    VirtualClock clock = new VirtualClock();
    FaultyTicketSystem system = new FaultyTicketSystem(clock, new Random(1));
    List<String> keys = keys();
    keys.forEach(key -> openNaively(system, key));

    long doubled = keys.stream().filter(key -> system.createdFor(key) > 1).count();
    assertThat(doubled).isGreaterThan(TICKETS / 10);
  }

  private static void openNaively(FaultyTicketSystem system, String key) {
    while (true) {
      try {
        system.open(draft(key));
        return;
      } catch (TicketSystemException e) {
        assertThat(e.retryable()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void ticketThatCameToLightTooLate_isMergedIntoTheOldest(TestDatabases kind) {
    try (World world = new World(kind, 3, 0)) {
      String key = "talk/1";
      TicketRef older = world.system.createdMeanwhile(key);
      world.clock.advance(Duration.ofMinutes(1));
      TicketRef ours = world.system.createdMeanwhile(key);
      world.database.run(
          () -> {
            world.stores.tickets().add(key, world.clock.instant());
            world.stores.tickets().opened(key, ours);
          });
      world.clock.advance(LONG_AFTER);

      assertThat(world.twins.look(key)).isEqualTo(1);
      assertThat(world.twins.look(key)).isZero();

      assertThat(world.system.merged()).containsExactly(Map.entry(ours.key(), older.key()));
      assertThat(world.stores.tickets().find(key).orElseThrow().ref()).isEqualTo(older);
      assertThat(world.stores.twins().count()).isEqualTo(1);
    }
  }
}
