package annai.connectors.probe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the TLS handshake showed, kept also for a certificate that was refused.
 *
 * @param problem why the certificate was refused; null when it was not
 */
public record TlsFacts(
    String protocol,
    String cipherSuite,
    @Nullable String subject,
    @Nullable String issuer,
    List<String> names,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    @Nullable String problem) {

  public TlsFacts {
    names = List.copyOf(names);
  }
}
