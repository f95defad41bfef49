package annai.connectors.probe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a probe is asked to do.
 *
 * <p>Refuses addresses that could smuggle a command; the credentials are closed then too.
 *
 * @param credentials for one AUTH; null for none. Closed by the probe, whatever happens
 * @param from the reverse-path for MAIL; null to stop before MAIL
 * @param to the forward-path for RCPT; null to stop before RCPT
 * @param sendData whether one mail is really sent
 * @param deadline over all stages
 */
public record ProbeRequest(
    ProbeTarget target,
    @Nullable Credentials credentials,
    @Nullable String from,
    @Nullable String to,
    boolean sendData,
    Duration deadline) {

  public static final Duration DEADLINE = Duration.ofSeconds(25);

  private static final int MAX_ADDRESS = 320;

  public ProbeRequest {
    try {
      requireAddress("Sender", from);
      requireAddress("Recipient", to);
      require(from != null || to == null, "A recipient needs a sender");
      require(to != null || !sendData, "Sending a mail needs a recipient");
      require(deadline.isPositive(), "Deadline must be more than nothing");
    } catch (IllegalArgumentException e) {
      if (credentials != null) {
        credentials.close();
      }
      throw e;
    }
  }

  public static ProbeRequest withoutLogin(ProbeTarget target) {
    return new ProbeRequest(target, null, null, null, false, DEADLINE);
  }

  private static void requireAddress(String subject, @Nullable String address) {
    if (address == null) {
      return;
    }
    require(!address.isEmpty(), subject + " must not be empty");
    require(address.length() <= MAX_ADDRESS, subject + " must be at most 320 characters long");
    require(
        address.codePoints().noneMatch(ProbeRequest::isForbidden),
        subject + " must not have controls, blanks or angle brackets");
  }

  private static boolean isForbidden(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          true;
      default -> codePoint == '<' || codePoint == '>';
    };
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
