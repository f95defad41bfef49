package annai.connectors.ticket.rest;

import annai.connectors.ticket.TicketMarker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this process opened a short while ago, which the search may not know yet; and who works on a
 * ticket here at the moment.
 */
public final class OpenedTickets {

  private static final int MOST = 20_000;
  private static final int LOCKS = 256;

  private record Opened(String key, Instant at) {}

  private final InstantSource clock;
  private final Duration remembered;
  private final Lock[] locks =
      Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);
  private final Map<TicketMarker, Opened> tickets =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TicketMarker, Opened> eldest) {
          return size() > MOST;
        }
      };

  public OpenedTickets(InstantSource clock, Duration remembered) {
    this.clock = clock;
    this.remembered = remembered;
  }

  /** The key of the marker's ticket: the one remembered, or the one that is found or made now. */
  public String once(TicketMarker marker, Supplier<String> open) {
    Lock lock = lock(marker.token());
    try {
      String known = known(marker);
      if (known != null) {
        return known;
      }
      String key = open.get();
      synchronized (tickets) {
        tickets.put(marker, new Opened(key, clock.instant()));
      }
      return key;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String known(TicketMarker marker) {
    synchronized (tickets) {
      Opened ticket = tickets.get(marker);
      return ticket != null && ticket.at().plus(remembered).isAfter(clock.instant())
          ? ticket.key()
          : null;
    }
  }

  /** Nothing else is done to the ticket in this process meanwhile. */
  public void alone(String ticket, Runnable work) {
    Lock lock = lock(ticket);
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private Lock lock(String name) {
    Lock lock = locks[Math.floorMod(name.hashCode(), LOCKS)];
    lock.lock();
    return lock;
  }
}
