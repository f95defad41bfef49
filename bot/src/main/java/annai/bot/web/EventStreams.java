package annai.bot.web;

import annai.bot.runtime.Conversations.Row;
import annai.bot.runtime.UnknownConversationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
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
  private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
  private static final int ROWS_AT_ONCE = 100;
  private static final long LONGEST_MILLIS = Duration.ofHours(1).toMillis();

  private final CustomerAccess conversations;
  private final JsonMapper json;
  private final Map<String, Deque<Stream>> open = new ConcurrentHashMap<>();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("event-streams").factory());
  private final Future<?> heartbeats;

  /**
   * @param heartbeat how often a comment goes out, so that proxies keep the line and the dead are
   *     noticed
   */
  EventStreams(CustomerAccess conversations, JsonMapper json, Duration heartbeat) {
    this.conversations = conversations;
    this.json = json;
    this.heartbeats =
        clock.scheduleAtFixedRate(
            this::beat, heartbeat.toMillis(), heartbeat.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A stream of the rows after the given one.
   *
   * @param token by which it was asked for; when it ends, so does the stream
   */
  SseEmitter open(String conversation, String token, long afterSeq) {
    Stream stream = new Stream(conversation, token, afterSeq);
    open.compute(
        conversation,
        (_, streams) -> {
          Deque<Stream> all = streams == null ? new ConcurrentLinkedDeque<>() : streams;
          if (all.size() >= MAX_PER_CONVERSATION) {
            senders.execute(all.removeFirst()::end);
          }
          all.addLast(stream);
          return all;
        });
    stream.subscribe();
    return stream.emitter;
  }

  /** Ends all streams of a conversation. */
  void end(String conversation) {
    Deque<Stream> streams = open.remove(conversation);
    if (streams != null) {
      List.copyOf(streams).forEach(stream -> senders.execute(stream::end));
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
    heartbeats.cancel(false);
    clock.shutdown();
    List.copyOf(open.keySet()).forEach(this::end);
    senders.shutdown();
  }

  private void beat() {
    open.forEach(
        (_, streams) -> List.copyOf(streams).forEach(stream -> senders.execute(stream::beat)));
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
    private final SseEmitter emitter = new SseEmitter(LONGEST_MILLIS);
    private long lastSeq;
    private boolean over;
    private @Nullable AutoCloseable subscription;

    private Stream(String conversation, String token, long afterSeq) {
      this.conversation = conversation;
      this.token = token;
      this.lastSeq = afterSeq;
      emitter.onTimeout(emitter::complete);
      emitter.onError(_ -> closed());
      emitter.onCompletion(this::closed);
    }

    private void subscribe() {
      AutoCloseable news = conversations.onNews(conversation, this::wake);
      synchronized (this) {
        subscription = news;
      }
      senders.execute(this::greet);
    }

    private void wake() {
      if (!senders.isShutdown()) {
        senders.execute(this::sendNew);
      }
    }

    private synchronized void greet() {
      send(SseEmitter.event().reconnectTime(2_000).comment(""));
      sendNew();
    }

    private synchronized void beat() {
      send(SseEmitter.event().comment(""));
    }

    private synchronized void sendNew() {
      try {
        List<Row> rows;
        do {
          rows = over ? List.of() : conversations.rows(conversation, lastSeq, ROWS_AT_ONCE);
          // what was written after the token's end is not for whoever has it still
          conversations.authorise(conversation, token);
          for (Row row : rows) {
            String data = json.writeValueAsString(row);
            send(SseEmitter.event().id(Long.toString(row.seq())).data(data, TEXT));
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

    private void send(SseEmitter.SseEventBuilder event) {
      if (over) {
        return;
      }
      try {
        emitter.send(event);
      } catch (IOException | IllegalStateException _) {
        // the customer is gone
        closed();
        emitter.complete();
      }
    }

    private synchronized void end() {
      emitter.complete();
      closed();
    }

    private synchronized void closed() {
      if (over) {
        return;
      }
      over = true;
      forget(this);
      try {
        if (subscription != null) {
          subscription.close();
        }
      } catch (Exception e) {
        LOG.warn("A stream's subscription did not close", e);
      }
    }
  }
}
