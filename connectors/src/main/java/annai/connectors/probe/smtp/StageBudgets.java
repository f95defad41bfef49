package annai.connectors.probe.smtp;

import java.time.Duration;

/**
 * How long each stage may take in a chat, far below what RFC 5321 section 4.5.3.2 grants.
 *
 * @param connect for one address
 * @param ehlo for each of the two
 * @param tls for the STARTTLS reply, and again for the handshake
 * @param envelope for MAIL, and again for RCPT
 * @param data for everything from DATA to the reply to the dot
 */
public record StageBudgets(
    Duration dns,
    Duration connect,
    Duration banner,
    Duration ehlo,
    Duration tls,
    Duration auth,
    Duration envelope,
    Duration data,
    Duration quit) {

  public static final StageBudgets CHAT =
      new StageBudgets(
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofMillis(500));
}
