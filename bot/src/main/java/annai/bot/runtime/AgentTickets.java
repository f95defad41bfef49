package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.DeskTicketStore;
import annai.bot.store.DeskTicketStore.DeskTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketCommand.Order;
import annai.bot.store.TicketListStore.Filter;
import annai.bot.store.TicketListStore.ListedTicket;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystem.Capability;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tickets, as agents read and change them at the desk.
 *
 * <p>A built-in ticket is changed at once, and what that means to a conversation comes as from any
 * other system, by {@link TicketPull}. What is to happen to a ticket elsewhere goes through the
 * outbox; since its system will tell of it as of a change of ours, the conversation hears of it
 * from here. Changes are told once for each client message id. Every method that names a ticket
 * throws {@link UnknownTicketException} when it is none of ours.
 */
public final class AgentTickets {

  private final Stores stores;
  private final DeskTicketStore own;
  private final TicketSystem system;
  private final TicketEffects effects;
  private final TicketPull pull;
  private final InstantSource clock;

  AgentTickets(
      Stores stores,
      TicketSystem system,
      TicketEffects effects,
      TicketPull pull,
      InstantSource clock) {
    this.stores = stores;
    this.own = new DeskTicketStore(stores.database());
    this.system = system;
    this.effects = effects;
    this.pull = pull;
    this.clock = clock;
  }

  /** Tickets, and whether there are more. */
  public record Page(List<ListedTicket> tickets, boolean more) {}

  /**
   * One ticket.
   *
   * @param links to pages, with their titles
   * @param files by name; their content is left to {@link #file}
   */
  public record Shown(
      ListedTicket listed,
      Ticket ticket,
      Map<URI, String> links,
      List<String> files,
      boolean internalComments) {}

  /** The newest first. */
  public Page list(Filter filter, int offset, int limit) {
    List<ListedTicket> found = stores.ticketList().list(filter, offset, limit + 1);
    return new Page(found.stream().limit(limit).toList(), found.size() > limit);
  }

  /**
   * One ticket as its system has it now.
   *
   * @throws TicketSystemException when its system does not say
   */
  public Shown read(String systemName, String key) {
    ListedTicket listed = listed(systemName, key);
    TicketRef ref = ref(listed);
    if (isOwn(ref)) {
      return new Shown(listed, ownTicket(ref), own.links(key), own.attachmentNames(key), true);
    }
    if (!systemName.equals(system.name())) {
      throw new TicketSystemException(
          Kind.UNSUPPORTED, "Ticket system '%s' is not the configured one".formatted(systemName));
    }
    return new Shown(listed, system.read(ref), Map.of(), List.of(), hasInternalComments());
  }

  /** A file of a built-in ticket. */
  public Optional<Attachment> file(String systemName, String key, String name) {
    TicketRef ref = ref(listed(systemName, key));
    return isOwn(ref) ? own.attachment(key, name) : Optional.empty();
  }

  /**
   * Comments on a ticket; the customer reads it in the chat when it is public.
   *
   * @throws InputRefusedException when the text is too long, empty or has control characters
   * @throws TicketSystemException when the system has no internal comments
   */
  public void comment(
      String systemName,
      String key,
      String agent,
      String clientMessageId,
      String text,
      Audience audience) {
    Inputs.requireId(clientMessageId);
    String words = AgentWords.clean(text);
    ListedTicket listed = listed(systemName, key);
    TicketRef ref = ref(listed);
    if (isOwn(ref)) {
      changeOwn(ref, _ -> addOwn(ref, agent, clientMessageId, words, audience));
      return;
    }
    if (audience == Audience.INTERNAL && !hasInternalComments()) {
      throw new TicketSystemException(
          Kind.UNSUPPORTED, "'%s' does not support INTERNAL_COMMENTS".formatted(systemName));
    }
    tell(
        listed,
        clientMessageId,
        new Order.Comment(agent + ":\n" + words, audience),
        audience == Audience.PUBLIC ? new Event.TicketCommented(ref, agent, words) : null);
  }

