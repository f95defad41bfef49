package annai.bot.desk.oidc;

import annai.bot.desk.AgentAccounts;
import annai.bot.desk.Challenges;
import annai.bot.desk.oidc.OpenIdProvider.Secrets;
import annai.bot.desk.oidc.SignOnRefusedException.Reason;
import annai.bot.desk.oidc.SignOnRules.Requirement;
import annai.bot.store.Agent;
import annai.bot.store.AgentStore;
import annai.bot.store.Database;
import annai.bot.store.DeskChallengeStore.Challenge;
import annai.bot.store.DeskChallengeStore.Purpose;
import annai.bot.store.SignOn;
import annai.bot.store.SignOnStore;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Coming in by the provider's own OpenID Connect provider. At the first log-in a claim names the
 * account; from then on only the pair of issuer and subject counts.
 *
 * <p>Refusals are {@link SignOnRefusedException}s. Safe for use by many threads and processes.
 */
public final class SingleSignOn {

  private static final Logger LOG = LoggerFactory.getLogger(SingleSignOn.class);

  private final Database database;
  private final AgentStore agents;
  private final SignOnStore store;
  private final Challenges challenges;
  private final AgentAccounts accounts;
  private final InstantSource clock;
  private final @Nullable SignOnRules rules;
  private final @Nullable OpenIdProvider provider;

  /**
   * @param rules null when it is not set up
   */
  public SingleSignOn(
      Database database, AgentAccounts accounts, InstantSource clock, @Nullable SignOnRules rules) {
    this.database = database;
    this.agents = new AgentStore(database);
    this.store = new SignOnStore(database);
    this.challenges = new Challenges(database, clock);
    this.accounts = accounts;
    this.clock = clock;
    this.rules = rules;
    this.provider = rules == null ? null : new OpenIdProvider(rules, clock);
  }

  /**
   * What the provider sends a browser back with; empty where it says nothing.
   *
   * @param error a code of RFC 6749, section 4.1.2.1; from a stranger
   * @param issuer of RFC 9207
   */
  public record Answer(String state, String code, String error, String issuer) {
    @Override
    public String toString() {
      return "Answer[***]";
    }
  }

  /** How somebody came in. */
  public enum Way {
    /** As before. */
    AGAIN,
    /** For the first time, with an account that they came in to before by a password. */
    BOUND,
    /** For the first time at all. */
    JOINED
  }

  /** Somebody who came in. */
  public record Entry(Agent agent, Way way) {}

  /** What agents call the provider; empty when single sign-on is not set up. */
  public Optional<String> label() {
    return Optional.ofNullable(rules).map(SignOnRules::label);
  }

  /** How long a log-in may take. */
  public static Duration patience() {
    return Challenges.goodFor(Purpose.SINGLE_SIGN_ON);
  }

  /**
   * Begins a log-in.
   *
   * @param browser what only that browser has
   * @return where to send it
   */
  public URI begin(String browser) {
    OpenIdProvider to = provider();
    to.check();
    Secrets secrets = new Secrets(Challenges.random(), Challenges.random());
    String state =
        challenges.draw(
            Purpose.SINGLE_SIGN_ON, browser, null, secrets.nonce() + " " + secrets.verifier());
    return to.authorization(state, secrets);
  }

  /** Ends a log-in: lets in whom the provider knows and an account here is for. */
  public Entry end(String browser, Answer answer) {
    OpenIdProvider from = provider();
    Challenge begun =
        challenges
            .use(answer.state(), Purpose.SINGLE_SIGN_ON, browser)
            .orElseThrow(
                () -> refused(Reason.STALE, "No such log-in was begun in this browser lately"));
    requireCode(answer);
    String[] kept = begun.kept().split(" ", 2);
    Claims claims = from.redeem(answer.code(), answer.state(), new Secrets(kept[0], kept[1]));
    Requirement required = rules().requirement();
    if (required != null && !claims.meet(required)) {
      throw refused(
          Reason.NOT_PERMITTED,
          "'%s' has no %s '%s'".formatted(claims.subject(), required.claim(), required.value()));
    }
    return database.inTransaction(() -> entry(claims));
  }

  private void requireCode(Answer answer) {
    if (!answer.issuer().isEmpty() && !answer.issuer().equals(rules().issuer())) {
      throw refused(Reason.NOT_PROVEN, "The answer is another provider's");
    }
    if (answer.error().equals("access_denied")) {
      throw refused(Reason.CANCELLED, "The provider answers access_denied");
    }
    if (!answer.error().isEmpty() || answer.code().isEmpty()) {
      boolean plain = answer.error().matches("[a-z_]{1,60}");
      throw refused(
          Reason.PROVIDER,
          "The provider answers no code, but " + (plain ? answer.error() : "something else"));
    }
  }

  private Entry entry(Claims claims) {
    agents.lockAll();
    Optional<SignOn> bound = store.find(claims.issuer(), claims.subject());
    if (bound.isPresent()) {
      String login = bound.get().login();
      Agent agent = enabled(accounts.find(login).orElseThrow());
      if (!agent.active()) {
        throw refused(Reason.NOT_FINISHED, "'%s' has a new code to use first".formatted(login));
      }
      store.used(login, clock.instant());
      return new Entry(agent, Way.AGAIN);
    }
    return first(claims);
  }

  private Entry first(Claims claims) {
    String name = claims.account(rules().accountClaim()).orElse("");
    Optional<Agent> known = accounts.findTyped(name);
    if (known.isEmpty() && !rules().provision()) {
      throw refused(
          Reason.NO_ACCOUNT,
          "Nobody here has the login name that %s gives"
              .formatted(name.isEmpty() ? "no claim" : rules().accountClaim()));
    }
    Agent agent =
        enabled(known.orElseGet(() -> provisioned(name, claims.text("name").orElse(name))));
    Agent admitted = accounts.admit(agent.login());
    if (!store.add(
        new SignOn(agent.login(), claims.issuer(), claims.subject(), clock.instant(), null))) {
      throw refused(
          Reason.OTHER_ACCOUNT,
          "'%s' is another subject than '%s'".formatted(agent.login(), claims.subject()));
    }
    LOG.info("'{}' is '{}' at the OpenID Connect provider", agent.login(), claims.subject());
    return new Entry(admitted, agent.active() ? Way.BOUND : Way.JOINED);
  }

  private Agent provisioned(String login, String name) {
    return accounts
        .provision(login, name)
        .orElseThrow(
            () ->
                refused(
                    Reason.NO_ACCOUNT,
                    "No account can be made of what the provider tells of them"));
  }

  private static Agent enabled(Agent agent) {
    if (agent.disabled()) {
      throw refused(Reason.DISABLED, "'%s' is disabled".formatted(agent.login()));
    }
    return agent;
  }

  /** Who comes in by it. */
  public Set<String> logins() {
    return store.logins();
  }

  /** Forgets who an agent is at the provider; false when that was not known. */
  public boolean remove(String login) {
    return store.remove(login);
  }

  private OpenIdProvider provider() {
    if (provider == null) {
      throw refused(Reason.PROVIDER, "Single sign-on is not set up");
    }
    return provider;
  }

  private SignOnRules rules() {
    if (rules == null) {
      throw refused(Reason.PROVIDER, "Single sign-on is not set up");
    }
    return rules;
  }

  private static SignOnRefusedException refused(Reason reason, String message) {
    return new SignOnRefusedException(reason, message);
  }
}
