package annai.knowledge;

import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to the provider and stands once: its name, its mail servers, what it changed.
 *
 * @param account the name under which the customer finds the account in the mail client
 * @param userName the form of the user name, such as "the whole mail address"
 * @param contact how to reach people; null when the provider gives none
 */
public record Provider(
    LocalizedText name,
    LocalizedText account,
    MailServer smtp,
    @Nullable MailServer imap,
    @Nullable MailServer pop,
    LocalizedText userName,
    @Nullable LocalizedText contact,
    Change change) {

  /** Every name that {@link #value} may know, the servers that a provider may lack included. */
  public static final List<String> VALUE_NAMES =
      List.of(
          "provider.name",
          "provider.account",
          "provider.user-name",
          "provider.contact",
          "provider.change-date",
          "smtp.host",
          "smtp.port",
          "smtp.security",
          "imap.host",
          "imap.port",
          "imap.security",
          "pop.host",
          "pop.port",
          "pop.security");

  /**
   * The value behind a placeholder such as "smtp.port"; empty when there is none of that name, or
   * when this provider states none.
   */
  public Optional<String> value(String name, Language language) {
    return switch (name) {
      case "provider.name" -> Optional.of(this.name.in(language));
      case "provider.account" -> Optional.of(account.in(language));
      case "provider.user-name" -> Optional.of(userName.in(language));
      case "provider.contact" -> Optional.ofNullable(contact).map(text -> text.in(language));
      case "provider.change-date" -> Optional.of(date(language));
      default -> serverValue(name, language);
    };
  }

  /** The names for which this provider states a value. */
  public List<String> valueNames() {
    return VALUE_NAMES.stream().filter(name -> value(name, Language.EN).isPresent()).toList();
  }

  private String date(Language language) {
    LocalDate date = change.date();
    return switch (language) {
      case JA -> "%d年%d月%d日".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
      case EN ->
          "%d %s %d"
              .formatted(
                  date.getDayOfMonth(),
                  date.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                  date.getYear());
    };
  }

  private Optional<String> serverValue(String name, Language language) {
    int dot = name.indexOf('.');
    MailServer server =
        switch (name.substring(0, Math.max(0, dot))) {
          case "smtp" -> smtp;
          case "imap" -> imap;
          case "pop" -> pop;
          default -> null;
        };
    if (server == null) {
      return Optional.empty();
    }
    return switch (name.substring(dot + 1)) {
      case "host" -> Optional.of(server.host());
      case "port" -> Optional.of(Integer.toString(server.port()));
      case "security" -> Optional.of(server.security().label(language));
      default -> Optional.empty();
    };
  }

  /**
   * A mail server as customers type it in.
   *
   * @param host the name in its certificate
   */
  public record MailServer(String host, int port, Security security) {}

  /** How the connection is encrypted. */
  public enum Security {
    /** Encrypted after a plain start, RFC 3207. */
    STARTTLS,
    /** Encrypted from the first byte, RFC 8314. */
    TLS,
    /** Not encrypted. */
    NONE;

    /** The word in files: "starttls", "tls" or "none". */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The security written so in a file; empty when there is none. */
    public static Optional<Security> ofId(String id) {
      for (Security security : values()) {
        if (security.id().equals(id)) {
          return Optional.of(security);
        }
      }
      return Optional.empty();
    }

    /** As mail clients print it. */
    public String label(Language language) {
      return switch (this) {
        case STARTTLS -> "STARTTLS";
        case TLS -> "SSL/TLS";
        case NONE ->
            switch (language) {
              case JA -> "なし";
              case EN -> "None";
            };
      };
    }
  }

  /** What the provider changed, when, and why. */
  public record Change(LocalDate date, LocalizedText what, LocalizedText why) {}
}
