package annai.bot.web;

import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.UnknownConversationException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open streams of rows.
 *
 * <p>The table is the truth and news a hint: a stream that is woken reads the rows after the last
 * one it sent. An idle stream holds no thread. At most {@link #MAX_PER_CONVERSATION} for a
 * conversation; one more ends the oldest.
 */
final class EventStreams {

  static final int MAX_PER_CONVERSATION = 8;

  private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
  private static final int ROWS_AT_ONCE = 100;

  /** The heartbeats of one period are spread over so many moments. */
  private static final int SLOTS = 30;

  /**
   * How many streams read at a time: after a restart thousands want to, and turns need the pool.
   */
  private static final int READING_AT_ONCE = 6;

  private final CustomerAccess conversations;
  private final JsonMapper json;
  private final Map<String, Deque<Stream>> open = new ConcurrentHashMap<>();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("event-streams").factory());
  private final Semaphore reading = new Semaphore(READING_AT_ONCE);
  private final Future<?> beats;
  private final Set<String> opened = ConcurrentHashMap.newKeySet();
  private int slot;

  /**
   * @param heartbeat how often a comment goes out, so that proxies keep the line and the dead are
   *     noticed
   */
  EventStreams(CustomerAccess conversations, JsonMapper json, Duration heartbeat) {
    this.conversations = conversations;
    this.json = json;
    long every = Math.max(heartbeat.toMillis() / SLOTS, 1);
    this.beats = clock.scheduleAtFixedRate(this::beat, every, every, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers the request with the rows after the given one; with all where there is no such row.
   *
   * @param token by which it was asked for; when it ends, so does the stream
   */
  void open(
      String conversation,
      String token,
      long afterSeq,
      HttpServletRequest request,
      HttpServletResponse response) {
    Stream stream = new Stream(conversation, token, afterSeq, request, response);
    open.compute(
        conversation,
        (_, streams) -> {
          Deque<Stream> all = streams == null ? new ConcurrentLinkedDeque<>() : streams;
          if (all.size() >= MAX_PER_CONVERSATION) {
            run(all.removeFirst()::end);
          }
          all.addLast(stream);
          return all;
        });
    opened.add(conversation);
    stream.subscribe();
  }

  /** Ends all streams of a conversation. */
  void end(String conversation) {
    Deque<Stream> streams = open.remove(conversation);
    if (streams != null) {
      List.copyOf(streams).forEach(stream -> run(stream::end));
    }
  }

  /** Whether any stream of the conversation is open. */
  boolean has(String conversation) {
    return open.containsKey(conversation);
  }

  /** How many are open. */
  int size() {
    return open.values().stream().mapToInt(Deque::size).sum();
  }

  /** Before the web server waits for its requests, which open streams would hold up. */
  @EventListener(ContextClosedEvent.class)
  void endAll() {
    beats.cancel(false);
    clock.shutdownNow();
    List.copyOf(open.keySet()).forEach(this::end);
    senders.shutdown();
  }

  private void beat() {
    slot = (slot + 1) % SLOTS;
    if (slot == 0) {
      run(this::tellWhoListens);
    }
    for (Deque<Stream> streams : open.values()) {
      for (Stream stream : streams) {
        if (stream.slot == slot) {
          stream.beat();
        }
      }
    }
  }

  /** Once a heartbeat; who opened a stream in between is told even if it has ended since. */
  private void tellWhoListens() {
    Set<String> began = Set.copyOf(opened);
    opened.removeAll(began);
    try {
      conversations.listening(Set.copyOf(open.keySet()), began);
    } catch (RuntimeException e) {
      LOG.warn("Who listens could not be noted", e);
    }
  }

  /** Without effect while the service is going down. */
  private void run(Runnable task) {
    try {
      senders.execute(task);
    } catch (RejectedExecutionException _) {
      // the streams are over
    }
  }

  private static void close(AutoCloseable subscription) {
    try {
      subscription.close();
    } catch (Exception e) {
      LOG.warn("A stream's subscription did not close", e);
    }
  }

  private void forget(Stream stream) {
    open.computeIfPresent(
        stream.conversation,
        (_, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  private final class Stream {

    private final String conversation;
    private final String token;
    private final int slot = ThreadLocalRandom.current().nextInt(SLOTS);
    private final AtomicBoolean woken = new AtomicBoolean();
    private final EventStream events;
    private long lastSeq;
    private boolean checked;
    private volatile @Nullable AutoCloseable subscription;
    private volatile boolean over;

    private Stream(
        String conversation,
        String token,
        long afterSeq,
        HttpServletRequest request,
        HttpServletResponse response) {
      this.conversation = conversation;
      this.token = token;
      this.lastSeq = afterSeq;
      this.events = EventStream.open(request, response, this::closed);
    }

    private void subscribe() {
      AutoCloseable news = conversations.onNews(conversation, this::wake);
      subscription = news;
      if (over) {
        close(news);
        forget(this);
      }
      wake();
    }

    /** Many hints while one read is still to come are one. */
    private void wake() {
      if (!over && woken.compareAndSet(false, true)) {
        run(this::sendNew);
      }
    }

    private void beat() {
      run(events::beat);
    }

    private synchronized void sendNew() {
      woken.set(false);
      try {
        checkBeginning();
        List<Row> rows;
        do {
          rows = over ? List.of() : read();
          for (Row row : rows) {
            events.send(null, Long.toString(row.seq()), json.writeValueAsString(row));
            lastSeq = row.seq();
          }
        } while (!over && rows.size() == ROWS_AT_ONCE);
      } catch (UnknownConversationException _) {
        end();
      } catch (RuntimeException e) {
        LOG.warn("The rows of a conversation can't be read; its stream ends", e);
        end();
      }
    }

    /** A row that was never there is no place to go on from: all rows are sent. */
    private void checkBeginning() {
      if (!checked && lastSeq > 0 && !over) {
        List<Row> there = inTurn(() -> conversations.rows(conversation, lastSeq - 1, 1));
        if (there.isEmpty()) {
          lastSeq = 0;
        }
      }
      checked = true;
    }

    private List<Row> read() {
      return inTurn(() -> conversations.rowsFor(conversation, token, lastSeq, ROWS_AT_ONCE));
    }

    private List<Row> inTurn(Supplier<List<Row>> read) {
      reading.acquireUninterruptibly();
      try {
        return read.get();
      } finally {
        reading.release();
      }
    }

    private void end() {
      events.end();
    }

    private void closed() {
      over = true;
      forget(this);
      AutoCloseable news = subscription;
      if (news != null) {
        close(news);
      }
    }
  }
}
