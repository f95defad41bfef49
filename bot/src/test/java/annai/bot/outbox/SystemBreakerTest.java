package annai.bot.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SystemBreakerTest {

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-05T00:00:00Z"));
  private final SystemBreaker breaker = new SystemBreaker("jira", now::get);

  private void fails(int times, Kind kind) {
    for (int i = 0; i < times; i++) {
      assertThatExceptionOfType(TicketSystemException.class)
          .isThrownBy(
              () ->
                  breaker.ask(
                      () -> {
                        throw new TicketSystemException(kind, "by the test");
                      }));
    }
  }

  private void passes(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }

  @Test
  void systemThatFailsTenTimes_isNotAskedForAWhile() {
    fails(10, Kind.UNREACHABLE);

    assertThat(breaker.state()).isEqualTo(SystemBreaker.State.OPEN);
    assertThat(breaker.refusedUntil()).contains(now.get().plusSeconds(5));
    assertThat(breaker.lastFailure()).contains("UNREACHABLE: by the test");
    assertThatExceptionOfType(TicketSystemException.class)
        .isThrownBy(() -> breaker.ask(() -> "answer"))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.BUSY))
        .satisfies(e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(5)));
  }

  @Test
  void system_thatIsBack_isAskedByThreeCallsAndThenByAll() {
    fails(10, Kind.UNREACHABLE);
    passes(Duration.ofSeconds(6));

    for (int i = 0; i < 3; i++) {
      assertThat(breaker.ask(() -> "answer")).isEqualTo("answer");
    }

    assertThat(breaker.state()).isEqualTo(SystemBreaker.State.CLOSED);
  }

  @Test
  void system_thatStaysAway_isAskedMoreAndMoreSeldom() {
    fails(10, Kind.UNREACHABLE);
    Duration before = Duration.ZERO;
    for (int round = 0; round < 8; round++) {
      Duration pause = Duration.between(now.get(), breaker.refusedUntil().orElseThrow());
      assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(Duration.ofMinutes(1));
      before = pause;
      passes(pause.plusMillis(1));
      fails(3, Kind.BUSY);
    }
    assertThat(before).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void oneTicketsOwnTrouble_isNoneOfTheSystems() {
    fails(40, Kind.REJECTED);

    assertThat(breaker.state()).isEqualTo(SystemBreaker.State.CLOSED);
    assertThat(breaker.lastFailure()).isEmpty();
  }

  @Test
  void refusedLogin_isNotTriedAgainForMinutes() {
    fails(1, Kind.UNAUTHORIZED);

    assertThat(breaker.refusedUntil()).contains(now.get().plus(Duration.ofMinutes(5)));
  }

  @Test
  void defectOfOurOwn_countsForNothingAndGivesItsPlaceBack() {
    fails(10, Kind.UNREACHABLE);
    passes(Duration.ofSeconds(6));
    for (int i = 0; i < 10; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  breaker.ask(
                      () -> {
                        throw new IllegalStateException("a defect");
                      }));
    }

    assertThat(breaker.ask(() -> "answer")).isEqualTo("answer");
  }
}
