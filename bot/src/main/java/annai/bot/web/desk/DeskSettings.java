package annai.bot.web.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The desk, {@code annai.desk.*}.
 *
 * @param url where agents open Annai, such as {@code https://help.example.net}; with https the
 *     cookies are for https only, also behind a proxy; empty when it isn't known
 * @param idle how long a session lasts without anything being done
 * @param session how long it lasts at most
 * @param audit how long what agents did is kept
 */
@ConfigurationProperties(prefix = "annai.desk", ignoreUnknownFields = false)
public record DeskSettings(
    @DefaultValue("") String url,
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration session,
    @DefaultValue("365d") Duration audit) {

  public DeskSettings {
    url = url.strip().replaceAll("/+$", "");
    if (!url.isEmpty() && !url.matches("https?://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._~/-]*)?")) {
      throw new IllegalArgumentException(
          "annai.desk.url: '%s' is no address, expected such as https://help.example.net"
              .formatted(url));
    }
    if (idle.compareTo(Duration.ofMinutes(1)) < 0 || session.compareTo(idle) < 0) {
      throw new IllegalArgumentException(
          "annai.desk.idle (%s) must be at least 1m, and annai.desk.session (%s) not shorter"
              .formatted(idle, session));
    }
    if (audit.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "annai.desk.audit: %s, expected at least 1d".formatted(audit));
    }
  }

  boolean https() {
    return url.startsWith("https:");
  }
}
