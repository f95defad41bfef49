package annai.bot.desk;

import annai.bot.desk.AccountRefusedException.Reason;
import annai.bot.store.Agent;
import annai.bot.store.AgentStore;
import annai.bot.store.Database;
import annai.bot.store.DeskChallengeStore.Challenge;
import annai.bot.store.DeskChallengeStore.Purpose;
import annai.bot.store.Passkey;
import annai.bot.store.PasskeyStore;
import annai.bot.store.Sha256;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.util.exception.WebAuthnException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import java.text.Normalizer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agents' passkeys: added by who is logged in, and then enough to come in by.
 *
 * <p>Refusals of an addition are {@link AccountRefusedException}s. Safe for use by many threads and
 * processes.
 */
public final class Passkeys {

  /** How many an agent may have. */
  public static final int MOST = 10;

  private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
  private static final int LONGEST_LABEL = 60;

  private final Database database;
  private final AgentStore agents;
  private final PasskeyStore store;
  private final Challenges challenges;
  private final InstantSource clock;
  private final PasskeyVerifier verifier = new PasskeyVerifier();

  public Passkeys(Database database, InstantSource clock) {
    this.database = database;
    this.agents = new AgentStore(database);
    this.store = new PasskeyStore(database);
    this.challenges = new Challenges(database, clock);
    this.clock = clock;
  }

  /**
   * Where the desk is opened.
   *
   * @param rpId the host, which passkeys are bound to
   * @param origin such as {@code https://help.example.net}, without a slash at the end
   */
  public record Site(String rpId, String origin) {}

  /**
   * What a browser needs to make one.
   *
   * @param challenge base64url
   * @param userHandle base64url
   * @param known those that the agent has already
   */
  public record Offer(String challenge, String userHandle, List<Known> known) {}

  /**
   * One that is there.
   *
   * @param credentialId base64url
   */
  public record Known(String credentialId, List<String> transports) {}

  /** What an authenticator answers when it made one; base64url. */
  public record Attestation(
      String clientDataJson, String attestationObject, List<String> transports) {}

  /**
   * What an authenticator answers when somebody comes in; base64url.
   *
   * @param id the credential's
   */
  public record Proof(
      String id,
      String userHandle,
      String clientDataJson,
      String authenticatorData,
      String signature) {}

  /**
   * Somebody who came in.
   *
   * @param passkey the id of the one that they came by
   */
  public record Entry(Agent agent, String passkey) {}

  /** The algorithms that are understood, by their COSE numbers, the preferred one first. */
  public static List<Long> algorithms() {
    return PasskeyVerifier.ALGORITHMS;
  }

  /** How long a challenge is good for. */
  public static Duration patience() {
    return Challenges.goodFor(Purpose.PASSKEY_LOG_IN);
  }

  /** Begins adding one. */
  public Offer offer(Agent agent, String browser) {
    List<Passkey> known = store.of(agent.login());
    if (known.size() >= MOST) {
      throw tooMany();
    }
    String handle = known.isEmpty() ? Challenges.random() : known.getFirst().key().userHandle();
    return new Offer(
        challenges.draw(Purpose.ADD_PASSKEY, browser, agent.login(), handle),
        handle,
        known.stream()
            .map(one -> new Known(verifier.credentialId(one.key()), one.key().transports()))
            .toList());
  }

  /** Adds the one that was made after {@link #offer}. */
  public Passkey add(Agent agent, String browser, Site site, String label, Attestation answer) {
    String plain = label(label);
    try {
      RegistrationData data = verifier.read(answer);
      Challenge challenge =
          challenges
              .use(
                  PasskeyVerifier.challenge(data.getCollectedClientData()),
                  Purpose.ADD_PASSKEY,
                  browser)
              .filter(found -> agent.login().equals(found.login()))
              .orElseThrow(Passkeys::notAccepted);
      Passkey.Key key = verifier.verified(data, site, challenge.kept());
      Passkey passkey =
          new Passkey(
              id(PasskeyVerifier.text(PasskeyVerifier.credentialId(data))),
              agent.login(),
              plain,
              key,
              clock.instant(),
              null);
      database.run(() -> keep(passkey));
      LOG.info("'{}' added a passkey", agent.login());
      return passkey;
    } catch (WebAuthnException | IllegalArgumentException e) {
      LOG.info("A new passkey of '{}' was not accepted: {}", agent.login(), e.toString());
      throw notAccepted();
    }
  }

