package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.runtime.Conversations.Started;
import annai.bot.store.StoredTicket;
import annai.bot.store.Stores;
import annai.bot.store.TicketStore;
import annai.bot.understanding.Masking;
import annai.bot.understanding.Meaning;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.knowledge.Language;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Conversations about tickets that began elsewhere, by mail or by phone. */
public final class LinkedConversations {

  private static final int READ_AT_MOST = 4_000;

  private final Entry entry;
  private final Turns turns;
  private final Stores stores;
  private final Listener listener;
  private final TicketSystem system;
  private final BackLinks links;
  private final InstantSource clock;

  LinkedConversations(
      Entry entry,
      Turns turns,
      Stores stores,
      Listener listener,
      TicketSystem system,
      BackLinks links,
      InstantSource clock) {
    this.entry = entry;
    this.turns = turns;
    this.stores = stores;
    this.listener = listener;
    this.system = system;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Begins a conversation with a ticket. What the ticket says about the mail client is taken up;
   * evidence comments and closes it like one of ours. Every call begins another conversation.
   *
   * @param ref from a link whose signature was verified
   * @param language null for the one in which the ticket is written
   * @throws TicketSystemException when the ticket is not there, or its system can't be asked
   */
  public Started start(TicketRef ref, @Nullable Language language) {
    return start(ref, language, _ -> {});
  }

  /**
   * As {@link #start(TicketRef, Language)}.
   *
   * @param first what is done with the new conversation's id before anything happens to it, in its
   *     transaction
   */
  Started start(TicketRef ref, @Nullable Language language, Consumer<String> first) {
    if (!ref.system().equals(system.name())) {
      throw new TicketSystemException(
          TicketSystemException.Kind.NOT_FOUND,
          "Ticket '%s' is in '%s'; expected one in '%s'"
              .formatted(ref.key(), ref.system(), system.name()));
    }
    Ticket ticket = system.read(ref);
    Meaning.Understood about = listener.read(Masking.mask(text(ticket)));
    return entry.start(
        language == null ? about.language() : language, id -> begin(id, ticket, about, first));
  }

  private static String text(Ticket ticket) {
    String all = ticket.summary() + "\n" + ticket.description();
    return all.length() <= READ_AT_MOST ? all : all.substring(0, READ_AT_MOST);
  }

  private void begin(String id, Ticket ticket, Meaning.Understood about, Consumer<String> first) {
    first.accept(id);
    String key = keyOf(ticket);
    stores.tickets().listen(key, new TicketStore.Listener(id, key));
    links.add(key, clock.instant());
    turns.begin(id, new Event.CameFromTicket(key, ticket, about));
  }

  /** Under which a ticket is kept here; from now on, where it was not known. */
  String keyOf(Ticket ticket) {
    TicketRef ref = ticket.ref();
    return stores.tickets().byRef(ref).map(StoredTicket::key).orElseGet(() -> adopt(ticket));
  }

  /** What people wrote before is no news. */
  private String adopt(Ticket ticket) {
    String key = "link/" + ticket.ref().system() + "/" + ticket.ref().key();
    boolean open = ticket.status() == Ticket.Status.OPEN;
    if (stores.tickets().adopt(key, ticket.ref(), open, clock.instant())) {
      stores.readings().read(key, ticket.version());
      ticket.comments().stream()
          .filter(comment -> !comment.internal() && !comment.ours())
          .forEach(comment -> stores.readings().see(key, comment.id()));
    }
    return key;
  }
}
