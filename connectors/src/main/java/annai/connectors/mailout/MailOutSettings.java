package annai.connectors.mailout;

import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes outgoing mail, and how.
 *
 * @param login null where none is needed
 * @param from the sender's address, of the head and of the envelope; delivery failures go there
 * @param trusted certificate authorities; null for the JDK's
 */
public record MailOutSettings(
    String host,
    int port,
    Security security,
    @Nullable Login login,
    String from,
    @Nullable KeyStore trusted) {

  /** How the line is protected. */
  public enum Security {
    STARTTLS,
    IMPLICIT_TLS,
    NONE
  }

  /** A user's name and password. */
  public record Login(String name, String password) {
    @Override
    public String toString() {
      return "Login[name=" + name + "]";
    }
  }
}
