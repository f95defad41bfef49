package annai.bot.runtime;

import annai.bot.outbox.Backoff;
import annai.bot.outbox.CallSlots;
import annai.bot.outbox.OutboxStatus;
import annai.bot.outbox.SystemBreaker;
import annai.bot.runtime.TicketDelivery.Manners;
import annai.bot.store.Stores;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/** What the ticket system is still to be told: its parts, put together, and how it does. */
public final class Outbox {

  private final Stores stores;
  private final String system;
  private final SystemBreaker breaker;
  private final DeadLetters deadLetters;
  private final TicketWorker worker;
  private final TwinWatch twins;
  private final BackLinks links;
  private final OpenedTickets opened;

  Outbox(
      Stores stores, Outside outside, TicketEffects effects, Agenda agenda, InstantSource clock) {
    this.stores = stores;
    this.system = outside.tickets().name();
    this.breaker = new SystemBreaker(system, clock);
    this.deadLetters = new DeadLetters(stores, agenda, clock);
    var manners =
        new Manners(breaker, outside.pace(), outside.tickets().settling(), clock, _ -> {});
    this.links = new BackLinks(stores, effects, outside.tickets(), outside.hooks().links());
    this.twins = new TwinWatch(stores, outside.tickets(), effects, agenda, manners);
    this.opened = new OpenedTickets(stores, effects, agenda, twins, links);
    var outcomes =
        new TicketOutcomes(
            stores, effects, opened, twins, outside.ticketErasure(), manners.passing());
    var failures =
        new TicketFailures(
            stores.outbox(),
            outcomes,
            Backoff.ofTickets(ThreadLocalRandom::current),
            manners.settling(),
            clock);
    var calls = new TicketCalls(outside.tickets(), stores.tickets(), stores.attachments());
    this.worker =
        new TicketWorker(
            stores,
            new TicketDelivery(stores.outbox(), calls, outcomes, failures, manners),
            new CallSlots(outside.pace().between()),
            agenda,
            clock);
  }

  TicketWorker worker() {
    return worker;
  }

  SystemBreaker breaker() {
    return breaker;
  }

  BackLinks links() {
    return links;
  }

  OpenedTickets opened() {
    return opened;
  }

  TwinWatch twins() {
    return twins;
  }

  /** What could not be told. */
  public DeadLetters deadLetters() {
    return deadLetters;
  }

  /** How it does, over all nodes but for the breaker. */
  public OutboxStatus status() {
    return new OutboxStatus(
        system,
        stores.outbox().waiting(),
        stores.outbox().oldest(),
        stores.deadLetters().count(),
        stores.twins().count(),
        breaker.state(),
        breaker.lastFailure());
  }
}
