package annai.connectors.probe.testmail;

import java.util.Optional;

/** An address that a customer sends an empty mail to: {@code check-<token>@<domain>}. */
public record TestMailAddress(String token, String domain) {

  private static final String PREFIX = "check-";

  public TestMailAddress {
    if (!Tokens.read(token).equals(Optional.of(token))) {
      throw new IllegalArgumentException(
          "Token '%s' must be one that Tokens made".formatted(token));
    }
  }

  /**
   * Reads a recipient as it stands in an SMTP envelope, in any case.
   *
   * @return empty if it is no test-mail address of this domain
   */
  public static Optional<TestMailAddress> parse(String recipient, String domain) {
    int at = recipient.lastIndexOf('@');
    if (at < PREFIX.length()
        || !recipient.substring(at + 1).equalsIgnoreCase(domain)
        || !recipient.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
      return Optional.empty();
    }
    return Tokens.read(recipient.substring(PREFIX.length(), at))
        .map(token -> new TestMailAddress(token, domain));
  }

  /** The address as the customer sees it. */
  @Override
  public String toString() {
    return PREFIX + token + "@" + domain;
  }
}
