package annai.connectors.ticket.rest;

import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a REST API is, and who we are there.
 *
 * @param system what people call it, for messages: "Jira"
 * @param api the address that every path is below
 * @param trusted null for the JDK's certificate authorities
 */
public record RestSite(
    String system, URI api, Credential credential, Timing timing, @Nullable KeyStore trusted) {

  /**
   * What is sent with every request to say who we are.
   *
   * @param header its name
   * @param secrets what must never stand in a message
   */
  public record Credential(String header, String value, List<String> secrets) {

    public Credential {
      secrets = List.copyOf(secrets);
    }

    @Override
    public String toString() {
      return "Credential[" + header + "]";
    }
  }

  /**
   * How long things may take.
   *
   * @param connect until a connection stands
   * @param request from a request to the end of its answer
   */
  public record Timing(Duration connect, Duration request) {}

  /** The text without the secrets that a server may have echoed. */
  String redacted(String text) {
    String redacted = text;
    for (String secret : credential.secrets()) {
      redacted = redacted.replace(secret, "***");
    }
    return redacted;
  }
}
