package annai.bot.desk;

import annai.bot.desk.AccountRefusedException.Reason;
import annai.bot.store.Agent;
import annai.bot.store.Agent.Role;
import annai.bot.store.AgentStore;
import annai.bot.store.Database;
import annai.bot.store.ProbeTryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents' accounts: who may come in, by which code or password, and as what.
 *
 * <p>Refusals are {@link AccountRefusedException}s. Safe for use by many threads and processes.
 */
public final class AgentAccounts {

  private static final Logger LOG = LoggerFactory.getLogger(AgentAccounts.class);
  private static final int LONGEST_CODE = 100;
  private static final Duration INVITATION = Duration.ofDays(7);

  private final Database database;
  private final AgentStore store;
  private final LoginBrake brake;
  private final InstantSource clock;
  private final Passwords passwords = new Passwords();

  public AgentAccounts(Database database, InstantSource clock) {
    this.database = database;
    this.store = new AgentStore(database);
    this.brake = new LoginBrake(new ProbeTryStore(database));
    this.clock = clock;
  }

  /** What became of a login. */
  public sealed interface Login {
    /** Come in. */
    record Granted(Agent agent) implements Login {}

    /** No such account, disabled, or another password: nobody learns which. */
    record Refused() implements Login {}

    /** This login name or this address had its tries. */
    record TooManyTries(Duration retryAfter) implements Login {}
  }

  /**
   * An account that somebody is invited to.
   *
   * @param code good once, for seven days; kept nowhere
   */
  public record Invitation(Agent agent, String code) {
    @Override
    public String toString() {
      return "Invitation[" + agent.login() + "]";
    }
  }

  /** Whether nobody could manage accounts yet. */
  public boolean needsAdministrator() {
    return administrators(store.all()) == 0;
  }

  /** Draws the code for the first administrator; empty when there is one. Former codes end. */
  public Optional<String> drawSetupCode() {
    if (!needsAdministrator()) {
      return Optional.empty();
    }
    String code = OneTimeCode.draw();
    database.run(() -> store.putCode(OneTimeCode.hash(code), null, null));
    return Optional.of(code);
  }

  /** Makes the first administrator. */
  public Agent setUp(String code, String login, String name, String password) {
    Agent agent = newAgent(login, name, Role.ADMIN);
    String hash = passwords.accepted(password, agent.login());
    Agent first = with(agent, agent.role(), false, hash);
    database.run(
        () -> {
          if (code.length() > LONGEST_CODE || !store.useSetupCode(OneTimeCode.hash(code))) {
            throw wrongCode();
          }
          if (administrators(store.lockAll()) > 0) {
            throw wrongCode();
          }
          add(first);
          store.dropCodes(null);
        });
    LOG.info("The desk's first administrator is '{}'", first.login());
    return first;
  }

  /**
   * Lets somebody in who was invited, with a password of their own.
   *
   * @param code of an {@link Invitation}
   */
  public Agent join(String code, String password) {
    Instant now = clock.instant();
    if (code.length() > LONGEST_CODE) {
      throw wrongCode();
    }
    return database.inTransaction(
        () -> {
          Agent agent =
              store
                  .useCode(OneTimeCode.hash(code), now)
                  .flatMap(store::find)
                  .filter(found -> !found.disabled())
                  .orElseThrow(AgentAccounts::wrongCode);
          String hash = passwords.accepted(password, agent.login());
          Agent joined = with(agent, agent.role(), false, hash);
          store.update(joined, now);
          LOG.info("'{}' has joined the desk", joined.login());
          return joined;
        });
  }

  /**
   * Checks a password. An unknown login takes as long as a known one and is answered alike.
   *
   * @param address where it comes from; empty when many come from there
   */
  public Login logIn(String login, String password, String address) {
    String name = AgentNames.login(login);
    Optional<Duration> wait = brake.hold(name, address, clock.instant());
    if (wait.isPresent()) {
      return new Login.TooManyTries(wait.get());
    }
    Optional<Agent> agent = store.find(name);
    String hash = agent.filter(Agent::active).map(Agent::passwordHash).orElse(null);
    if (!passwords.matches(password, hash) || agent.isEmpty() || hash == null) {
      return new Login.Refused();
    }
    brake.release(name);
    return new Login.Granted(passwords.isOld(hash) ? rehashed(agent.get(), password) : agent.get());
  }

  /** Counts a try of a code; how long to wait, or empty when it may be made. */
  public Optional<Duration> holdCode(String address) {
    return address.isEmpty()
        ? Optional.empty()
        : brake.hold("code " + address, address, clock.instant());
  }

  /**
   * Counts a log-in without a name.
   *
   * @param address empty when many come from there
   * @return how long to wait; empty when it may be made
   */
  public Optional<Duration> holdLogIn(String address) {
    return brake.hold(address, clock.instant());
  }

  private Agent rehashed(Agent agent, String password) {
    Agent next = with(agent, agent.role(), agent.disabled(), passwords.hash(password));
    store.update(next, clock.instant());
    return next;
  }

  public Optional<Agent> find(String login) {
    return store.find(login);
  }

  /** Somebody's by a login name as somebody wrote it; other letters than ours are nobody's. */
  public Optional<Agent> findTyped(String login) {
    return AgentNames.isLogin(login) ? store.find(AgentNames.login(login)) : Optional.empty();
  }

