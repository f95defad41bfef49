package annai.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import annai.bot.outbox.SharedRequestPace.Limits;
import annai.bot.outbox.SharedRequestPace.Pause;
import annai.bot.store.Database;
import annai.bot.store.RequestPaceStore;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class SharedRequestPaceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Long> leaving = Collections.synchronizedList(new ArrayList<>());

  private SharedRequestPace pace(
      Database database, double perSecond, int burst, Duration patience) {
    return new SharedRequestPace(
        new RequestPaceStore(database),
        "jira",
        new Limits(perSecond, burst, patience),
        InstantSource.system(),
        new Pause() {
          @Override
          public void of(Duration waited) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
            leaving.add(System.nanoTime() + waited.toNanos());
          }

          @Override
          public long ticks() {
            return 0;
          }
        });
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void manyRequests_onTwoNodes_goOneByOneAtTheirPace(TestDatabases kind) throws Exception {
    var settings = kind.settings();
    try (Database one = Database.open(settings);
        Database two = Database.open(settings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      SharedRequestPace[] nodes = {pace(one, 0.5, 1, PATIENCE), pace(two, 0.5, 1, PATIENCE)};
      List<Callable<Boolean>> requests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SharedRequestPace node = nodes[i % 2];
        requests.add(() -> awaited(node));
      }
      for (var request : threads.invokeAll(requests)) {
        request.get();
      }

      List<Long> leaves = leaving.stream().sorted().toList();
      assertThat(leaves).hasSize(7);
      for (int i = 1; i < leaves.size(); i++) {
        assertThat(Duration.ofNanos(leaves.get(i) - leaves.get(i - 1)))
            .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_900));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void burst_afterAPause_goesAtOnceAndThenWaits(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0.5, 3, PATIENCE);

      for (int i = 0; i < 4; i++) {
        pace.await();
      }

      assertThat(leaving).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void turn_tooFarAway_isBusyAndTakesNone(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0.5, 1, Duration.ZERO);
      pace.await();
      Sending sending = new Sending(Instant.MAX, false);

      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(TicketSystemException.class)
            .isThrownBy(() -> sending.call(() -> awaited(pace)))
            .satisfies(
                e -> {
                  assertThat(e.kind()).isEqualTo(Kind.BUSY);
                  assertThat(e.retryAfter().orElseThrow())
                      .isBetween(Duration.ofMillis(1), Duration.ofMillis(2_500));
                });
      }

      assertThat(sending.heldBack()).isTrue();
      assertThat(leaving).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void request_afterItsCallsDeadlineOrInATransaction_isNotSent(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0, 1, PATIENCE);

      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> new Sending(Instant.EPOCH, true).call(() -> awaited(pace)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      assertThatIllegalStateException().isThrownBy(() -> database.run(pace::await));
      assertThatCode(pace::await).doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void turn_missedByALongSleep_isTakenAgain(TestDatabases kind) {
    try (Database database = kind.open()) {
      var sleepy = new Sleepy();
      SharedRequestPace pace =
          new SharedRequestPace(
              new RequestPaceStore(database),
              "jira",
              new Limits(0.5, 1, PATIENCE),
              InstantSource.system(),
              sleepy);
      pace.await();

      pace.await();

      assertThat(sleepy.waits).hasSize(2);
    }
  }

  /** Wakes up a tenth of a second late, once. */
  private static final class Sleepy implements Pause {
    private final List<Duration> waits = new ArrayList<>();
    private long ticks;

    @Override
    public void of(Duration duration) {
      ticks += duration.plusMillis(waits.isEmpty() ? 100 : 0).toNanos();
      waits.add(duration);
    }

    @Override
    public long ticks() {
      return ticks;
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void turnPaidLongBefore_isOver(TestDatabases kind) throws InterruptedException {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0.5, 1, Duration.ZERO);
      pace.await();
      Sending slow = new Sending(Instant.MAX, true);
      pass(Duration.ofMillis(60));

      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> slow.call(() -> awaited(pace)));
      assertThat(slow.heldBack()).isTrue();
    }
  }

  private static void pass(Duration time) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  private static boolean awaited(SharedRequestPace pace) {
    pace.await();
    return true;
  }
}
