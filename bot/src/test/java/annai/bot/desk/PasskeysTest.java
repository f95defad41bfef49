package annai.bot.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.bot.desk.AccountRefusedException.Reason;
import annai.bot.desk.Passkeys.Attestation;
import annai.bot.desk.Passkeys.Entry;
import annai.bot.desk.Passkeys.Offer;
import annai.bot.desk.Passkeys.Proof;
import annai.bot.desk.Passkeys.Site;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.Database;
import annai.bot.store.Passkey;
import annai.bot.store.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PasskeysTest {

  private static final String PASSWORD = "correct horse 馬";
  private static final String BROWSER = "the page's token";
  private static final String ORIGIN = "https://help.example.net";
  private static final Site SITE = new Site("help.example.net", ORIGIN);

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

  @SuppressWarnings("NullAway.Init") // set before each test
  abstract static class OnDatabase {

    private final TestDatabases kind;
    private final SettableClock clock = new SettableClock();
    private Database database;
    private AgentAccounts accounts;
    private Passkeys passkeys;
    private Agent mori;

    OnDatabase(TestDatabases kind) {
      this.kind = kind;
    }

    @BeforeEach
    void open() {
      database = kind.open();
      accounts = new AgentAccounts(database, clock);
      accounts.setUp(accounts.drawSetupCode().orElseThrow(), "sato", "佐藤", PASSWORD);
      mori = accounts.join(accounts.invite("mori", "Mori", Role.AGENT).code(), PASSWORD);
      passkeys = new Passkeys(database, clock);
    }

    @AfterEach
    void close() {
      database.close();
    }

    private static SoftAuthenticator authenticator() {
      return new SoftAuthenticator(SITE.rpId(), ORIGIN);
    }

    private Passkey added(SoftAuthenticator authenticator, String label) {
      Offer offer = passkeys.offer(mori, BROWSER);
      Attestation made = authenticator.make(offer.challenge(), offer.userHandle());
      return passkeys.add(mori, BROWSER, SITE, label, made);
    }

    private Optional<Entry> logIn(SoftAuthenticator authenticator) {
      return passkeys.logIn(BROWSER, SITE, authenticator.prove(passkeys.challenge(BROWSER)));
    }

    private static void refused(Reason reason, ThrowingCallable work) {
      assertThatExceptionOfType(AccountRefusedException.class)
          .isThrownBy(work)
          .satisfies(refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    @Test
    void passkey_added_letsItsAgentIn_andTellsWhenItDid() {
      SoftAuthenticator laptop = authenticator();
      Passkey passkey = added(laptop, " ノート ");
      assertThat(passkeys.of("mori")).containsExactly(passkey);
      assertThat(passkey.label()).isEqualTo("ノート");
      clock.advance(Duration.ofHours(1));

      Entry entry = logIn(laptop).orElseThrow();

      assertThat(entry).isEqualTo(new Entry(mori, passkey.id()));
      Passkey used = passkeys.of("mori").getFirst();
      assertThat(used.lastUsedAt()).isEqualTo(clock.instant());
      assertThat(used.key().signCount()).isEqualTo(2);
      assertThat(logIn(laptop)).isPresent();
    }

    @Test
    void offers_ofOneAgent_haveOneHandleAndKnowWhatIsThere() {
      SoftAuthenticator laptop = authenticator();
      Passkey first = added(laptop, "Laptop");

      Offer next = passkeys.offer(mori, BROWSER);

      assertThat(next.userHandle()).isEqualTo(first.key().userHandle());
      assertThat(next.known()).hasSize(1);
      assertThat(next.known().getFirst().transports()).containsExactly("internal");
      assertThat(next.known().getFirst().credentialId()).isEqualTo(laptop.prove("x").id());
      assertThat(passkeys.offer(accounts.find("sato").orElseThrow(), BROWSER).userHandle())
          .isNotEqualTo(first.key().userHandle());
    }

    @Test
    void logIn_withAnotherAnswer_isRefused() {
      SoftAuthenticator laptop = authenticator();
      Passkey passkey = added(laptop, "Laptop");

      assertThat(passkeys.logIn(BROWSER, SITE, laptop.prove(Challenges.random()))).isEmpty();
      String challenge = passkeys.challenge(BROWSER);
      assertThat(passkeys.logIn("another browser", SITE, laptop.prove(challenge))).isEmpty();
      assertThat(passkeys.logIn(BROWSER, SITE, laptop.prove(challenge)))
          .as("a challenge that somebody else used up")
          .isEmpty();
      String other = passkeys.offer(mori, BROWSER).challenge();
      assertThat(passkeys.logIn(BROWSER, SITE, laptop.prove(other)))
          .as("a challenge for an addition")
          .isEmpty();
      assertThat(logIn(authenticator())).as("an unknown credential").isEmpty();
      Proof proof = laptop.prove(passkeys.challenge(BROWSER));
      Proof forged =
          new Proof(
              proof.id(),
              proof.userHandle(),
              proof.clientDataJson(),
              proof.authenticatorData(),
              laptop.prove("x").signature());
      assertThat(passkeys.logIn(BROWSER, SITE, forged)).as("another signature").isEmpty();
      assertThat(passkeys.logIn(BROWSER, SITE, new Proof("?", "?", "?", "?", "?"))).isEmpty();
      assertThat(passkeys.logIn(BROWSER, SITE, new Proof("AA", "AA", "e30", "AA", "AA"))).isEmpty();
      assertThat(logIn(laptop.of("AAAA"))).as("another agent's handle").isEmpty();
      laptop.of(passkey.key().userHandle());
      assertThat(logIn(laptop.at("https://help.example.org"))).as("a foreign origin").isEmpty();
      assertThat(logIn(laptop.at(ORIGIN))).isPresent();
      assertThat(logIn(laptop.unverified())).as("nobody verified").isEmpty();
    }

    @Test
    void logIn_withAnAnswerThatWasUsed_isRefused() {
      SoftAuthenticator laptop = authenticator();
      added(laptop, "Laptop");
      Proof proof = laptop.prove(passkeys.challenge(BROWSER));
      assertThat(passkeys.logIn(BROWSER, SITE, proof)).isPresent();

      assertThat(passkeys.logIn(BROWSER, SITE, proof)).isEmpty();
    }

    @Test
    void logIn_afterFiveMinutes_isRefused() {
      SoftAuthenticator laptop = authenticator();
      added(laptop, "Laptop");
      String challenge = passkeys.challenge(BROWSER);
      clock.advance(Passkeys.patience().plusSeconds(1));

      assertThat(passkeys.logIn(BROWSER, SITE, laptop.prove(challenge))).isEmpty();
    }

    @Test
    void logIn_withACounterThatWentBack_isRefused() {
      SoftAuthenticator key = authenticator();
      added(key, "Key");
      assertThat(logIn(key.counting(7))).isPresent();

      assertThat(logIn(key.counting(7))).isEmpty();
      assertThat(logIn(key.counting(3))).isEmpty();
      assertThat(logIn(key.counting(8))).isPresent();
    }

    @Test
    void logIn_ofAnAuthenticatorWithoutACounter_isGoodEachTime() {
      SoftAuthenticator phone = authenticator().counting(0);
      added(phone, "Phone");

      assertThat(logIn(phone.counting(0))).isPresent();
      assertThat(logIn(phone.counting(0))).isPresent();
    }

    @Test
    void logIn_ofWhoIsDisabledOrReset_isRefused() {
      SoftAuthenticator laptop = authenticator();
      added(laptop, "Laptop");
      accounts.disable("mori");
      assertThat(logIn(laptop)).isEmpty();
      accounts.enable("mori");
      assertThat(logIn(laptop)).isPresent();
      accounts.reset("mori");

      assertThat(logIn(laptop)).isEmpty();
    }

    @Test
    void remove_ends_whatItLetIn() {
      SoftAuthenticator laptop = authenticator();
      Passkey passkey = added(laptop, "Laptop");
      assertThat(passkeys.counts()).isEqualTo(Map.of("mori", 1));
      refused(Reason.UNKNOWN, () -> passkeys.remove("sato", passkey.id()));

      passkeys.remove("mori", passkey.id());

      assertThat(logIn(laptop)).isEmpty();
      assertThat(passkeys.of("mori")).isEmpty();
      assertThat(passkeys.counts()).isEmpty();
    }

    @Test
    void add_whatProvesNothing_isRefused() {
      Agent sato = accounts.find("sato").orElseThrow();
      for (SoftAuthenticator wrong :
          List.of(
              authenticator().unverified(),
              authenticator().at("https://help.example.org"),
              new SoftAuthenticator("example.net", ORIGIN))) {
        refused(Reason.PASSKEY, () -> added(wrong, "Laptop"));
      }
      Offer offer = passkeys.offer(mori, BROWSER);
      Attestation made = authenticator().make(offer.challenge(), offer.userHandle());
      refused(Reason.PASSKEY, () -> passkeys.add(sato, BROWSER, SITE, "Laptop", made));
      refused(Reason.PASSKEY, () -> passkeys.add(mori, BROWSER, SITE, "Laptop", made));
      Attestation unasked = authenticator().make(passkeys.challenge(BROWSER), "AAAA");
      refused(Reason.PASSKEY, () -> passkeys.add(mori, BROWSER, SITE, "Laptop", unasked));
      Attestation empty = new Attestation("e30", "oA", List.of());
      refused(Reason.PASSKEY, () -> passkeys.add(mori, BROWSER, SITE, "Laptop", empty));
      refused(Reason.MALFORMED, () -> added(authenticator(), "a\nb"));
      refused(Reason.MALFORMED, () -> added(authenticator(), "x".repeat(61)));

      assertThat(passkeys.of("mori")).isEmpty();
    }

    @Test
    void add_oneThatIsThere_isRefused() {
      SoftAuthenticator laptop = authenticator();
      added(laptop, "Laptop");

      refused(Reason.TAKEN, () -> added(laptop, "Again"));
    }

    @Test
    void add_moreThanTen_isRefused() {
      Offer early = passkeys.offer(mori, BROWSER);
      for (int i = 0; i < Passkeys.MOST; i++) {
        added(authenticator(), "Key " + i);
      }

      refused(Reason.TOO_MANY_PASSKEYS, () -> passkeys.offer(mori, BROWSER));
      Attestation late = authenticator().make(early.challenge(), early.userHandle());
      refused(Reason.TOO_MANY_PASSKEYS, () -> passkeys.add(mori, BROWSER, SITE, "Late", late));
      assertThat(passkeys.of("mori")).hasSize(Passkeys.MOST);
    }
  }
}
