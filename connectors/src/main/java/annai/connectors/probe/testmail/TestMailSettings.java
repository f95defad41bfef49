package annai.connectors.probe.testmail;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Locale;

/**
 * Where test mails are received and who hands them over.
 *
 * @param bindAddress an IP address; a loopback or private one, reached by the provider's relay
 * @param port 0 for a free one
 * @param domain of the test-mail addresses; a local domain of the provider, so that a mail sent
 *     with the old settings arrives too
 * @param validity how long an address is open; counted by whoever keeps the tokens
 */
public record TestMailSettings(
    String bindAddress, int port, String domain, MailHosts hosts, Duration validity) {

  public static final Duration VALIDITY = Duration.ofMinutes(30);

  public TestMailSettings {
    try {
      InetAddress.ofLiteral(bindAddress);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Bind address '%s' must be an IP address".formatted(bindAddress), e);
    }
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("Port %d must be between 0 and 65535".formatted(port));
    }
    domain = domain.toLowerCase(Locale.ROOT);
    if (!domain.matches("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})+") || domain.length() > 200) {
      throw new IllegalArgumentException(
          "Test-mail domain '%s' must be a domain name such as check.example.net"
              .formatted(domain));
    }
    if (validity.isNegative() || validity.isZero()) {
      throw new IllegalArgumentException("Validity %s must be positive".formatted(validity));
    }
  }
}
