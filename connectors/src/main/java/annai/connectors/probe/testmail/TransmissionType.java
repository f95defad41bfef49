package annai.connectors.probe.testmail;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Received field says after "with" (RFC 3848, RFC 6531): how the mail came, whether over TLS
 * and whether after a login.
 */
record TransmissionType(boolean overTls, boolean authenticated) {

  private static final Pattern REGISTERED = Pattern.compile("(?:ESMTP|UTF8SMTP)(S?)(A?)|SMTPS?");

  /** Empty for anything that isn't SMTP from a mail client or server. */
  static Optional<TransmissionType> of(String with) {
    Matcher matcher = REGISTERED.matcher(with.toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new TransmissionType(
            "S".equals(matcher.group(1)) || with.equalsIgnoreCase("SMTPS"),
            "A".equals(matcher.group(2))));
  }
}
