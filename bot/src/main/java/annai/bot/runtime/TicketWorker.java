package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand;
import annai.bot.store.TicketCommand.Order;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the ticket system what is in the outbox: one ticket's commands in their order, tickets
 * beside each other.
 *
 * <p>What may go through later is tried again with a full-jitter backoff, never before the time
 * that the ticket system asked for, and what may have happened not before that would have come to
 * light. What won't, or hasn't for three days, is a dead letter with its reason.
 */
final class TicketWorker {

  private static final Logger LOG = LoggerFactory.getLogger(TicketWorker.class);

  private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(3);

  /** A ticket system that hangs must not take every worker. */
  private final Semaphore calls = new Semaphore(16);

  private final Stores stores;
  private final TicketSystem system;
  private final TicketEffects effects;
  private final OpenedTickets opened;
  private final InstantSource clock;
  private final Supplier<? extends RandomGenerator> random;

  TicketWorker(
      Stores stores,
      TicketSystem system,
      TicketEffects effects,
      OpenedTickets opened,
      InstantSource clock,
      Supplier<? extends RandomGenerator> random) {
    this.stores = stores;
    this.system = system;
    this.effects = effects;
    this.opened = opened;
    this.clock = clock;
    this.random = random;
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    String ticketKey = instance.getId();
    if (!calls.tryAcquire()) {
      return again(clock.instant().plus(jittered(FIRST_BACKOFF)));
    }
    try {
      return work(ticketKey);
    } finally {
      calls.release();
    }
  }

  private CompletionHandler<String> work(String ticketKey) {
    while (true) {
      Optional<TicketCommand> head = stores.outbox().head(ticketKey);
      if (head.isEmpty()) {
        return (complete, operations) -> stopIfDone(ticketKey, complete, operations);
      }
      Optional<Instant> retry = tell(head.get());
      if (retry.isPresent()) {
        return again(retry.get());
      }
    }
  }

  /** Whoever adds a command locks the ticket first, so that none is missed here. */
  private void stopIfDone(
      String ticketKey, ExecutionComplete complete, ExecutionOperations<String> operations) {
    stores
        .database()
        .run(
            () -> {
              stores.tickets().lock(ticketKey);
              if (stores.outbox().head(ticketKey).isEmpty()) {
                operations.stop();
              } else {
                operations.reschedule(complete, clock.instant());
              }
            });
  }

  private static CompletionHandler<String> again(Instant when) {
    return (complete, operations) -> operations.reschedule(complete, when);
  }

  /** Empty when the command is settled; else when to try again. */
  private Optional<Instant> tell(TicketCommand command) {
    try {
      settle(command, call(command));
      return Optional.empty();
    } catch (TicketSystemException e) {
      return failed(command, e);
    }
  }

  private TicketRef call(TicketCommand command) {
    if (command.order() instanceof Order.Open open) {
      return system.open(open.draft());
    }
    TicketRef ref =
        stores
            .tickets()
            .find(command.ticketKey())
            .map(StoredTicket::ref)
            .orElseThrow(
                () ->
                    new TicketSystemException(
                        TicketSystemException.Kind.NOT_FOUND,
                        "Ticket '%s' was never opened".formatted(command.ticketKey())));
    switch (command.order()) {
      case Order.Open _ -> throw new IllegalStateException("opened above");
      case Order.Comment comment -> comment(ref, command.key(), comment);
      case Order.Close close -> system.close(ref, command.key(), close.resolution());
      case Order.Reopen reopen -> system.reopen(ref, command.key(), reopen.reason());
    }
    return ref;
  }

  private void comment(TicketRef ref, String key, Order.Comment comment) {
    boolean internal =
        comment.audience() == TicketSystem.Audience.INTERNAL
            && system.capabilities().contains(TicketSystem.Capability.INTERNAL_COMMENTS);
    system.comment(
        ref,
        key,
        comment.text(),
        internal ? TicketSystem.Audience.INTERNAL : TicketSystem.Audience.PUBLIC);
  }

  private void settle(TicketCommand command, TicketRef ref) {
    stores
        .database()
        .run(
            () -> {
              Instant now = clock.instant();
              stores.tickets().lock(command.ticketKey());
              stores.outbox().done(command, now);
              switch (command.order()) {
                case Order.Open _ -> opened(command.ticketKey(), ref, now);
                case Order.Comment _ -> {
                  // a comment changes nothing that we keep
                }
                case Order.Close _ -> changed(command.ticketKey(), ref, false, now);
                case Order.Reopen _ -> changed(command.ticketKey(), ref, true, now);
              }
            });
  }

  private void opened(String ticketKey, TicketRef ref, Instant now) {
    if (!opened.opened(ticketKey, ref, now)) {
      LOG.info("Ticket '{}' was connected before its answer '{}' came", ticketKey, ref.key());
    }
  }

  /** An incident's end is news to everybody who joined it; a request's came from its customer. */
  private void changed(String ticketKey, TicketRef ref, boolean open, Instant now) {
    if (!open) {
      effects.announceClosed(ticketKey, ref, now);
    }
    stores.tickets().changed(ticketKey, open);
    boolean incident = stores.tickets().find(ticketKey).map(StoredTicket::incident).isPresent();
    if (incident) {
      Ticket.Status status = open ? Ticket.Status.OPEN : Ticket.Status.CLOSED;
      stores
          .tickets()
          .listeners(ticketKey)
          .forEach(
              listener ->
                  effects.deliver(
                      listener.conversation(), new Event.TicketChanged(ref, status), now));
    }
  }

  private Optional<Instant> failed(TicketCommand command, TicketSystemException failure) {
    Instant now = clock.instant();
    String reason = failure.kind() + ": " + failure.getMessage();
    if (failure.retryable() && now.isBefore(command.createdAt().plus(GIVE_UP_AFTER))) {
      stores.outbox().failed(command, reason);
      Duration asked = failure.retryAfter().orElseGet(() -> settling(failure.kind()));
      Duration backoff = backoff(command.attempts());
      Duration wait = asked.compareTo(backoff) > 0 ? asked.plus(jittered(FIRST_BACKOFF)) : backoff;
      LOG.info("Ticket '{}': {}; again in {}", command.ticketKey(), reason, wait);
      return Optional.of(now.plus(wait));
    }
    LOG.warn("Ticket '{}': gave up: {}", command.ticketKey(), reason);
    giveUp(command, failure.kind(), reason, now);
    return Optional.empty();
  }

  /** What may have happened comes to light before it is looked for, and not twice. */
  private Duration settling(TicketSystemException.Kind kind) {
    return kind == TicketSystemException.Kind.UNCERTAIN ? system.settling() : Duration.ZERO;
  }

  private void giveUp(
      TicketCommand command, TicketSystemException.Kind kind, String reason, Instant now) {
    stores
        .database()
        .run(
            () -> {
              stores.outbox().dead(command, reason, now);
              if (command.order() instanceof Order.Open) {
                stores
                    .tickets()
                    .listeners(command.ticketKey())
                    .forEach(
                        listener ->
                            effects.deliver(
                                listener.conversation(),
                                new Event.TicketFailed(listener.knownAs(), kind),
                                now));
              }
            });
  }

  private Duration backoff(int attempts) {
    long ceiling = FIRST_BACKOFF.toMillis() << Math.min(attempts, 20);
    return jittered(Duration.ofMillis(Math.min(ceiling, LONGEST_BACKOFF.toMillis())));
  }

  /** Full jitter: evenly between nothing and the ceiling. */
  private Duration jittered(Duration ceiling) {
    return Duration.ofMillis(random.get().nextLong(ceiling.toMillis() + 1));
  }
}
