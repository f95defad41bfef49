package annai.bot.runtime;

import annai.bot.outbox.CallSlots;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Works off the outbox: one task for each ticket that has something to be told, tickets beside each
 * other.
 */
final class TicketWorker {

  private static final Duration SHORTLY = Duration.ofMillis(500);

  /** A call that takes longer has no say in whose turn it is. */
  private static final Duration LONG_CALL = Duration.ofSeconds(10);

  /** So many more than can be called at once may wait for a place. */
  private static final int NEXT = 4;

  private static final int COUNTED = 2_000;

  private final Stores stores;
  private final TicketDelivery delivery;
  private final CallSlots slots;
  private final Agenda agenda;
  private final InstantSource clock;

  TicketWorker(
      Stores stores, TicketDelivery delivery, CallSlots slots, Agenda agenda, InstantSource clock) {
    this.stores = stores;
    this.delivery = delivery;
    this.slots = slots;
    this.agenda = agenda;
    this.clock = clock;
  }

  /** Notes work for what is to be told and was left without any; for how many tickets. */
  int takeUp() {
    List<String> unattended = stores.outbox().unattended(Agenda.TICKET.getTaskName());
    for (String ticketKey : unattended) {
      stores
          .database()
          .run(
              () -> {
                stores.tickets().lock(ticketKey);
                agenda.now(Agenda.TICKET, ticketKey, "", clock.instant());
              });
    }
    return unattended.size();
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    String ticketKey = instance.getId();
    Optional<TicketCommand> head = stores.outbox().head(ticketKey);
    if (head.isPresent() && head.get().due(clock.instant())) {
      int early = early(head.get());
      if (early > 0) {
        Instant turn = delivery.turnAfter(2 * early, clock.instant().plus(SHORTLY));
        return (complete, operations) -> operations.reschedule(complete, turn);
      }
      try (CallSlots.Slot slot = slots.take(failedBefore(head.get()))) {
        if (!slot.taken()) {
          Instant turn = delivery.turnOf(head.get(), clock.instant().plus(SHORTLY));
          return (complete, operations) -> operations.reschedule(complete, turn);
        }
        delivery.work(ticketKey);
      }
    }
    return (complete, operations) -> comeBack(ticketKey, complete, operations);
  }

  /**
   * How many tickets have to go before this one may ask for a place: else the queue is shuffled.
   */
  private int early(TicketCommand command) {
    Instant now = clock.instant();
    int older = stores.outbox().dueBefore(command, now, now.minus(LONG_CALL), COUNTED);
    return older - slots.places() - NEXT;
  }

  private static boolean failedBefore(TicketCommand command) {
    return command.progress().attempts() > 0 || command.progress().settlesAt() != null;
  }

  /** Whoever adds a command or takes one up locks the ticket first, so that none is missed here. */
  private void comeBack(
      String ticketKey, ExecutionComplete complete, ExecutionOperations<String> operations) {
    stores
        .database()
        .run(
            () -> {
              stores.tickets().lock(ticketKey);
              Optional<TicketCommand> head = stores.outbox().head(ticketKey);
              if (head.isEmpty()) {
                operations.stop();
              } else {
                operations.reschedule(complete, due(head.get()));
              }
            });
  }

  private Instant due(TicketCommand command) {
    Instant now = clock.instant();
    Instant due = command.progress().dueAt();
    return due == null || due.isBefore(now) ? now : due;
  }
}
