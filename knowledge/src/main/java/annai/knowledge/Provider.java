package annai.knowledge;

import java.time.LocalDate;
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

  /**
   * A mail server as customers type it in.
   *
   * @param host the name in its certificate
   */
  public record MailServer(String host, int port, Security security) {}

  public enum Security {
    STARTTLS,
    TLS,
    NONE
  }

  /** What the provider changed, when, and why. */
  public record Change(LocalDate date, LocalizedText what, LocalizedText why) {}
}
