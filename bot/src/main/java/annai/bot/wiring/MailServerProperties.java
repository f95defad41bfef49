package annai.bot.wiring;

import annai.connectors.TrustStore;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The provider's submission server, as it is probed.
 *
 * @param host empty for demonstration mode
 * @param certificateName empty where it is the host
 * @param resolver a name server as "host:port"; empty for the machine's own
 * @param trustStore PKCS12, JKS or PEM; empty for the JDK's
 */
@ConfigurationProperties(prefix = "annai.mail-server", ignoreUnknownFields = false)
public record MailServerProperties(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Security security,
    @DefaultValue("") String certificateName,
    @DefaultValue("") String resolver,
    @DefaultValue("") String trustStore,
    @DefaultValue("changeit") String trustStorePassword) {

  ProbeTarget target() {
    return new ProbeTarget(host, port, security, orNull(certificateName), orNull(resolver));
  }

  private static @Nullable String orNull(String text) {
    return text.isBlank() ? null : text;
  }

  Optional<KeyStore> trusted() {
    if (trustStore.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(TrustStore.read(Path.of(trustStore), trustStorePassword));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "annai.mail-server.trust-store: '%s' can't be read; expected PKCS12, JKS or PEM with the password of trust-store-password"
              .formatted(trustStore),
          e);
    }
  }

  @Override
  public String toString() {
    return "MailServerProperties[host=" + host + ", port=" + port + "]";
  }
}
