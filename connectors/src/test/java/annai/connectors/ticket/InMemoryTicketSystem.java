package annai.connectors.ticket;

import annai.connectors.ticket.TicketSystemException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A ticket system for tests, with a switch that makes its calls fail. */
public final class InMemoryTicketSystem implements TicketSystem {

  private static final class Entry {
    private final TicketDraft draft;
    private final Set<String> keys = new LinkedHashSet<>();
    private final List<Ticket.Comment> comments = new ArrayList<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private final Map<URI, String> links = new LinkedHashMap<>();
    private boolean open = true;
    private long version;

    Entry(TicketDraft draft) {
      this.draft = draft;
    }
  }

  private final Map<String, Entry> byKey = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private @Nullable Consumer<String> fault;
  private Duration settling = Duration.ZERO;
  private int reads;
  private int opened;

  /** Called before each call with its words, such as "open KEY"; may throw. */
  public synchronized void failing(@Nullable Consumer<String> fault) {
    this.fault = fault;
  }

  /** Every call that got through, in order, such as "comment KEY COMMAND". */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** How many times a ticket was read. */
  public synchronized int reads() {
    return reads;
  }

  /** How many tickets there are. */
  public synchronized int size() {
    return byKey.size();
  }

  @Override
  public String name() {
    return "in-memory";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(
        Capability.INTERNAL_COMMENTS, Capability.REOPEN, Capability.ATTACHMENTS, Capability.LINKS);
  }

  private void call(String words) {
    Consumer<String> now = fault;
    if (now != null) {
      now.accept(words);
    }
    calls.add(words);
  }

  @Override
  public synchronized TicketRef open(TicketDraft draft) {
    call("open " + draft.key());
    for (var entry : byKey.entrySet()) {
      if (entry.getValue().draft.key().equals(draft.key())) {
        return new TicketRef(name(), entry.getKey(), null);
      }
    }
    String key = "T-" + ++opened;
    byKey.put(key, new Entry(draft));
    return new TicketRef(name(), key, null);
  }

  @Override
  public synchronized List<TicketRef> find(String key) {
    call("find " + key);
    return byKey.entrySet().stream()
        .filter(entry -> entry.getValue().draft.key().equals(key))
        .map(entry -> new TicketRef(name(), entry.getKey(), null))
        .toList();
  }

  /** How long after a call its effect may still come to light; zero unless set. */
  public synchronized void settlesIn(Duration settling) {
    this.settling = settling;
  }

  @Override
  public synchronized Duration settling() {
    return settling;
  }

  @Override
  public synchronized Ticket read(TicketRef ref) {
    Entry entry = entry(ref);
    Consumer<String> now = fault;
    if (now != null) {
      now.accept("read " + entry.draft.key());
    }
    reads++;
    return new Ticket(
        ref,
        entry.draft.kind(),
        entry.draft.summary(),
        entry.draft.description(),
        entry.draft.requester(),
        entry.open ? Ticket.Status.OPEN : Ticket.Status.CLOSED,
        Instant.ofEpochSecond(entry.version),
        entry.comments);
  }

  @Override
  public synchronized void comment(TicketRef ref, String key, String text, Audience audience) {
    call("comment " + entry(ref).draft.key() + " " + key);
    add(entry(ref), key, text, audience == Audience.INTERNAL);
  }

  @Override
  public synchronized void close(TicketRef ref, String key, String resolution) {
    call("close " + entry(ref).draft.key() + " " + key);
    change(entry(ref), key, resolution, false);
  }

  @Override
  public synchronized void reopen(TicketRef ref, String key, String reason) {
    call("reopen " + entry(ref).draft.key() + " " + key);
    change(entry(ref), key, reason, true);
  }

  @Override
  public synchronized void attach(TicketRef ref, Attachment attachment) {
    call("attach " + entry(ref).draft.key() + " " + attachment.name());
    if (entry(ref).attachments.putIfAbsent(attachment.name(), attachment) == null) {
      entry(ref).version++;
    }
  }

  @Override
  public synchronized void link(TicketRef ref, URI page, String title) {
    call("link " + entry(ref).draft.key() + " " + page);
    entry(ref).links.put(page, title);
  }

  @Override
  public synchronized void merge(TicketRef twin, TicketRef into) {
    call("merge " + twin.key() + " " + into.key());
    add(entry(into), "merge-" + twin.key(), "Twin: " + twin.key(), true);
    change(entry(twin), "merge", "Goes on in " + into.key(), false);
  }

  /** The files of a ticket, in the order in which they came. */
  public synchronized List<Attachment> attachments(TicketRef ref) {
    return List.copyOf(entry(ref).attachments.values());
  }

  /** The pages that a ticket leads to, with their titles. */
  public synchronized Map<URI, String> links(TicketRef ref) {
    return Map.copyOf(entry(ref).links);
  }

  /** What somebody else writes. */
  public synchronized void personComments(TicketRef ref, String author, String text, boolean in) {
    Entry entry = entry(ref);
    entry.version++;
    entry.comments.add(
        new Ticket.Comment("c" + entry.comments.size(), Instant.EPOCH, author, text, in, false));
  }

  /** What somebody else does. */
  public synchronized void personChanges(TicketRef ref, Ticket.Status status) {
    entry(ref).version++;
    entry(ref).open = status == Ticket.Status.OPEN;
  }

  /** What somebody else does. */
  public synchronized void personDeletes(TicketRef ref) {
    byKey.remove(ref.key());
  }

  @Override
  public void check() {}

  private static void change(Entry entry, String key, String text, boolean open) {
    if (entry.open != open && add(entry, key, text, false)) {
      entry.open = open;
    }
  }

  private static boolean add(Entry entry, String key, String text, boolean internal) {
    if (!entry.keys.add(key)) {
      return false;
    }
    entry.version++;
    return entry.comments.add(
        new Ticket.Comment(
            "c" + entry.comments.size(), Instant.EPOCH, "Annai", text, internal, true));
  }

  private Entry entry(TicketRef ref) {
    Entry entry = byKey.get(ref.key());
    if (entry == null) {
      throw new TicketSystemException(
          Kind.NOT_FOUND, "Ticket '%s' is not in '%s'".formatted(ref.key(), name()));
    }
    return entry;
  }
}
