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

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final List<Long> leaving = Collections.synchronizedList(new ArrayList<>());

  private SharedRequestPace pace(
      Database database, double perSecond, int burst, Duration patience) {
    return new SharedRequestPace(
        new RequestPaceStore(database),
        "jira",
        new Limits(perSecond, burst, patience),
        InstantSource.system(),
        waited -> {
          assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
          leaving.add(System.nanoTime() + waited.toNanos());
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
            .isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_500));
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
                      .isBetween(Duration.ofMillis(1), Duration.ofSeconds(2));
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

  private static boolean awaited(SharedRequestPace pace) {
    pace.await();
    return true;
  }
}
