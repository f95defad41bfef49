package annai.bot.web.desk;

import annai.bot.desk.BusinessHours;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
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
 * @param hours when people answer, as {@link BusinessHours#parse} reads it; empty when that is not
 *     told to customers
 * @param timeZone of the hours
 * @param holidays days on which nobody is there
 * @param oidc coming in by the provider's own OpenID Connect provider
 */
@ConfigurationProperties(prefix = "annai.desk", ignoreUnknownFields = false)
public record DeskSettings(
    @DefaultValue("") String url,
    @DefaultValue("30m") Duration idle,
    @DefaultValue("12h") Duration session,
    @DefaultValue("365d") Duration audit,
    @DefaultValue("") String hours,
    @DefaultValue("Asia/Tokyo") ZoneId timeZone,
    @DefaultValue Set<LocalDate> holidays,
    @DefaultValue OidcProperties oidc) {

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
    holidays = Set.copyOf(holidays);
    businessHours(hours, timeZone, holidays);
  }

  /** When people answer; empty when that isn't told to customers. */
  public Optional<BusinessHours> businessHours() {
    return businessHours(hours, timeZone, holidays);
  }

  private static Optional<BusinessHours> businessHours(
      String hours, ZoneId timeZone, Set<LocalDate> holidays) {
    if (hours.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(BusinessHours.parse(hours, timeZone, holidays));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("annai.desk.hours: " + e.getMessage(), e);
    }
  }

  boolean https() {
    return url.startsWith("https:");
  }
}
