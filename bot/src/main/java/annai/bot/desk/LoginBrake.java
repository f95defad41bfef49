package annai.bot.desk;

import annai.bot.store.ProbeTryStore;
import annai.bot.store.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often somebody may try to come in, over all nodes: a login name ten times, an address sixty
 * times in a quarter of an hour.
 */
final class LoginBrake {

  private static final Duration WINDOW = Duration.ofMinutes(15);
  private static final int PER_LOGIN = 10;
  private static final int PER_ADDRESS = 60;

  private final ProbeTryStore tries;

  LoginBrake(ProbeTryStore tries) {
    this.tries = tries;
  }

  /**
   * Counts a try before it is made, so that many at once are not one.
   *
   * @param address empty when it is a proxy's that everybody comes through
   * @return how long to wait; empty when it may be made
   */
  Optional<Duration> hold(String login, String address, Instant now) {
    Optional<Duration> wait = hold(address, now);
    return wait.isPresent() ? wait : tries.take(hash("desk-login", login), PER_LOGIN, WINDOW, now);
  }

  /** Counts a try of whoever it is from an address. */
  Optional<Duration> hold(String address, Instant now) {
    return address.isEmpty()
        ? Optional.empty()
        : tries.take(hash("desk-address", address), PER_ADDRESS, WINDOW, now);
  }

  /** Forgets the tries of somebody who came in. */
  void release(String login) {
    tries.forget(hash("desk-login", login));
  }

  /** A password typed into the wrong field must not be kept. */
  private static String hash(String kind, String subject) {
    return Sha256.hex(kind + " " + subject);
  }
}
