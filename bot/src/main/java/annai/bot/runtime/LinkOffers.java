package annai.bot.runtime;

import annai.bot.outbox.SystemBreaker;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand.Order;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.TicketLinks;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives every ticket that a person made a link into the chat, once, where the settings say so. */
final class LinkOffers {

  private static final Logger LOG = LoggerFactory.getLogger(LinkOffers.class);

  /** By then the answer to a request of our own has come, and the ticket is known as ours. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final Duration AGAIN = Duration.ofMinutes(2);
  private static final Duration GIVE_UP_AFTER = Duration.ofDays(1);
  private static final Pattern MARKER = Pattern.compile("\\bannai-[0-9a-f]{20}\\b");

  private final Stores stores;
  private final TicketSystem system;
  private final TicketLinks links;
  private final LinkSettings settings;
  private final LinkedConversations linked;
  private final TicketEffects effects;
  private final Agenda agenda;
  private final SystemBreaker breaker;
  private final InstantSource clock;

  LinkOffers(
      Stores stores,
      TicketSystem system,
      TicketLinks links,
      LinkSettings settings,
      LinkedConversations linked,
      TicketEffects effects,
      Agenda agenda,
      SystemBreaker breaker,
      InstantSource clock) {
    this.stores = stores;
    this.system = system;
    this.links = links;
    this.settings = settings;
    this.linked = linked;
    this.effects = effects;
    this.agenda = agenda;
    this.breaker = breaker;
    this.clock = clock;
  }

  /** Notes a ticket that a person made, in the transaction that runs. */
  void note(TicketRef ref) {
    LinkSettings.Offer offer = settings.offer();
    if (offer != null && offer.concerned().test(ref)) {
      Instant now = clock.instant();
      agenda.at(
          Agenda.LINK_OFFER,
          ref.system() + "/" + ref.key(),
          now.toString(),
          now.plus(PAUSE).plus(system.settling()));
    }
  }

  CompletionHandler<String> run(TaskInstance<String> instance) {
    String[] id = instance.getId().split("/", 2);
    TicketRef ref = new TicketRef(id[0], id[1], null);
    LinkSettings.Offer offer = settings.offer();
    if (offer == null || stores.tickets().byRef(ref).isPresent()) {
      return (_, operations) -> operations.stop();
    }
    try {
      Ticket ticket = breaker.ask(() -> system.read(ref));
      Optional<URI> link = links.address(ticket.ref());
      boolean wanted = ticket.status() == Ticket.Status.OPEN && !isOurs(ticket);
      return (_, operations) ->
          stores
              .database()
              .run(
                  () -> {
                    link.filter(_ -> wanted).ifPresent(uri -> offer(ticket, offer, uri));
                    operations.stop();
                  });
    } catch (TicketSystemException e) {
      return later(instance, e);
    }
  }

  private static boolean isOurs(Ticket ticket) {
    return MARKER.matcher(ticket.description()).find();
  }

  private void offer(Ticket ticket, LinkSettings.Offer offer, URI link) {
    if (stores.tickets().byRef(ticket.ref()).isEmpty()) {
      effects.tell(
          linked.keyOf(ticket),
          "link",
          new Order.Comment(offer.words().apply(link), offer.audience()),
          clock.instant());
    }
  }

  private CompletionHandler<String> later(
      TaskInstance<String> instance, TicketSystemException failure) {
    Instant end = Instant.parse(instance.getData()).plus(GIVE_UP_AFTER);
    if (!failure.retryable() || clock.instant().isAfter(end)) {
      LOG.warn("Ticket '{}' gets no link: {}", instance.getId(), failure.getMessage());
      return (_, operations) -> operations.stop();
    }
    Duration wait = failure.retryAfter().filter(asked -> asked.compareTo(AGAIN) > 0).orElse(AGAIN);
    return (complete, operations) -> operations.reschedule(complete, clock.instant().plus(wait));
  }
}
