package annai.bot.runtime;

import annai.bot.store.InstallationKey;
import annai.bot.store.Stores;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Links by which a browser fetches a file without a token; good for five minutes.
 *
 * <p>A link names the file and its last second, under an HMAC-SHA256 with a key of this
 * installation.
 */
public final class FileLinks {

  /** How long a link is good. */
  public static final Duration VALIDITY = Duration.ofMinutes(5);

  private static final String PURPOSE = "annai file link ";

  /**
   * A link.
   *
   * @param path below the site's root, as the pages are, with its query
   */
  public record Link(String path, Instant expires) {}

  private final InstallationKey key;
  private final InstantSource clock;

  public FileLinks(Stores stores, InstantSource clock) {
    this.key = new InstallationKey(stores.conversations(), "file-link-key");
    this.clock = clock;
  }

  /** A new link to a file. */
  public Link issue(String file) {
    Instant expires = Instant.ofEpochSecond(clock.instant().plus(VALIDITY).getEpochSecond());
    return new Link(
        "files/%s?expires=%d&signature=%s"
            .formatted(file, expires.getEpochSecond(), mac(file, expires.getEpochSecond())),
        expires);
  }

  /** Whether a link is one of ours and still good. */
  public boolean isGood(String file, long expires, String signature) {
    boolean ours =
        MessageDigest.isEqual(
            mac(file, expires).getBytes(StandardCharsets.UTF_8),
            signature.getBytes(StandardCharsets.UTF_8));
    return ours && clock.instant().getEpochSecond() < expires;
  }

  private String mac(String file, long expires) {
    return key.mac(PURPOSE + file + " " + expires);
  }
}
