package annai.bot.outbox;

import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * One call to a ticket system, on the thread that makes it: its requests leave by a deadline or not
 * at all, so that it is known when the last effect of a call that was never answered can come.
 */
public final class Sending {

  private static final ScopedValue<Sending> CURRENT = ScopedValue.newInstance();

  /** A turn that was paid longer ago is over. */
  private static final Duration PREPAID_FOR = Duration.ofMillis(40);

  private final Instant deadline;
  private final long began = System.nanoTime();
  private boolean prepaid;
  private boolean heldBack;

  /**
   * @param deadline after which no request of the call may leave
   * @param prepaid whether its first request has its turn right now: waited for before it is noted
   *     that the call begins, so that little can come between that and the request
   */
  public Sending(Instant deadline, boolean prepaid) {
    this.deadline = deadline;
    this.prepaid = prepaid;
  }

  /** Makes the call on this thread. */
  public <T> T call(Supplier<T> call) {
    return ScopedValue.where(CURRENT, this).call(call::get);
  }

  /** Whether a request was held back on our side: what failed then is not the system's doing. */
  public boolean heldBack() {
    return heldBack;
  }

  /** Whether this request needs no turn of its own. */
  static boolean usePrepaidTurn() {
    if (!CURRENT.isBound()) {
      return false;
    }
    Sending current = CURRENT.get();
    boolean used = current.prepaid && System.nanoTime() - current.began <= PREPAID_FOR.toNanos();
    current.prepaid = false;
    return used;
  }

  /** Notes that a request of this thread's call is held back. */
  static void holdBack() {
    if (CURRENT.isBound()) {
      CURRENT.get().heldBack = true;
    }
  }

  /**
   * Returns normally when a request of this thread's call may leave; always outside of a call.
   *
   * @throws TicketSystemException UNREACHABLE when it is too late
   */
  static void requireInTime(Instant now) {
    if (CURRENT.isBound() && now.isAfter(CURRENT.get().deadline)) {
      holdBack();
      throw new TicketSystemException(
          Kind.UNREACHABLE,
          "The request was not sent: it is %s, expected %s at the latest"
              .formatted(now, CURRENT.get().deadline));
    }
  }
}
