package annai.bot.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import annai.bot.identity.IdentityRefusedException;
import annai.bot.identity.IdentityRefusedException.Fault;
import annai.bot.identity.SigningSite;
import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.TestDatabases;
import annai.connectors.ticket.InMemoryTicketSystem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

class SignInTest {

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2.settings());
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL.settings());
    }

    @Test
    void signIn_onAnotherNode_wakesTheStreamsOfThisOne() throws Exception {
      try (RunningTalk other = new RunningTalk(settings, new InMemoryTicketSystem())) {
        Started anonymous = running.conversations.start(null);
        CountDownLatch woken = new CountDownLatch(1);
        try (AutoCloseable _ = running.conversations.onNews(anonymous.id(), woken::countDown)) {
          other
              .runtime
              .signIn(SigningSite.tokens(InstantSource.system()))
              .signIn(anonymous.id(), anonymous.token(), token("m-node"));

          assertThat(woken.await(2, TimeUnit.SECONDS)).isTrue();
          refused(anonymous);
        }
      }
    }
  }

  abstract static class OnDatabase {

    final DatabaseSettings settings;
    final RunningTalk running;
    private final SignIn signIn;

    OnDatabase(DatabaseSettings settings) {
      this.settings = settings;
      running = new RunningTalk(settings, new InMemoryTicketSystem());
      signIn = running.runtime.signIn(SigningSite.tokens(InstantSource.system()));
    }

    @AfterAll
    void close() {
      running.close();
    }

    static String token(String externalId) {
      return SigningSite.token(externalId, "Taro", externalId + "@mediacat.example");
    }

    void refused(Started right) {
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> running.conversations.authorise(right.id(), right.token()));
    }

    @Test
    void begin_withTheAddressOfSomebodyElse_isAConversationOfOnesOwn() {
      Started victim = signIn.begin(token("m-victim"), null, null);
      running.say(victim, "m1", "kanaria");

      Started other =
          signIn.begin(
              SigningSite.token("m-other", "Taro", "m-victim@mediacat.example"), null, null);

      assertThat(other.id()).isNotEqualTo(victim.id());
      assertThat(running.rows(other)).extracting(Row::from).doesNotContain("customer");
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> running.conversations.authorise(victim.id(), other.token()));
    }

    @Test
    void token_usedByManyAtOnce_letsOneIn() throws Exception {
      String token = token("m-once");
      Callable<Optional<Fault>> use =
          () -> {
            try {
              signIn.begin(token, null, null);
              return Optional.empty();
            } catch (IdentityRefusedException e) {
              return Optional.of(e.fault());
            }
          };
      try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
        List<Future<Optional<Fault>>> all =
            threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> use).toList());
        int entered = 0;
        for (Future<Optional<Fault>> one : all) {
          Optional<Fault> fault = one.get();
          entered += fault.isEmpty() ? 1 : 0;
          assertThat(fault.orElse(Fault.REPLAYED)).isEqualTo(Fault.REPLAYED);
        }
        assertThat(entered).isEqualTo(1);
      }
    }

    @Test
    void signIn_firstTime_endsEveryFormerRight() {
      Started anonymous = running.conversations.start(null);
      Started second =
          running.conversations.resume(running.conversations.resumeCode(anonymous.id()));
      String code = running.conversations.resumeCode(anonymous.id());

      Started known = signIn.signIn(anonymous.id(), anonymous.token(), token("m-2"));

      running.conversations.authorise(known.id(), known.token());
      refused(anonymous);
      refused(second);
      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> running.conversations.resume(code));
      await().untilAsserted(() -> assertThat(running.said(known)).contains("CustomerIdentified"));
    }

    @Test
    void signIn_bySomebodyElse_isRefusedAndLeavesTheIdentityGood() {
      Started mine = signIn.begin(token("m-3"), null, null);
      String theirs = token("m-4");

      assertThatExceptionOfType(InputRefusedException.class)
          .isThrownBy(() -> signIn.signIn(mine.id(), mine.token(), theirs))
          .matches(e -> e.reason() == InputRefusedException.Reason.CONFLICT);

      running.conversations.authorise(mine.id(), mine.token());
      assertThat(signIn.begin(theirs, null, null).id()).isNotEqualTo(mine.id());
    }

    @Test
    void signIn_again_keepsTheTokenAndSaysNothingNew() {
      Started mine = signIn.begin(token("m-5"), null, null);
      int rows = running.rows(mine).size();

      Started again = signIn.signIn(mine.id(), mine.token(), token("m-5"));

      assertThat(again).isEqualTo(mine);
      assertThat(running.rows(mine)).hasSize(rows);
    }

    @Test
    void signIn_withoutTheConversationsToken_isRefused() {
      Started anonymous = running.conversations.start(null);

      assertThatExceptionOfType(UnknownConversationException.class)
          .isThrownBy(() -> signIn.signIn(anonymous.id(), "wrong", token("m-6")));

      running.conversations.authorise(anonymous.id(), anonymous.token());
    }

    @Test
    void usedTokens_thatHaveExpired_areForgotten() {
      var store = running.stores.identityTokens();
      var past = running.now().minus(Duration.ofHours(1));
      store.use("0".repeat(64), past);

      assertThat(store.purge(running.now().minus(Duration.ofMinutes(30)))).isEqualTo(1);
      assertThat(store.use("0".repeat(64), past)).isTrue();
    }
  }
}
