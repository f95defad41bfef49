package annai.bot.wiring;

import annai.connectors.TrustStore;
import annai.connectors.mailout.MailOutSettings;
import annai.connectors.mailout.MailOutSettings.Login;
import annai.connectors.mailout.MailOutSettings.Security;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server that takes mail to customers.
 *
 * @param host empty: no mail goes out
 * @param user empty where no login is needed
 * @param passwordFile a file that holds the password, instead
 * @param from the sender's address
 * @param trustStore PKCS12, JKS or PEM; empty for the JDK's
 */
@ConfigurationProperties(prefix = "annai.mail-out", ignoreUnknownFields = false)
public record MailOutProperties(
    @DefaultValue("") String host,
    @DefaultValue("587") int port,
    @DefaultValue("starttls") Security security,
    @DefaultValue("") String user,
    @DefaultValue("") String password,
    @DefaultValue("") String passwordFile,
    @DefaultValue("") String from,
    @DefaultValue("") String trustStore,
    @DefaultValue("changeit") String trustStorePassword) {

  boolean on() {
    return !host.isBlank();
  }

  /**
   * @param site where customers reach Annai
   * @throws IllegalArgumentException with all that is missing or wrong
   */
  MailOutSettings settings(String site) {
    List<String> problems = new ArrayList<>();
    if (from.isBlank()) {
      problems.add("annai.mail-out.from: empty, expected the sender's address");
    }
    if (site.isEmpty()) {
      problems.add(
          "annai.web.url: empty, expected where customers reach Annai, for the links in mails");
    }
    if (port < 1 || port > 65_535) {
      problems.add("annai.mail-out.port: %d, expected 1 to 65535".formatted(port));
    }
    if (security == Security.NONE && !user.isBlank()) {
      problems.add(
          "annai.mail-out.security: 'none' with a user, expected starttls or implicit-tls");
    }
    Login login = login(problems);
    KeyStore trusted = trusted(problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new MailOutSettings(host.strip(), port, security, login, from.strip(), trusted);
  }

  private @Nullable Login login(List<String> problems) {
    if (user.isBlank()) {
      return null;
    }
    String secret = password;
    if (secret.isEmpty() && !passwordFile.isBlank()) {
      try {
        secret = Files.readString(Path.of(passwordFile.strip())).strip();
      } catch (IOException _) {
        problems.add(
            "annai.mail-out.password-file: '%s' can't be read, expected a file that holds the password"
                .formatted(passwordFile));
        return null;
      }
    }
    if (secret.isEmpty()) {
      problems.add("annai.mail-out.password: empty, expected the password of '%s'".formatted(user));
    }
    return new Login(user.strip(), secret);
  }

  private @Nullable KeyStore trusted(List<String> problems) {
    if (trustStore.isBlank()) {
      return null;
    }
    try {
      return TrustStore.read(Path.of(trustStore.strip()), trustStorePassword);
    } catch (IOException _) {
      problems.add(
          "annai.mail-out.trust-store: '%s' can't be read, expected PKCS12, JKS or PEM with the password of trust-store-password"
              .formatted(trustStore));
      return null;
    }
  }

  @Override
  public String toString() {
    return "MailOutProperties[host=" + host + ", port=" + port + "]";
  }
}
