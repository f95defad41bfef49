package annai.bot.runtime;

import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A ticket system on a {@link VirtualClock} that has no idempotency: what it is told twice happens
 * twice. Answers get lost, tickets appear after the time-out of the request, and the search lags.
 */
final class FaultyTicketSystem implements TicketSystem {

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LATE_AT_MOST = Duration.ofSeconds(5);
  private static final Duration LAG_AT_MOST = Duration.ofSeconds(4);

  private record Created(String id, String key, Instant at, Instant found) {}

  private final VirtualClock clock;
  private final RandomGenerator random;
  private final List<Created> created = new ArrayList<>();
  private final Map<String, List<String>> told = new LinkedHashMap<>();
  private final Map<String, String> merged = new LinkedHashMap<>();
  private int posts;
  private @Nullable Instant downUntil;

  FaultyTicketSystem(VirtualClock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** Cuts every call off until then, before anything happens; works without a fault afterwards. */
  void downUntil(Instant end) {
    downUntil = end;
  }

  /** The drafts in the order in which their tickets came to be. */
  List<String> keysAsCreated() {
    return created.stream().map(Created::key).toList();
  }

  private boolean faultless() {
    if (downUntil == null) {
      return false;
    }
    clock.advance(Duration.ofMillis(20));
    if (clock.instant().isBefore(downUntil)) {
      throw new TicketSystemException(Kind.UNCERTAIN, "cut off");
    }
    return true;
  }

  /** How many tickets there are for a draft. */
  long createdFor(String key) {
    return created.stream().filter(one -> one.key().equals(key)).count();
  }

  /** What a draft's ticket was told that took effect, in order. */
  List<String> toldOf(String key) {
    return List.copyOf(told.getOrDefault(key, List.of()));
  }

  /** How many requests came to open a ticket. */
  int posts() {
    return posts;
  }

  /** Which ticket was merged into which. */
  Map<String, String> merged() {
    return Map.copyOf(merged);
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.INTERNAL_COMMENTS, Capability.REOPEN);
  }

  @Override
  public Duration settling() {
    return LATE_AT_MOST.plus(LAG_AT_MOST).plusSeconds(1);
  }

  @Override
  public TicketRef open(TicketDraft draft) {
    posts++;
    if (faultless()) {
      return ref(create(draft.key(), clock.instant()));
    }
    clock.advance(Duration.ofMillis(20 + random.nextInt(200)));
    int chance = random.nextInt(100);
    if (chance < 12) {
      create(draft.key(), clock.instant());
      throw timedOut();
    } else if (chance < 17) {
      create(draft.key(), clock.instant().plus(TIMEOUT).plus(upTo(LATE_AT_MOST)));
      throw timedOut();
    } else if (chance < 22) {
      throw new TicketSystemException(Kind.BUSY, "503");
    } else if (chance < 27) {
      Duration asked = Duration.ofSeconds(1 + random.nextInt(4));
      throw new TicketSystemException(Kind.BUSY, "429", asked, null);
    }
    return ref(create(draft.key(), clock.instant()));
  }

  private TicketSystemException timedOut() {
    clock.advance(TIMEOUT);
    return new TicketSystemException(Kind.UNCERTAIN, "the answer was lost");
  }

  private Duration upTo(Duration most) {
    return Duration.ofMillis(random.nextLong(most.toMillis() + 1));
  }

  private Created create(String key, Instant at) {
    Created one = new Created("F-" + (created.size() + 1), key, at, at.plus(upTo(LAG_AT_MOST)));
    created.add(one);
    return one;
  }

  /** A ticket that is there although nobody waits for it any more. */
  TicketRef createdMeanwhile(String key) {
    return ref(new Created(create(key, clock.instant()).id(), key, clock.instant(), Instant.MIN));
  }

  private TicketRef ref(Created one) {
    return new TicketRef(name(), one.id(), null);
  }

  @Override
  public List<TicketRef> find(String key) {
    clock.advance(Duration.ofMillis(20));
    fail(faultless() ? 0 : 6, Kind.BUSY);
    return created.stream()
        .filter(one -> one.key().equals(key) && !one.found().isAfter(clock.instant()))
        .sorted(Comparator.comparing(Created::at))
        .map(this::ref)
        .toList();
  }

  private void fail(int percent, Kind kind) {
    if (random.nextInt(100) < percent) {
      throw new TicketSystemException(kind, "failed by chance");
    }
  }

  @Override
  public Ticket read(TicketRef ref) {
    throw new UnsupportedOperationException("read " + ref);
  }

  @Override
  public void comment(TicketRef ref, String key, String text, Audience audience) {
    tell(ref, key);
  }

  @Override
  public void close(TicketRef ref, String key, String resolution) {
    tell(ref, key);
  }

  @Override
  public void reopen(TicketRef ref, String key, String reason) {
    tell(ref, key);
  }

  /** Idempotent by key, as the contract asks of connectors. */
  private void tell(TicketRef ref, String key) {
    clock.advance(Duration.ofMillis(50));
    boolean faultless = faultless();
    fail(faultless ? 0 : 5, Kind.UNREACHABLE);
    String ticket =
        created.stream()
            .filter(one -> one.id().equals(ref.key()))
            .findFirst()
            .orElseThrow(() -> new TicketSystemException(Kind.NOT_FOUND, ref.key()))
            .key();
    List<String> before = told.computeIfAbsent(ticket, _ -> new ArrayList<>());
    if (!before.contains(key)) {
      before.add(key);
    }
    fail(faultless ? 0 : 8, Kind.UNCERTAIN);
  }

  @Override
  public void attach(TicketRef ref, Attachment attachment) {
    tell(ref, attachment.name());
  }

  @Override
  public void link(TicketRef ref, URI page, String title) {
    tell(ref, page.toString());
  }

  @Override
  public void merge(TicketRef twin, TicketRef into) {
    merged.put(twin.key(), into.key());
  }

  @Override
  public void check() {}
}
