package annai.connectors.ticket;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * By which a ticket or a comment of Annai is found again in a system that has no idempotency keys.
 *
 * <p>Lower-case letters, digits and hyphens only: safe as a label, in a query and in any markup. It
 * can't be traced back to the key.
 *
 * @param token such as "annai-0123456789abcdef0123"
 */
public record TicketMarker(String token) {

  /** What every ticket of Annai is labelled with, besides its own marker. */
  public static final String LABEL = "annai";

  private static final int DIGITS = 20;
  private static final Pattern TOKEN = Pattern.compile(LABEL + "-[0-9a-f]{" + DIGITS + "}");

  public TicketMarker {
    if (!isMarker(token)) {
      throw new IllegalArgumentException(
          "Marker: '%s' is none; expected '%s-' and %d hex digits".formatted(token, LABEL, DIGITS));
    }
  }

  /** The marker of {@link TicketDraft#key()}, or of the key of a comment. */
  public static TicketMarker of(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new TicketMarker(LABEL + "-" + HexFormat.of().formatHex(hash).substring(0, DIGITS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  /** Whether a label or a word of a text is a marker. */
  public static boolean isMarker(String text) {
    return TOKEN.matcher(text).matches();
  }

  @Override
  public String toString() {
    return token;
  }
}
