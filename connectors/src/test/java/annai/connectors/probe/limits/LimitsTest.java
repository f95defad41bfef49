package annai.connectors.probe.limits;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.MailProbe;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTrace;
import annai.connectors.probe.Stage;
import annai.connectors.probe.StageResult;
import annai.connectors.probe.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final ProbeTarget TARGET = ProbeTarget.startTls("mail.test", 587);

  private final AtomicInteger runs = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-24T00:00:00Z");
  private final InstantSource clock = () -> now;
  private final MailProbe counting =
      (request, onStage) -> {
        runs.incrementAndGet();
        if (request.credentials() != null) {
          request.credentials().close();
        }
        StageResult stage = new StageResult(Stage.DNS, StageResult.State.OK, 1, null);
        onStage.accept(stage);
        return new ProbeResult.Healthy(
            Verdict.OK,
            new ProbeTrace(request.target().key(), List.of(stage), null, Set.of(), null),
            null);
      };

  @Test
  void sameTarget_withinAMinute_isProbedOnceAndSharesItsTrace() {
    SharedProbe probe = new SharedProbe(counting, clock);
    List<StageResult> told = new ArrayList<>();

    ProbeResult first = probe.probe(ProbeRequest.withoutLogin(TARGET), told::add);
    now = now.plusSeconds(59);
    ProbeResult second = probe.probe(ProbeRequest.withoutLogin(TARGET), told::add);

    assertThat(second).isSameAs(first);
    assertThat(runs).hasValue(1);
    assertThat(told).hasSize(1);
    assertThat(second.trace().stages()).isEqualTo(told);
  }

  @Test
  void sameTarget_afterAMinute_isProbedAgain() {
    SharedProbe probe = new SharedProbe(counting, clock);

    ProbeResult _ = probe.probe(ProbeRequest.withoutLogin(TARGET), _ -> {});
    now = now.plusSeconds(60);
    ProbeResult _ = probe.probe(ProbeRequest.withoutLogin(TARGET), _ -> {});

    assertThat(runs).hasValue(2);
  }

  @Test
  void confirmation_withinAMinute_isARunOfItsOwn() {
    SharedProbe probe = new SharedProbe(counting, clock);

    ProbeResult _ = probe.probe(ProbeRequest.withoutLogin(TARGET), _ -> {});
    ProbeResult _ = probe.confirming().probe(ProbeRequest.withoutLogin(TARGET), _ -> {});

    assertThat(runs).hasValue(2);
  }

  @Test
  void loginOrMail_evenWithinAMinute_isNeverShared() {
    SharedProbe probe = new SharedProbe(counting, clock);

    for (int i = 0; i < 2; i++) {
      ProbeResult _ = probe.probe(login("alice"), _ -> {});
      ProbeResult _ =
          probe.probe(
              new ProbeRequest(TARGET, null, "a@b.test", null, false, Duration.ofSeconds(1)),
              _ -> {});
    }

    assertThat(runs).hasValue(4);
  }

  @Test
  void manyAtOnce_sameTarget_waitForOneRun() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    MailProbe slow =
        (request, onStage) -> {
          try {
            go.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return counting.probe(request, onStage);
        };
    SharedProbe probe = new SharedProbe(slow, clock);
    List<Future<ProbeResult>> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        results.add(executor.submit(() -> probe.probe(ProbeRequest.withoutLogin(TARGET), _ -> {})));
      }
      go.countDown();
    }

    assertThat(runs).hasValue(1);
    for (Future<ProbeResult> result : results) {
      assertThat(result.get().verdict()).isEqualTo(Verdict.OK);
    }
  }

  @Test
  void fourthTry_withinAnHour_isNotSent() {
    BudgetedProbe probe =
        new BudgetedProbe(counting, new InMemoryProbeBudget(clock), AccountKeys.random());
    Credentials fourth = credentials("Alice@mail.test");

    for (int i = 0; i < 3; i++) {
      assertThat(probe.probe(login("alice@mail.test"), _ -> {}).verdict()).isEqualTo(Verdict.OK);
    }

    assertThat(probe.probe(login(fourth), _ -> {}))
        .isInstanceOf(ProbeResult.Inconclusive.class)
        .extracting(ProbeResult::verdict)
        .isEqualTo(Verdict.AUTH_RATE_LIMITED);
    assertThat(fourth.password()).containsOnly('\0');
    assertThat(probe.probe(login("bob@mail.test"), _ -> {}).verdict()).isEqualTo(Verdict.OK);
    assertThat(runs).hasValue(4);
  }

  @Test
  void tryAfterAnHour_isSentAgain() {
    InMemoryProbeBudget budget = new InMemoryProbeBudget(clock);
    for (int i = 0; i < 3; i++) {
      assertThat(budget.take("a")).isTrue();
      now = now.plusSeconds(60);
    }

    assertThat(budget.take("a")).isFalse();
    now = now.plus(Duration.ofMinutes(57));
    assertThat(budget.take("a")).isTrue();
    assertThat(budget.take("a")).isFalse();
  }

  @Test
  void accountKey_ofAName_holdsNothingOfIt() {
    AccountKeys keys = AccountKeys.random();

    assertThat(keys.keyOf("alice@mail.test".toCharArray()))
        .hasSize(64)
        .isEqualTo(keys.keyOf("ALICE@mail.test".toCharArray()))
        .isNotEqualTo(AccountKeys.random().keyOf("alice@mail.test".toCharArray()));
  }

  @Test
  void targetThatNoSettingNames_isNotAllowed() {
    AllowedTargetsProbe probe = new AllowedTargetsProbe(counting, Set.of(TARGET));
    ProbeTarget other = ProbeTarget.startTls("169.254.169.254", 80);

    assertThat(probe.probe(ProbeRequest.withoutLogin(other), _ -> {}).verdict())
        .isEqualTo(Verdict.TARGET_NOT_ALLOWED);
    assertThat(probe.probe(ProbeRequest.withoutLogin(TARGET), _ -> {}).verdict())
        .isEqualTo(Verdict.OK);
    assertThat(runs).hasValue(1);
  }

  private static ProbeRequest login(String userName) {
    return login(credentials(userName));
  }

  private static ProbeRequest login(Credentials credentials) {
    return new ProbeRequest(TARGET, credentials, null, null, false, Duration.ofSeconds(1));
  }

  private static Credentials credentials(String userName) {
    return new Credentials(userName.toCharArray(), "secret".toCharArray());
  }
}