  /**
   * Lets somebody in whom another authority vouches for. Who has not joined yet gets a password
   * that nobody knows, and their code ends.
   */
  public Agent admit(String login) {
    Agent agent =
        change(
            login,
            before ->
                before.passwordHash() != null
                    ? before
                    : with(before, before.role(), before.disabled(), unknownPassword()));
    database.run(() -> store.dropCodes(login));
    return agent;
  }

  /**
   * Makes an agent's account, to be {@link #admit admitted} to; empty when the login name is not of
   * the form of ours, or taken.
   *
   * @param name made to fit where it does not, or is taken
   */
  public Optional<Agent> provision(String login, String name) {
    return AgentNames.isLogin(login)
        ? AgentNames.fitting(name, login).stream()
            .map(fitting -> newAgent(login, fitting, Role.AGENT))
            .filter(agent -> database.inTransaction(() -> store.add(agent)))
            .findFirst()
        : Optional.empty();
  }

  private String unknownPassword() {
    return passwords.hash(Challenges.random());
  }

  /** All accounts by login. */
  public List<Agent> all() {
    return store.all();
  }

  /** Makes an account that a code lets somebody into. */
  public Invitation invite(String login, String name, Role role) {
    Agent agent = newAgent(login, name, role);
    return database.inTransaction(
        () -> {
          add(agent);
          return invitation(agent);
        });
  }

  /** Makes the password useless and draws a new code. */
  public Invitation reset(String login) {
    Agent agent = change(login, before -> with(before, before.role(), before.disabled(), null));
    return invitation(agent);
  }

  /** Lets somebody log in no longer. */
  public Agent disable(String login) {
    Agent agent = change(login, before -> with(before, before.role(), true, before.passwordHash()));
    store.dropCodes(login);
    return agent;
  }

  /** Lets somebody log in again. */
  public Agent enable(String login) {
    return change(login, before -> with(before, before.role(), false, before.passwordHash()));
  }

  public Agent changeRole(String login, Role role) {
    return change(login, before -> with(before, role, before.disabled(), before.passwordHash()));
  }

  /** Changes somebody's own password. */
  public Agent changePassword(String login, String present, String next) {
    Agent agent = store.find(login).orElseThrow(AgentAccounts::unknown);
    if (brake.hold("password of " + login, "", clock.instant()).isPresent()
        || !passwords.matches(present, agent.passwordHash())) {
      throw new AccountRefusedException(
          Reason.PASSWORD, "present: expected the password with which you log in");
    }
    brake.release("password of " + login);
    String hash = passwords.accepted(next, login);
    return change(login, before -> with(before, before.role(), before.disabled(), hash));
  }

  private Agent change(String login, UnaryOperator<Agent> change) {
    return database.inTransaction(
        () -> {
          List<Agent> all = store.lockAll();
          Agent before =
              all.stream()
                  .filter(agent -> agent.login().equals(login))
                  .findFirst()
                  .orElseThrow(AgentAccounts::unknown);
          Agent after = change.apply(before);
          if (isAdministrator(before) && !isAdministrator(after) && administrators(all) == 1) {
            throw new AccountRefusedException(
                Reason.LAST_ADMINISTRATOR,
                "'%s' is the last administrator; expected another one first".formatted(login));
          }
          store.update(after, clock.instant());
          return after;
        });
  }

  private Invitation invitation(Agent agent) {
    String code = OneTimeCode.draw();
    Instant expires = clock.instant().plus(INVITATION);
    database.run(() -> store.putCode(OneTimeCode.hash(code), agent.login(), expires));
    return new Invitation(agent, code);
  }

  private void add(Agent agent) {
    if (!store.add(agent)) {
      throw new AccountRefusedException(
          Reason.TAKEN, "login and name: expected ones that nobody has or had");
    }
  }

  private Agent newAgent(String login, String name, Role role) {
    String plainLogin = AgentNames.login(login);
    String plainName = AgentNames.name(name);
    if (!AgentNames.isLogin(plainLogin)) {
      throw new AccountRefusedException(
          Reason.MALFORMED, "login: expected 2 to 64 of a-z, 0-9, '.', '_', '@' and '-'");
    }
    if (!AgentNames.isName(plainName)) {
      throw new AccountRefusedException(
          Reason.MALFORMED,
          "name: expected 1 to %d letters and blanks".formatted(AgentNames.LONGEST));
    }
    return new Agent(plainLogin, plainName, role, false, null, clock.instant());
  }

  private static long administrators(List<Agent> all) {
    return all.stream().filter(AgentAccounts::isAdministrator).count();
  }

  private static boolean isAdministrator(Agent agent) {
    return agent.role() == Role.ADMIN && agent.active();
  }

  private static Agent with(Agent agent, Role role, boolean disabled, @Nullable String hash) {
    return new Agent(agent.login(), agent.name(), role, disabled, hash, agent.createdAt());
  }

  private static AccountRefusedException wrongCode() {
    return new AccountRefusedException(
        Reason.CODE, "code: expected one that was given out, not used yet and not too old");
  }

  private static AccountRefusedException unknown() {
    return new AccountRefusedException(Reason.UNKNOWN, "There is no such account");
  }
}