  /**
   * Closes a ticket; its customer is asked whether it works now.
   *
   * @param resolution what was done, for the customer too; empty when nothing is to be said
   */
  public void close(
      String systemName, String key, String agent, String clientMessageId, String resolution) {
    change(systemName, key, agent, clientMessageId, resolution, false);
  }

  /**
   * Reopens a ticket.
   *
   * @param reason for the customer too; empty when nothing is to be said
   */
  public void reopen(
      String systemName, String key, String agent, String clientMessageId, String reason) {
    change(systemName, key, agent, clientMessageId, reason, true);
  }

  private void change(
      String systemName, String key, String agent, String id, String text, boolean open) {
    Inputs.requireId(id);
    String words = text.isBlank() ? "" : AgentWords.clean(text);
    ListedTicket listed = listed(systemName, key);
    TicketRef ref = ref(listed);
    if (isOwn(ref)) {
      changeOwn(
          ref,
          ticket -> {
            if (ticket.open() != open) {
              addOwn(ref, agent, id, words, Audience.PUBLIC);
              own.setOpen(key, open, clock.instant());
            }
          });
      return;
    }
    String told = words.isEmpty() ? agent : agent + ":\n" + words;
    tell(
        listed,
        id,
        open ? new Order.Reopen(told) : new Order.Close(told),
        new Event.TicketChanged(ref, open ? Ticket.Status.OPEN : Ticket.Status.CLOSED));
  }

  private void tell(ListedTicket listed, String id, Order order, @Nullable Event event) {
    stores
        .database()
        .run(
            () -> {
              Instant now = clock.instant();
              boolean added =
                  effects.tell(listed.key(), DeskTicketStore.BY_PERSON + id, order, now);
              if (added && event != null) {
                stores
                    .tickets()
                    .listeners(listed.key())
                    .forEach(listener -> effects.deliver(listener.conversation(), event, now));
              }
            });
  }

  private void changeOwn(TicketRef ref, Consumer<DeskTicket> change) {
    stores
        .database()
        .run(
            () -> {
              change.accept(
                  own.lock(ref.key()).orElseThrow(() -> new UnknownTicketException(ref.key())));
              pull.changed(ref);
            });
  }

  private void addOwn(TicketRef ref, String agent, String id, String words, Audience audience) {
    Instant now = clock.instant();
    boolean added =
        !words.isEmpty()
            && own.comment(
                ref.key(),
                DeskTicketStore.BY_PERSON + id,
                new Ticket.Comment("", now, agent, words, audience == Audience.INTERNAL, false));
    if (added) {
      own.touch(ref.key(), now);
    }
  }

  private Ticket ownTicket(TicketRef ref) {
    DeskTicket ticket =
        own.find(ref.key()).orElseThrow(() -> new UnknownTicketException(ref.key()));
    return new Ticket(
        ref,
        ticket.draft().kind(),
        ticket.draft().summary(),
        ticket.draft().description(),
        ticket.draft().requester(),
        ticket.open() ? Ticket.Status.OPEN : Ticket.Status.CLOSED,
        ticket.updatedAt(),
        own.comments(ref.key()));
  }

  private boolean hasInternalComments() {
    return system.capabilities().contains(Capability.INTERNAL_COMMENTS);
  }

  private static boolean isOwn(TicketRef ref) {
    return ref.system().equals(DeskTicketStore.SYSTEM);
  }

  private ListedTicket listed(String systemName, String key) {
    return stores
        .ticketList()
        .find(systemName, key)
        .orElseThrow(() -> new UnknownTicketException(key));
  }

  private static TicketRef ref(ListedTicket listed) {
    TicketRef ref = listed.ref();
    if (ref == null) {
      throw new UnknownTicketException(listed.key());
    }
    return ref;
  }
}
