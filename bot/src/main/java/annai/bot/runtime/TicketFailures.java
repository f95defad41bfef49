package annai.bot.runtime;

import annai.bot.outbox.Backoff;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.bot.store.TicketOutboxStore;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a failed call leads to: another try at its time, a look, or a dead letter. */
final class TicketFailures {

  private static final Logger LOG = LoggerFactory.getLogger(TicketFailures.class);

  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Beyond this the customers are told that their ticket takes its time. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private final TicketOutboxStore outbox;
  private final TicketOutcomes outcomes;
  private final Backoff backoff;
  private final Duration settling;
  private final InstantSource clock;

  TicketFailures(
      TicketOutboxStore outbox,
      TicketOutcomes outcomes,
      Backoff backoff,
      Duration settling,
      InstantSource clock) {
    this.outbox = outbox;
    this.outcomes = outcomes;
    this.backoff = backoff;
    this.settling = settling;
    this.clock = clock;
  }

  /** No request has left, for a reason of our own. */
  void heldBack(TicketCommand command, TicketSystemException failure) {
    Instant due = clock.instant().plus(failure.retryAfter().orElse(SOON)).plus(backoff.upTo(SOON));
    outbox.heldBack(command, due);
    tellIfLate(command, due);
  }

  /**
   * The ticket system was sent the command, and failed.
   *
   * @param turn when the command's turn is once the system is tried again, no attempt of the
   *     command's; null while the system works
   */
  void sent(TicketCommand command, TicketSystemException failure, @Nullable Instant turn) {
    Instant now = clock.instant();
    if (!failure.retryable() || outOfTime(command, now)) {
      giveUp(command, failure);
      return;
    }
    Instant due =
        failure.kind() == Kind.UNCERTAIN
            ? uncertain(command, failure, turn, now)
            : refused(command, failure, turn, now);
    LOG.info(
        "Ticket '{}': {}; again in {}",
        command.ticketKey(),
        reason(failure),
        Duration.between(now, due));
    tellIfLate(command, due);
  }

  private Instant refused(
      TicketCommand command, TicketSystemException failure, @Nullable Instant turn, Instant now) {
    Instant due = again(command, failure, turn, now);
    outbox.refused(command, reason(failure), due, turn == null);
    return due;
  }

  private Instant uncertain(
      TicketCommand command, TicketSystemException failure, @Nullable Instant turn, Instant now) {
    Instant settlesAt = now.plus(settling);
    Instant due = settlesAt;
    if (settling.isZero()) {
      due = again(command, failure, turn, now);
    } else if (command.order() instanceof Order.Open) {
      due = now.plus(SOON);
    }
    due = turn != null && turn.isAfter(due) ? turn : due;
    outbox.uncertain(command, reason(failure), settlesAt, due, turn == null);
    return due;
  }

  /**
   * An opening could not be looked for: whether it happened is as open as before.
   *
   * @param turn as in {@link #sent}
   */
  void notLookedFor(TicketCommand command, TicketSystemException failure, @Nullable Instant turn) {
    Instant now = clock.instant();
    if (outOfTime(command, now)) {
      giveUp(
          command,
          new TicketSystemException(
              Kind.UNCERTAIN, "It may be there and can't be looked for: " + reason(failure)));
      return;
    }
    Instant due = again(command, failure, turn, now);
    outbox.notLookedFor(command, reason(failure), due, turn == null);
    tellIfLate(command, due);
  }

  /** The command comes later, for no fault of its own. */
  void putOff(TicketCommand command, Instant due) {
    outbox.putOff(command, due);
    tellIfLate(command, due);
  }

  private static boolean outOfTime(TicketCommand command, Instant now) {
    Instant since = command.progress().triedSince();
    return since != null && !now.isBefore(since.plus(GIVE_UP_AFTER));
  }

  private void giveUp(TicketCommand command, TicketSystemException failure) {
    LOG.warn("Ticket '{}': gave up: {}", command.ticketKey(), reason(failure));
    outcomes.dead(command, failure, reason(failure), clock.instant());
  }

  private Instant again(
      TicketCommand command, TicketSystemException failure, @Nullable Instant turn, Instant now) {
    if (turn == null) {
      Duration asked = failure.retryAfter().orElse(null);
      return now.plus(backoff.after(command.progress().attempts(), asked));
    }
    Instant asked = now.plus(failure.retryAfter().orElse(Duration.ZERO));
    return turn.isAfter(asked) ? turn : asked;
  }

  private static String reason(TicketSystemException failure) {
    return failure.kind() + ": " + failure.getMessage();
  }

  private void tellIfLate(TicketCommand command, Instant due) {
    if (due.isAfter(command.createdAt().plus(LATE))) {
      outcomes.late(command, clock.instant());
    }
  }
}
