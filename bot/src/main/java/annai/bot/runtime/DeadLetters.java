package annai.bot.runtime;

import annai.bot.store.Stores;
import annai.bot.store.TicketDeadLetterStore.Letter;
import java.time.InstantSource;
import java.util.List;

/**
 * What could not be told to the ticket system, for the people who mend it.
 *
 * <p>What a ticket system may have done unheard is looked for before it is told again, so that
 * nothing is doubled by taking a letter up.
 */
public final class DeadLetters {

  private final Stores stores;
  private final Agenda agenda;
  private final InstantSource clock;

  DeadLetters(Stores stores, Agenda agenda, InstantSource clock) {
    this.stores = stores;
    this.agenda = agenda;
    this.clock = clock;
  }

  /**
   * A page of letters, oldest first.
   *
   * @param after the id of the last letter of the page before; 0 for the first page
   */
  public List<Letter> page(long after, int limit) {
    return stores.deadLetters().after(after, limit);
  }

  public long count() {
    return stores.deadLetters().count();
  }

  /** Lets one letter be told again, at once; false when it is none any more. */
  public boolean requeue(long id) {
    return stores
        .database()
        .inTransaction(
            () ->
                stores
                    .deadLetters()
                    .ticketOf(id)
                    .map(
                        ticketKey -> {
                          stores.tickets().lock(ticketKey);
                          boolean requeued = stores.deadLetters().requeue(id);
                          hasten(ticketKey);
                          return requeued;
                        })
                    .orElse(false));
  }

  /** Lets all letters of a ticket be told again, at once and in their order; how many that is. */
  public int requeueTicket(String ticketKey) {
    return stores
        .database()
        .inTransaction(
            () -> {
              stores.tickets().lock(ticketKey);
              int requeued = stores.deadLetters().requeue(ticketKey);
              hasten(ticketKey);
              return requeued;
            });
  }

  /** Lets all letters be told again, as after an outage; how many that is. */
  public int requeueAll() {
    return stores.deadLetters().tickets().stream().mapToInt(this::requeueTicket).sum();
  }

  /**
   * Ends a letter for good; of a ticket that was never opened also all that waits for it.
   *
   * @param agent the name of the person who decides
   * @param why in their words
   * @return false when it is no dead letter any more
   */
  public boolean discard(long id, String agent, String why) {
    return stores.deadLetters().discard(id, agent, why, clock.instant());
  }

  private void hasten(String ticketKey) {
    agenda.hasten(Agenda.TICKET, ticketKey, "", clock.instant());
  }
}
