package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.bot.desk.AccountRefusedException.Reason;
import annai.bot.desk.AgentAccounts.Invitation;
import annai.bot.desk.AgentAccounts.Login;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAccountsTest {

  private static final String PASSWORD = "correct horse 馬";

  @Nested
  class OnH2 extends OnDatabase {
    OnH2() {
      super(TestDatabases.H2);
    }
  }

  @Nested
  class OnPostgres extends OnDatabase {
    OnPostgres() {
      super(TestDatabases.POSTGRESQL);
    }
  }

  abstract static class OnDatabase {

    private final TestDatabases kind;
    private final SettableClock clock = new SettableClock();
    private Database database;
    private AgentAccounts accounts;

    @SuppressWarnings("NullAway.Init")
    OnDatabase(TestDatabases kind) {
      this.kind = kind;
    }

    @BeforeEach
    void open() {
      database = kind.open();
      accounts = new AgentAccounts(database, clock);
    }

    @AfterEach
    void close() {
      database.close();
    }

    private Agent admin() {
      return accounts.setUp(accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", PASSWORD);
    }

    private Agent agent(String login, Role role) {
      Invitation invitation = accounts.invite(login, "Name of " + login, role);
      return accounts.join(invitation.code(), PASSWORD);
    }

    private static void refused(Reason reason, ThrowingCallable work) {
      assertThatExceptionOfType(AccountRefusedException.class)
          .isThrownBy(work)
          .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    void setupCode_used_makesOneAdministratorAndNoMore() {
      String first = accounts.drawSetupCode().orElseThrow();
      String drawnAtTheNextStart = accounts.drawSetupCode().orElseThrow();

      refused(Reason.CODE, () -> accounts.setUp(first, "sato", "佐藤", PASSWORD));
      Agent admin =
          accounts.setUp(
              drawnAtTheNextStart.toLowerCase(Locale.ROOT).replace("-", " "),
              "Sato",
              "佐藤",
              PASSWORD);

      assertThat(admin.login()).isEqualTo("sato");
      assertThat(admin.role()).isEqualTo(Role.ADMIN);
      assertThat(admin.passwordHash()).startsWith("{argon2").doesNotContain("horse");
      assertThat(accounts.drawSetupCode()).isEmpty();
      refused(Reason.CODE, () -> accounts.setUp(drawnAtTheNextStart, "mori", "Mori", PASSWORD));
    }

    @Test
    void setupCode_usedByManyAtOnce_makesOneAdministrator() throws Exception {
      String code = accounts.drawSetupCode().orElseThrow();
      CyclicBarrier start = new CyclicBarrier(4);

      int made =
          atOnce(
              start,
              List.of(
                  () -> accounts.setUp(code, "a1", "A one", PASSWORD),
                  () -> accounts.setUp(code, "a2", "A two", PASSWORD),
                  () -> accounts.setUp(code, "a3", "A three", PASSWORD),
                  () -> accounts.setUp(code, "a4", "A four", PASSWORD)));

      assertThat(made).isEqualTo(1);
      assertThat(accounts.all()).hasSize(1);
    }

    @Test
    void administrators_whoDisableEachOther_leaveOne() throws Exception {
      admin();
      for (int race = 0; race < 10; race++) {
        String other = "mori" + race;
        agent(other, Role.ADMIN);

        int done =
            atOnce(
                new CyclicBarrier(2),
                List.of(
                    () -> accounts.disable("sato"), () -> accounts.changeRole(other, Role.AGENT)));

        assertThat(done).isEqualTo(1);
        assertThat(accounts.needsAdministrator()).isFalse();
        if (accounts.find("sato").orElseThrow().disabled()) {
          accounts.enable("sato");
          accounts.changeRole(other, Role.AGENT);
        }
      }
    }

    private static int atOnce(CyclicBarrier start, List<Callable<Agent>> works) throws Exception {
      int done = 0;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Boolean>> outcomes =
            works.stream()
                .map(
                    work ->
                        threads.submit(
                            () -> {
                              start.await();
                              try {
                                work.call();
                                return true;
                              } catch (AccountRefusedException e) {
                                return false;
                              }
                            }))
                .toList();
        for (Future<Boolean> outcome : outcomes) {
          done += outcome.get() ? 1 : 0;
        }
      }
      return done;
    }

    @Test
    void lastAdministrator_canBeNeitherDisabledNorDemotedNorReset() {
      admin();
      accounts.invite("mori", "Mori", Role.ADMIN);

      refused(Reason.LAST_ADMINISTRATOR, () -> accounts.disable("sato"));
      refused(Reason.LAST_ADMINISTRATOR, () -> accounts.changeRole("sato", Role.AGENT));
      refused(Reason.LAST_ADMINISTRATOR, () -> accounts.reset("sato"));
    }

    @Test
    void login_ofNobodyDisabledInvitedOrWithAnotherPassword_isRefusedAlike() {
      admin();
      agent("mori", Role.AGENT);
      accounts.disable("mori");
      accounts.invite("abe", "Abe", Role.AGENT);

      for (String login : new String[] {"nobody", "mori", "abe"}) {
        assertThat(accounts.logIn(login, PASSWORD, "")).isEqualTo(new Login.Refused());
      }
      assertThat(accounts.logIn("sato", "another password", "")).isEqualTo(new Login.Refused());
      assertThat(accounts.logIn("sato", "x".repeat(5_000), "")).isEqualTo(new Login.Refused());
      assertThat(accounts.logIn(" SATO ", PASSWORD, "")).isInstanceOf(Login.Granted.class);
      assertThat(accounts.logIn("sato", "ｃｏｒｒｅｃｔ　ｈｏｒｓｅ 馬", ""))
          .as("typed in full width")
          .isInstanceOf(Login.Granted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sato", "nobody"})
    void login_triedTooOften_waitsWhetherThereIsOneOrNot(String login) {
      admin();
      for (int i = 0; i < 10; i++) {
        assertThat(accounts.logIn(login, "wrong password", "")).isEqualTo(new Login.Refused());
      }

      assertThat(accounts.logIn(login, PASSWORD, ""))
          .isInstanceOfSatisfying(
              Login.TooManyTries.class,
              wait -> assertThat(wait.retryAfter()).isPositive().isLessThan(Duration.ofHours(1)));
      clock.advance(Duration.ofMinutes(16));
      assertThat(accounts.logIn(login, "wrong password", "")).isEqualTo(new Login.Refused());
    }

    @Test
    void address_thatTriesManyLogins_waits() {
      Login last = new Login.Refused();
      for (int i = 0; i < 61; i++) {
        last = accounts.logIn("nobody" + i, "wrong password", "c0000201");
      }

      assertThat(last).isInstanceOf(Login.TooManyTries.class);
      assertThat(accounts.logIn("somebody", "wrong password", "c0000202"))
          .isEqualTo(new Login.Refused());
    }

    @Test
    void invitation_isGoodOnceAndForSevenDays() {
      admin();
      Invitation invitation = accounts.invite("mori", "Mori", Role.AGENT);
      assertThat(invitation.toString()).doesNotContain(invitation.code());

      refused(Reason.MALFORMED, () -> accounts.join(invitation.code(), "short"));
      accounts.join(invitation.code(), PASSWORD);
      refused(Reason.CODE, () -> accounts.join(invitation.code(), PASSWORD));

      Invitation old = accounts.reset("mori");
      assertThat(accounts.logIn("mori", PASSWORD, "")).isEqualTo(new Login.Refused());
      clock.advance(Duration.ofDays(8));
      refused(Reason.CODE, () -> accounts.join(old.code(), PASSWORD));
    }

    @Test
    void invitation_ofSomebodyDisabledMeanwhile_isUseless() {
      admin();
      Invitation invitation = accounts.invite("mori", "Mori", Role.AGENT);
      accounts.disable("mori");

      refused(Reason.CODE, () -> accounts.join(invitation.code(), PASSWORD));
    }

    @Test
    void loginAndName_belongToOnePersonForEver() {
      admin();
      agent("mori", Role.AGENT);
      accounts.disable("mori");

      refused(Reason.TAKEN, () -> accounts.invite("mori", "Another", Role.AGENT));
      refused(Reason.TAKEN, () -> accounts.invite("another", "佐藤", Role.AGENT));
    }

    @ParameterizedTest
    @CsvSource({"x,Name", "Ünder,Name", "a b,Name", "mori,<b>", "mori,' '"})
    void account_ofNoForm_isRefused(String login, String name) {
      refused(Reason.MALFORMED, () -> accounts.invite(login, name, Role.AGENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eleven char", "aaaaaaaaaaaaaaaa", "my name is sato 1"})
    void password_easilyGuessed_isRefused(String password) {
      String code = accounts.drawSetupCode().orElseThrow();

      refused(Reason.MALFORMED, () -> accounts.setUp(code, "sato", "佐藤", password));

      assertThat(accounts.setUp(code, "sato", "佐藤", PASSWORD)).isNotNull();
    }

    @Test
    void ownPassword_isChangedByWhoKnowsThePresentOne() {
      admin();

      refused(
          Reason.PASSWORD,
          () -> accounts.changePassword("sato", "not this one", "another horse 馬"));
      accounts.changePassword("sato", PASSWORD, "another horse 馬");

      assertThat(accounts.logIn("sato", PASSWORD, "")).isEqualTo(new Login.Refused());
      assertThat(accounts.logIn("sato", "another horse 馬", "")).isInstanceOf(Login.Granted.class);
    }
  }
}