  private void keep(Passkey passkey) {
    agents.lockAll();
    if (store.of(passkey.login()).size() >= MOST) {
      throw tooMany();
    }
    if (!store.add(passkey)) {
      throw new AccountRefusedException(
          Reason.TAKEN, "passkey: expected one that is not at the desk yet");
    }
  }

  /** Begins coming in by one; nobody says who they are. */
  public String challenge(String browser) {
    return challenges.draw(Purpose.PASSKEY_LOG_IN, browser, null, "");
  }

  /** Lets in who has a passkey; empty when it proves nothing, for whatever reason. */
  public Optional<Entry> logIn(String browser, Site site, Proof proof) {
    try {
      AuthenticationData data = verifier.read(proof);
      String challenge = PasskeyVerifier.challenge(data.getCollectedClientData());
      return challenges.use(challenge, Purpose.PASSKEY_LOG_IN, browser).isEmpty()
          ? Optional.empty()
          : database.inTransaction(() -> entry(data, site, proof));
    } catch (MaliciousCounterValueException e) {
      LOG.warn(
          "The counter of passkey {} went back: there may be a copy of it. It was refused; "
              + "remove it if that goes on",
          id(proof.id()));
      return Optional.empty();
    } catch (WebAuthnException | IllegalArgumentException e) {
      LOG.info("A passkey was not accepted: {}", e.toString());
      return Optional.empty();
    }
  }

  private Optional<Entry> entry(AuthenticationData data, Site site, Proof proof) {
    String id = id(proof.id());
    Optional<Passkey> passkey =
        store.lock(id).filter(found -> found.key().userHandle().equals(proof.userHandle()));
    Optional<Agent> agent =
        passkey.flatMap(found -> agents.find(found.login())).filter(Agent::active);
    if (passkey.isEmpty() || agent.isEmpty()) {
      return Optional.empty();
    }
    Passkey.Key now = verifier.verified(data, site, passkey.get().key());
    store.used(id, now.signCount(), now.backedUp(), clock.instant());
    return Optional.of(new Entry(agent.get(), id));
  }

  /** An agent's, in the order in which they were added. */
  public List<Passkey> of(String login) {
    return store.of(login);
  }

  /** How many each agent has, by login; nothing of those who have none. */
  public Map<String, Integer> counts() {
    return store.counts();
  }

  /** Removes one of an agent's. */
  public void remove(String login, String id) {
    if (!store.remove(login, id)) {
      throw new AccountRefusedException(Reason.UNKNOWN, "There is no such passkey");
    }
    LOG.info("A passkey of '{}' was removed", login);
  }

  /** The base64url that a browser sends has no padding; decoded it is the same anyway. */
  private static String id(String credentialId) {
    return Sha256.hex(PasskeyVerifier.text(PasskeyVerifier.bytes(credentialId)));
  }

  private static String label(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
    boolean readable = plain.codePoints().noneMatch(Character::isISOControl);
    if (!readable || plain.isEmpty() || plain.length() > LONGEST_LABEL) {
      throw new AccountRefusedException(
          Reason.MALFORMED, "label: expected 1 to %d characters".formatted(LONGEST_LABEL));
    }
    return plain;
  }

  private static AccountRefusedException tooMany() {
    return new AccountRefusedException(
        Reason.TOO_MANY_PASSKEYS, "There are %d passkeys; expected fewer".formatted(MOST));
  }

  private static AccountRefusedException notAccepted() {
    return new AccountRefusedException(
        Reason.PASSKEY,
        "passkey: expected one made for this address, with the user verified, by this browser in"
            + " the last five minutes");
  }
}
