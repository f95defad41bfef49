package annai.connectors.mailout;

import java.net.URI;
import java.time.Instant;

/**
 * A mail in plain text to one person, written by a machine.
 *
 * @param id letters, digits and "-"; the same mail has the same one however often it is sent, and
 *     becomes its Message-ID
 * @param to a mail address
 * @param text lines of any length
 * @param language "ja" or "en"
 * @param unsubscribe takes a POST that asks for no more of them (RFC 8058)
 */
public record OutgoingMail(
    String id,
    Instant writtenAt,
    String to,
    String subject,
    String text,
    String language,
    URI unsubscribe) {

  @Override
  public String toString() {
    return "OutgoingMail[id=" + id + "]";
  }
}
