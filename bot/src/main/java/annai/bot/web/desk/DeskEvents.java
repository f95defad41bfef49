package annai.bot.web.desk;

import annai.bot.runtime.AgentConversations;
import annai.bot.runtime.AgentConversations.Waiting;
import annai.bot.runtime.News;
import annai.bot.web.EventStream;
import annai.knowledge.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open streams of agents' pages. They tell what to read anew and nothing of its content.
 *
 * <p>What changes within half a second is told at once. Every second each stream's session is
 * looked up: when it has ended, on whatever node, or its agent may no longer come in, the stream
 * ends.
 */
final class DeskEvents implements News.Everything {

  static final int MAX_PER_SESSION = 10;

  private static final Logger LOG = LoggerFactory.getLogger(DeskEvents.class);
  private static final long TICK_MILLIS = 500;
  private static final int TICKS_BETWEEN_CHECKS = 2;
  private static final int TICKS_BETWEEN_BEATS = 30;

  /** With more changed at once, everything is to be read anew. */
  private static final int MAX_NAMED = 100;

  /**
   * What to read anew.
   *
   * @param queue whether those who wait are others, or wait for something else
   * @param conversations which of them changed; empty together with {@code everything}
   * @param everything whether it isn't known what changed
   */
  record Hint(boolean queue, List<String> conversations, boolean everything) {}

  private final AgentConversations agents;
  private final AgentSessions sessions;
  private final JsonMapper json;
  private final List<Stream> open = new CopyOnWriteArrayList<>();
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean missed = new AtomicBoolean();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("desk-events").factory());
  private @Nullable Waiting waiting;
  private long ticks;

  DeskEvents(News news, AgentConversations agents, AgentSessions sessions, JsonMapper json) {
    this.agents = agents;
    this.sessions = sessions;
    this.json = json;
    news.subscribe(this);
    var _ = clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * Answers the request with a stream, which begins with the hint to read everything; false, and
   * nothing is done, when the session has {@link #MAX_PER_SESSION} already.
   */
  boolean open(String session, HttpServletRequest request, HttpServletResponse response) {
    if (open.stream().filter(stream -> stream.session.equals(session)).count() >= MAX_PER_SESSION) {
      return false;
    }
    new Stream(session, request, response).begin();
    return true;
  }

  /** How many are open. */
  int size() {
    return open.size();
  }

  @Override
  public void changed(String conversation) {
    if (!open.isEmpty()) {
      changed.add(conversation);
    }
  }

  @Override
  public void missed() {
    missed.set(true);
  }

  private void tick() {
    ticks++;
    try {
      if (ticks % TICKS_BETWEEN_CHECKS == 0) {
        check();
      }
      tell();
    } catch (RuntimeException e) {
      LOG.warn("The desk's streams can't be served; they end", e);
      open.forEach(stream -> run(stream.events::end));
    }
    if (ticks % TICKS_BETWEEN_BEATS == 0) {
      open.forEach(stream -> run(stream.events::beat));
    }
  }

  private void tell() {
    List<String> named = List.copyOf(changed);
    named.forEach(changed::remove);
    boolean everything = missed.getAndSet(false) || named.size() > MAX_NAMED;
    if (open.isEmpty() || (named.isEmpty() && !everything)) {
      return;
    }
    Waiting now = agents.waiting(Language.JA);
    Hint hint = new Hint(!now.equals(waiting), everything ? List.of() : named, everything);
    waiting = now;
    open.forEach(stream -> stream.tell(hint));
  }

  private void check() {
    Map<String, Boolean> known = new HashMap<>();
    for (Stream stream : open) {
      if (!known.computeIfAbsent(stream.session, id -> sessions.agent(id).isPresent())) {
        run(stream.events::end);
      }
    }
  }

  private void run(Runnable task) {
    try {
      senders.execute(task);
    } catch (RejectedExecutionException _) {
      // the streams are over
    }
  }

  /** Before the web server waits for its requests, which open streams would hold up. */
  @EventListener(ContextClosedEvent.class)
  void endAll() {
    clock.shutdownNow();
    open.forEach(stream -> run(stream.events::end));
    senders.shutdown();
  }

  private final class Stream {

    private final String session;
    private final EventStream events;
    private volatile boolean over;

    private Stream(String session, HttpServletRequest request, HttpServletResponse response) {
      this.session = session;
      this.events = EventStream.open(request, response, this::closed);
    }

    /** Takes it in, unless the other end was faster. */
    private void begin() {
      open.add(this);
      if (over) {
        open.remove(this);
      }
      tell(new Hint(true, List.of(), true));
    }

    private void closed() {
      over = true;
      open.remove(this);
    }

    private void tell(Hint hint) {
      run(() -> events.send(null, null, json.writeValueAsString(hint)));
    }
  }
}
