package annai.connectors.probe;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mail server that may be probed. Comes from the settings or the command line, never from a
 * customer.
 *
 * @param host what is connected to
 * @param verifyName the name that the certificate must have; null means {@code host}
 * @param resolver the name server to ask as "host:port"; null means the machine's own
 */
public record ProbeTarget(
    String host,
    int port,
    Security security,
    @Nullable String verifyName,
    @Nullable String resolver) {

  public ProbeTarget {
    if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw new IllegalArgumentException("Host '%s' must be a name or an address".formatted(host));
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("Port %d must be between 1 and 65535".formatted(port));
    }
  }

  public static ProbeTarget startTls(String host, int port) {
    return new ProbeTarget(host, port, Security.STARTTLS, null, null);
  }

  /** The name that the certificate must have. */
  public String certificateName() {
    return Optional.ofNullable(verifyName).orElse(host);
  }

  /** "host:port", the key under which results without credentials are shared. */
  public String key() {
    return host + ":" + port;
  }

  public enum Security {
    /** Plain first, then STARTTLS (RFC 3207), which is required. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314). */
    IMPLICIT_TLS
  }
}
