package annai.bot.desk;

import annai.bot.store.Database;
import annai.bot.store.DeskTicketStore;
import annai.bot.store.DeskTicketStore.DeskTicket;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Tickets in Annai's own database, for a provider that has no ticket system. */
public final class BuiltInTicketSystem implements TicketSystem {

  /** The name in settings. */
  public static final String NAME = DeskTicketStore.SYSTEM;

  private static final String PROJECT = "MAIL";
  private static final String AUTHOR = "Annai";

  private final Database database;
  private final DeskTicketStore tickets;
  private final InstantSource clock;

  public BuiltInTicketSystem(Database database, InstantSource clock) {
    this.database = database;
    this.tickets = new DeskTicketStore(database);
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.INTERNAL_COMMENTS, Capability.REOPEN, Capability.ATTACHMENTS, Capability.LINKS);
  }

  @Override
  public TicketRef open(TicketDraft draft) {
    return guarded(() -> new TicketRef(NAME, tickets.open(PROJECT, draft, clock.instant()), null));
  }

  @Override
  public List<TicketRef> find(String key) {
    return guarded(
        () -> tickets.keyOf(key).map(it -> new TicketRef(NAME, it, null)).stream().toList());
  }

  @Override
  public Duration settling() {
    return Duration.ZERO;
  }

  @Override
  public Ticket read(TicketRef ref) {
    return guarded(
        () -> {
          DeskTicket ticket = tickets.find(ref.key()).orElseThrow(() -> unknown(ref));
          TicketDraft draft = ticket.draft();
          return new Ticket(
              ref,
              draft.kind(),
              draft.summary(),
              draft.description(),
              draft.requester(),
              ticket.open() ? Ticket.Status.OPEN : Ticket.Status.CLOSED,
              ticket.updatedAt(),
              tickets.comments(ref.key()));
        });
  }

  @Override
  public void comment(TicketRef ref, String key, String text, Audience audience) {
    changing(ref, _ -> add(ref, key, text, audience == Audience.INTERNAL));
  }

  @Override
  public void close(TicketRef ref, String key, String resolution) {
    change(ref, key, resolution, false);
  }

  @Override
  public void reopen(TicketRef ref, String key, String reason) {
    change(ref, key, reason, true);
  }

  @Override
  public void attach(TicketRef ref, Attachment attachment) {
    changing(
        ref,
        ticket -> {
          if (tickets.attach(ticket.key(), attachment)) {
            tickets.touch(ticket.key(), clock.instant());
          }
        });
  }

  @Override
  public void link(TicketRef ref, URI page, String title) {
    changing(ref, ticket -> tickets.link(ticket.key(), page, title));
  }

  @Override
  public void merge(TicketRef twin, TicketRef into) {
    comment(into, "merge-" + twin.key(), "Merged: " + twin.key(), Audience.INTERNAL);
    close(twin, "merge", "Goes on in " + into.key());
  }

  /** The names of a ticket's files. */
  public List<String> attachments(TicketRef ref) {
    return tickets.attachmentNames(ref.key());
  }

  /** The pages that a ticket leads to, with their titles. */
  public Map<URI, String> links(TicketRef ref) {
    return tickets.links(ref.key());
  }

  @Override
  public void check() {
    guarded(
        () -> {
          database.check();
          return true;
        });
  }

  /** Erases what the customer told; the ticket stays as a number. */
  public void erase(TicketRef ref) {
    guarded(
        () -> {
          tickets.erase(ref.key(), "(erased)");
          return true;
        });
  }

  private void change(TicketRef ref, String key, String text, boolean open) {
    changing(
        ref,
        ticket -> {
          if (ticket.open() != open && add(ref, key, text, false)) {
            tickets.setOpen(ref.key(), open, clock.instant());
          }
        });
  }

  private boolean add(TicketRef ref, String key, String text, boolean internal) {
    boolean added =
        tickets.comment(
            ref.key(), key, new Ticket.Comment("", clock.instant(), AUTHOR, text, internal, true));
    if (added) {
      tickets.touch(ref.key(), clock.instant());
    }
    return added;
  }

  private void changing(TicketRef ref, Consumer<DeskTicket> change) {
    guarded(
        () -> {
          database.run(
              () -> change.accept(tickets.lock(ref.key()).orElseThrow(() -> unknown(ref))));
          return true;
        });
  }

  private static TicketSystemException unknown(TicketRef ref) {
    return new TicketSystemException(
        Kind.NOT_FOUND, "Ticket '%s' is not in '%s'".formatted(ref.key(), NAME));
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (DataAccessException | TransactionException e) {
      throw new TicketSystemException(
          Kind.UNREACHABLE, "The database of the built-in tickets failed", null, e);
    }
  }
}
