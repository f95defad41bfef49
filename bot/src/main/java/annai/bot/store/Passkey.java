package annai.bot.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent comes in with instead of a password (W3C Web Authentication, Level 3).
 *
 * @param id SHA-256 of the credential's id, in hex
 * @param login whose
 * @param label what the agent calls it
 * @param lastUsedAt null until it is used
 */
public record Passkey(
    String id, String login, String label, Key key, Instant addedAt, @Nullable Instant lastUsedAt) {

  /**
   * What is known of its key.
   *
   * @param userHandle drawn for the agent, base64url
   * @param credential the attested credential data, with the public key, base64url
   * @param transports how it can be reached, such as "internal" or "usb"
   * @param signCount the authenticator's counter; 0 where it keeps none
   * @param backupEligible whether it can be on more than one device
   * @param backedUp whether it is
   */
  public record Key(
      String userHandle,
      String credential,
      List<String> transports,
      long signCount,
      boolean backupEligible,
      boolean backedUp) {

    public Key {
      transports = List.copyOf(transports);
    }
  }
}
