package annai.bot.desk.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.bot.desk.AccountRefusedException;
import annai.bot.desk.AgentAccounts;
import annai.bot.desk.SettableClock;
import annai.bot.desk.oidc.ScriptedProvider.Fault;
import annai.bot.desk.oidc.ScriptedProvider.Signature;
import annai.bot.desk.oidc.SignOnRefusedException.Reason;
import annai.bot.desk.oidc.SignOnRules.Requirement;
import annai.bot.desk.oidc.SingleSignOn.Answer;
import annai.bot.desk.oidc.SingleSignOn.Entry;
import annai.bot.desk.oidc.SingleSignOn.Way;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.Database;
import annai.bot.store.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleSignOnTest {

  private static final String PASSWORD = "correct horse 馬";
  private static final String BROWSER = "b".repeat(43);
  private static final URI RETURN = URI.create("http://localhost:1/desk/oidc/return");
  private static final String DISCOVERY = "/.well-known/openid-configuration";

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

  /** A provider, the desk, and its accounts. */
  @SuppressWarnings("NullAway.Init") // set before each test
  abstract static class AtTheDesk {

    private final TestDatabases kind;
    final SettableClock clock = new SettableClock();
    Database database;
    AgentAccounts accounts;
    ScriptedProvider provider;
    SingleSignOn signOn;

    AtTheDesk(TestDatabases kind) {
      this.kind = kind;
    }

    void open() {
      database = kind.open();
      accounts = new AgentAccounts(database, clock);
      accounts.setUp(accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", PASSWORD);
      accounts.join(accounts.invite("mori", "Mori", Role.AGENT).code(), PASSWORD);
    }

    void offer() throws IOException {
      provider = new ScriptedProvider(clock);
      signOn = desk("preferred_username", null, false);
    }

    SingleSignOn desk(String claim, @Nullable Requirement requirement, boolean provision) {
      return desk(claim, ScriptedProvider.SECRET, requirement, provision);
    }

    SingleSignOn desk(
        String claim, String secret, @Nullable Requirement requirement, boolean provision) {
      return new SingleSignOn(
          database,
          accounts,
          clock,
          new SignOnRules(
              provider.issuer(),
              ScriptedProvider.CLIENT,
              secret,
              Set.of("openid", "profile"),
              RETURN,
              claim,
              requirement,
              "Example ID",
              provision));
    }

    static Answer answer(URI back) {
      Map<String, String> parameters = ScriptedProvider.form(back.getRawQuery());
      return new Answer(
          parameters.getOrDefault("state", ""),
          parameters.getOrDefault("code", ""),
          parameters.getOrDefault("error", ""),
          parameters.getOrDefault("iss", ""));
    }

    Entry logIn() {
      return signOn.end(BROWSER, answer(provider.comeBack(signOn.begin(BROWSER))));
    }

    static void refused(Reason reason, ThrowingCallable work) {
      assertThatExceptionOfType(SignOnRefusedException.class)
          .isThrownBy(work)
          .satisfies(refusal -> assertThat(refusal.reason()).as("%s", refusal).isEqualTo(reason));
    }
  }

  /** Who comes in, and to which account. */
  abstract static class OnDatabase extends AtTheDesk {

    OnDatabase(TestDatabases kind) {
      super(kind);
    }

    @BeforeEach
    void begin() throws IOException {
      open();
      offer();
    }

    @AfterEach
    void close() {
      provider.close();
      database.close();
    }

    @Test
    void somebody_withTheLoginNameOfAnAccount_isBoundToIt_andThenOnlyTheSubjectCounts() {
      provider.says("4711", "Mori");
      Entry first = logIn();
      assertThat(first.agent().login()).isEqualTo("mori");
      assertThat(first.way()).isEqualTo(Way.BOUND);
      assertThat(signOn.logins()).containsExactly("mori");

      provider.says("4711", "sato");
      Entry renamed = logIn();

      assertThat(renamed.agent().login()).isEqualTo("mori");
      assertThat(renamed.way()).isEqualTo(Way.AGAIN);
    }

    @Test
    void account_ofAnotherSubject_isRefused_untilAnAdministratorUnbindsIt() {
      provider.says("4711", "mori");
      logIn();
      provider.says("4712", "mori");
      refused(Reason.OTHER_ACCOUNT, this::logIn);

      assertThat(signOn.remove("mori")).isTrue();
      assertThat(signOn.remove("mori")).isFalse();

      assertThat(logIn().way()).isEqualTo(Way.BOUND);
      provider.says("4711", "mori");
      refused(Reason.OTHER_ACCOUNT, this::logIn);
    }

    @Test
    void account_disabledOrReset_letsNobodyIn() {
      provider.says("4711", "mori");
      logIn();
      accounts.disable("mori");
      refused(Reason.DISABLED, this::logIn);
      accounts.enable("mori");
      assertThat(logIn().way()).isEqualTo(Way.AGAIN);

      String code = accounts.reset("mori").code();
      refused(Reason.NOT_FINISHED, this::logIn);
      accounts.join(code, PASSWORD + "2");
      assertThat(logIn().way()).isEqualTo(Way.AGAIN);
    }

    @Test
    void account_disabledBeforeItWasEverUsed_isNotBound() {
      accounts.disable("mori");
      provider.says("4711", "mori");
      refused(Reason.DISABLED, this::logIn);
      assertThat(signOn.logins()).isEmpty();
    }

    @Test
    void account_invited_isFinishedByTheFirstLogIn_andItsCodeEnds() {
      String code = accounts.invite("ueda", "Ueda", Role.AGENT).code();
      provider.says("4713", "ueda");

      Entry entry = logIn();

      assertThat(entry.way()).isEqualTo(Way.JOINED);
      assertThat(entry.agent().active()).isTrue();
      assertThat(logIn().way()).isEqualTo(Way.AGAIN);
      assertThatExceptionOfType(AccountRefusedException.class)
          .isThrownBy(() -> accounts.join(code, PASSWORD));
    }

    @Test
    void somebody_withoutAnAccount_isRefused() {
      provider.says("4714", "nobody");
      refused(Reason.NO_ACCOUNT, this::logIn);
      // the Kelvin sign is a small k, for those who fold letters
      accounts.invite("kato", "Kato", Role.AGENT);
      provider.says("4714", "\u212Aato");
      refused(Reason.NO_ACCOUNT, this::logIn);
      provider.says(claims -> claims.subject("4714"));
      refused(Reason.NO_ACCOUNT, this::logIn);
      provider.says(claims -> claims.subject("4714").claim("preferred_username", List.of("mori")));
      refused(Reason.NO_ACCOUNT, this::logIn);
      assertThat(signOn.logins()).isEmpty();
    }

    @Test
    void somebodyNew_withTheRequiredClaim_getsAnAgentsAccountWhereThatIsSet() {
      signOn = desk("preferred_username", new Requirement("groups", "annai-agents"), true);
      provider.says(
          claims ->
              claims
                  .subject("4715")
                  .claim("preferred_username", "Ishii")
                  .claim("name", "石井 <b>Aoi</b>")
                  .claim("groups", List.of("staff")));
      refused(Reason.NOT_PERMITTED, this::logIn);

      provider.says(
          claims ->
              claims
                  .subject("4715")
                  .claim("preferred_username", "Ishii")
                  .claim("name", "石井 <b>Aoi</b>")
                  .claim("groups", List.of("staff", "annai-agents")));
      Entry entry = logIn();

      assertThat(entry.way()).isEqualTo(Way.JOINED);
      Agent made = accounts.find("ishii").orElseThrow();
      assertThat(made.name()).isEqualTo("石井 b Aoi b");
      assertThat(made.role()).isEqualTo(Role.AGENT);
      assertThat(made.active()).isTrue();
      assertThat(logIn().way()).isEqualTo(Way.AGAIN);

      provider.says(
          claims ->
              claims
                  .subject("4716")
                  .claim("preferred_username", "ishii2@example.net")
                  .claim("name", "石井 <b>Aoi</b>")
                  .claim("groups", "annai-agents"));
      assertThat(logIn().agent().name()).isEqualTo("石井 b Aoi b ishii2 example.net");

      provider.says(
          claims ->
              claims
                  .subject("4717")
                  .claim("preferred_username", "石井")
                  .claim("groups", "annai-agents"));
      refused(Reason.NO_ACCOUNT, this::logIn);
    }

    @Test
    void requiredClaim_takenAwayLater_countsForWhoIsBoundToo() {
      provider.says("4711", "mori");
      logIn();
      signOn = desk("preferred_username", new Requirement("realm_access.roles", "annai"), false);
      refused(Reason.NOT_PERMITTED, this::logIn);
      provider.says(
          claims ->
              claims.subject("4711").claim("realm_access", Map.of("roles", List.of("annai"))));
      assertThat(logIn().way()).isEqualTo(Way.AGAIN);
    }

    @Test
    void state_isGoodOnce_inItsBrowser_forTenMinutes() {
      provider.says("4711", "mori");
      Answer first = answer(provider.comeBack(signOn.begin(BROWSER)));
      refused(Reason.STALE, () -> signOn.end("c".repeat(43), first));
      refused(Reason.STALE, () -> signOn.end(BROWSER, first));

      Answer replayed = answer(provider.comeBack(signOn.begin(BROWSER)));
      signOn.end(BROWSER, replayed);
      refused(Reason.STALE, () -> signOn.end(BROWSER, replayed));

      Answer late = answer(provider.comeBack(signOn.begin(BROWSER)));
      clock.advance(Duration.ofMinutes(10));
      refused(Reason.STALE, () -> signOn.end(BROWSER, late));
      Answer inTime = answer(provider.comeBack(signOn.begin(BROWSER)));
      clock.advance(Duration.ofMinutes(9));
      SingleSignOn onAnotherNode = desk("preferred_username", null, false);
      assertThat(onAnotherNode.end(BROWSER, inTime).agent().login()).isEqualTo("mori");
    }
  }

  /** What a provider, or somebody in its place, may answer. */
  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class AnswersOfTheProvider extends AtTheDesk {

    AnswersOfTheProvider() {
      super(TestDatabases.H2);
    }

    @BeforeAll
    void openOnce() {
      open();
    }

    @BeforeEach
    void somebodyComes() throws IOException {
      offer();
      signOn.remove("mori");
      provider.says("4711", "mori");
    }

    @AfterEach
    void leave() {
      provider.close();
    }

    @AfterAll
    void close() {
      database.close();
    }

    @Test
    void request_hasPkceStateAndNonce() {
      URI to = signOn.begin(BROWSER);

      assertThat(to.toString()).startsWith(provider.issuer() + "/authorize?");
      Map<String, String> parameters = ScriptedProvider.form(to.getRawQuery());
      assertThat(parameters)
          .containsEntry("response_type", "code")
          .containsEntry("client_id", "annai")
          .containsEntry("redirect_uri", RETURN.toString())
          .containsEntry("code_challenge_method", "S256")
          .containsKeys("state", "nonce", "code_challenge");
      assertThat(parameters.getOrDefault("scope", "").split(" ")).contains("openid", "profile");
      assertThat(parameters).doesNotContainKey("client_secret");
    }

    @Test
    void answer_withAnErrorInPlaceOfACode_isRefused() {
      String state = state();
      refused(
          Reason.CANCELLED, () -> signOn.end(BROWSER, new Answer(state, "", "access_denied", "")));
      String other = state();
      refused(
          Reason.PROVIDER,
          () -> signOn.end(BROWSER, new Answer(other, "x", "<script>alert(1)", "")));
      String none = state();
      refused(Reason.PROVIDER, () -> signOn.end(BROWSER, new Answer(none, "", "", "")));
      String mixed = state();
      refused(
          Reason.NOT_PROVEN,
          () -> signOn.end(BROWSER, new Answer(mixed, "x", "", "https://evil.example")));
    }

    private String state() {
      return ScriptedProvider.form(signOn.begin(BROWSER).getRawQuery()).getOrDefault("state", "");
    }

    @Test
    void answer_withAnotherState_isRefused_andAsksNobody() {
      provider.takeVisits();
      refused(Reason.STALE, () -> signOn.end(BROWSER, new Answer("guessed", "code", "", "")));
      refused(Reason.STALE, () -> signOn.end(BROWSER, new Answer("", "", "", "")));
      assertThat(provider.takeVisits()).isEmpty();
    }

    @Test
    void code_thatWasUsed_isRefused() {
      URI back = provider.comeBack(signOn.begin(BROWSER));
      signOn.end(BROWSER, answer(back));
      String state = state();
      refused(
          Reason.STALE, () -> signOn.end(BROWSER, new Answer(state, answer(back).code(), "", "")));
    }

    @Test
    void code_ofAnotherLogIn_isRefused() {
      Answer mine = answer(provider.comeBack(signOn.begin(BROWSER)));
      Answer others = answer(provider.comeBack(signOn.begin("c".repeat(43))));
      refused(
          Reason.STALE, () -> signOn.end(BROWSER, new Answer(mine.state(), others.code(), "", "")));
    }

    @ParameterizedTest
    @EnumSource(value = Signature.class, mode = EnumSource.Mode.EXCLUDE, names = "RIGHT")
    void token_signedByNobodyOrSomebodyElse_isRefused(Signature signature) {
      provider.signs(signature);
      refused(Reason.NOT_PROVEN, this::logIn);
      assertThat(signOn.logins()).doesNotContain("mori");
    }

    @ParameterizedTest
    @ValueSource(strings = {"aud", "iss", "nonce", "no nonce", "exp", "iat", "azp", "sub"})
    void token_forSomebodyElseOrAnotherTime_isRefused(String wrong) {
      Date hourAgo = Date.from(clock.instant().minus(Duration.ofHours(1)));
      provider.says(
          claims -> {
            claims.subject("4711").claim("preferred_username", "mori");
            return switch (wrong) {
              case "aud" -> claims.audience("another");
              case "iss" -> claims.issuer("https://evil.example");
              case "nonce" -> claims.claim("nonce", "another");
              case "no nonce" -> claims.claim("nonce", null);
              case "exp" -> claims.expirationTime(hourAgo);
              case "iat" -> claims.issueTime(Date.from(clock.instant().plus(Duration.ofHours(1))));
              case "azp" -> claims.audience(List.of("annai", "x")).claim("azp", "x");
              default -> claims.subject("あ");
            };
          });

      refused(Reason.NOT_PROVEN, this::logIn);

      assertThat(signOn.logins()).doesNotContain("mori");
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        mode = EnumSource.Mode.EXCLUDE,
        names = {"OAUTH_ERROR", "DRIPS"})
    void discovery_thatFails_isTriedAgainAfterAWhile(Fault fault) {
      provider.faults.put(DISCOVERY, fault);
      refused(Reason.PROVIDER, () -> signOn.begin(BROWSER));
      provider.faults.clear();
      refused(Reason.PROVIDER, () -> signOn.begin(BROWSER));
      assertThat(provider.takeVisits()).containsExactly(DISCOVERY);

      clock.advance(Duration.ofSeconds(4));

      assertThat(logIn().agent().login()).isEqualTo("mori");
    }

    @Test
    void discovery_ofAnotherIssuer_orWithoutHttps_isRefused() {
      provider.discovers(document -> document.put("issuer", provider.issuer() + "/"));
      refused(Reason.PROVIDER, () -> signOn.begin(BROWSER));
      clock.advance(Duration.ofMinutes(1));
      provider.discovers(document -> document.put("token_endpoint", "http://id.example.net/token"));
      refused(Reason.PROVIDER, () -> signOn.begin(BROWSER));
      clock.advance(Duration.ofMinutes(1));
      provider.discovers(document -> document.remove("jwks_uri"));
      refused(Reason.PROVIDER, () -> signOn.begin(BROWSER));
    }

    @Test
    void discovery_isReadOnceAnHour_andWhatWasReadStaysGoodWhenItFails() {
      logIn();
      logIn();
      assertThat(provider.takeVisits()).containsOnlyOnce(DISCOVERY);
      clock.advance(Duration.ofMinutes(61));
      provider.faults.put(DISCOVERY, Fault.ERROR_500);
      assertThat(logIn().agent().login()).isEqualTo("mori");
      assertThat(provider.takeVisits()).contains(DISCOVERY);
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void tokenEndpoint_thatFails_isToldAsTheProviders(Fault fault) {
      provider.faults.put("/token", fault);
      long began = System.nanoTime();
      refused(Reason.PROVIDER, this::logIn);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @EnumSource(
        value = Fault.class,
        names = {"ERROR_500", "GARBAGE", "TEN_MEGABYTES"})
    void keys_thatCantBeRead_areToldAsTheProviders(Fault fault) {
      provider.faults.put("/keys", fault);
      refused(Reason.PROVIDER, this::logIn);
    }

    @Test
    void keys_thatChange_areReadAgain() {
      logIn();
      provider.changesKeys();
      assertThat(logIn().agent().login()).isEqualTo("mori");
    }

    @Test
    void code_isRedeemedAsTheProviderWantsIt() {
      logIn();
      assertThat(provider.authentication()).isEqualTo("client_secret_basic");

      provider.discovers(
          document ->
              document.put("token_endpoint_auth_methods_supported", List.of("client_secret_post")));
      clock.advance(Duration.ofHours(2));
      logIn();
      assertThat(provider.authentication()).isEqualTo("client_secret_post");

      signOn = desk("preferred_username", "", null, false);
      logIn();
      assertThat(provider.authentication()).isEqualTo("none");
    }

    @Test
    void claims_thatOnlyUserInfoTells_count_whenTheyAreOfTheSameSubject() {
      signOn = desk("preferred_username", new Requirement("groups", "annai-agents"), false);
      provider.says(claims -> claims.subject("4711"));
      provider.tells(
          Map.of("sub", "4711", "preferred_username", "mori", "groups", List.of("annai-agents")));
      assertThat(logIn().agent().login()).isEqualTo("mori");

      provider.tells(
          Map.of("sub", "4712", "preferred_username", "mori", "groups", List.of("annai-agents")));
      refused(Reason.NOT_PROVEN, this::logIn);
      provider.faults.put("/userinfo", Fault.TEN_MEGABYTES);
      refused(Reason.PROVIDER, this::logIn);
    }

    @Test
    void email_countsOnlyWhenItIsVerified() {
      accounts.invite("ueda@example.net", "Ueda", Role.AGENT);
      signOn = desk("email", null, false);
      provider.says(claims -> claims.subject("1").claim("email", "Ueda@Example.net"));
      refused(Reason.NO_ACCOUNT, this::logIn);
      provider.says(
          claims ->
              claims
                  .subject("1")
                  .claim("email", "Ueda@Example.net")
                  .claim("email_verified", false));
      refused(Reason.NO_ACCOUNT, this::logIn);
      provider.says(
          claims ->
              claims.subject("1").claim("email", "Ueda@Example.net").claim("email_verified", true));
      assertThat(logIn().agent().login()).isEqualTo("ueda@example.net");
    }

    @Test
    void desk_withoutAProvider_hasNoLabelAndRefuses() {
      SingleSignOn none = new SingleSignOn(database, accounts, clock, null);
      assertThat(none.label()).isEmpty();
      refused(Reason.PROVIDER, () -> none.begin(BROWSER));
      refused(Reason.PROVIDER, () -> none.end(BROWSER, new Answer("s", "c", "", "")));
    }
  }
}
