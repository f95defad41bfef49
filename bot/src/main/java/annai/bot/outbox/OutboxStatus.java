package annai.bot.outbox;

import java.time.Instant;
import java.util.Optional;

/**
 * How the outbox does.
 *
 * @param system the ticket system's name
 * @param waiting commands that are still to be told
 * @param oldest when the oldest of those was added
 * @param deadLetters commands that were given up
 * @param twins tickets that were ever found to be opened twice; should be 0
 * @param breaker of this node
 * @param lastFailure of the ticket system, as this node met it
 */
public record OutboxStatus(
    String system,
    long waiting,
    Optional<Instant> oldest,
    long deadLetters,
    long twins,
    SystemBreaker.State breaker,
    Optional<String> lastFailure) {}
