package annai.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import annai.bot.outbox.SharedRequestPace.Limits;
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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class SharedRequestPaceTest {

  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

  private SharedRequestPace pace(
      Database database, double perSecond, int burst, Duration patience) {
    return new SharedRequestPace(
        new RequestPaceStore(database),
        "jira",
        new Limits(perSecond, burst, patience),
        InstantSource.system(),
        waited -> {
          assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
          waits.add(waited);
        });
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void manyRequests_onTwoNodes_goOneByOneAtTheirPace(TestDatabases kind) throws Exception {
    var settings = kind.settings();
    try (Database one = Database.open(settings);
        Database two = Database.open(settings);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      // one request in a hundred seconds: whatever the machine does, turns don't come meanwhile
      SharedRequestPace[] nodes = {
        pace(one, 0.01, 1, PATIENCE.multipliedBy(10)), pace(two, 0.01, 1, PATIENCE.multipliedBy(10))
      };
      List<Callable<Boolean>> requests = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SharedRequestPace node = nodes[i % 2];
        requests.add(
            () -> {
              node.await();
              return true;
            });
      }
      for (var request : threads.invokeAll(requests)) {
        request.get();
      }

      List<Duration> sorted = waits.stream().sorted().toList();
      assertThat(sorted).hasSize(19);
      for (int i = 0; i < 19; i++) {
        assertThat(sorted.get(i))
            .isBetween(Duration.ofSeconds(100L * i + 60), Duration.ofSeconds(100L * i + 100));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void burst_afterAPause_goesAtOnceAndThenWaits(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0.01, 3, PATIENCE);

      for (int i = 0; i < 4; i++) {
        pace.await();
      }

      assertThat(waits).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void turn_tooFarAway_isBusyAndTakesNone(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0.01, 1, Duration.ofSeconds(30));
      pace.await();
      Sending sending = new Sending(Instant.MAX);

      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(TicketSystemException.class)
            .isThrownBy(() -> sending.call(() -> awaited(pace)))
            .satisfies(
                e -> {
                  assertThat(e.kind()).isEqualTo(Kind.BUSY);
                  assertThat(e.retryAfter().orElseThrow())
                      .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(70));
                });
      }

      assertThat(sending.heldBack()).isTrue();
      assertThat(waits).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void request_afterItsCallsDeadlineOrInATransaction_isNotSent(TestDatabases kind) {
    try (Database database = kind.open()) {
      SharedRequestPace pace = pace(database, 0, 1, PATIENCE);

      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(() -> new Sending(Instant.EPOCH).call(() -> awaited(pace)))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
      assertThatIllegalStateException().isThrownBy(() -> database.run(pace::await));
      assertThatCode(pace::await).doesNotThrowAnyException();
    }
  }

  private static boolean awaited(SharedRequestPace pace) {
    pace.await();
    return true;
  }
}
