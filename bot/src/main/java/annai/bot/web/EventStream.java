package annai.bot.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * One open answer of Server-Sent Events (HTML Living Standard, section 9.2).
 *
 * <p>It holds no thread; whoever writes waits until the other end takes it, or for the connection's
 * time-out. It ends by itself after about an hour. Safe for use by many threads.
 */
public final class EventStream {

  private static final Duration LONGEST = Duration.ofMinutes(60);
  private static final Duration SHORTEST = Duration.ofMinutes(50);
  private static final int RETRY_MILLIS = 1_000;
  private static final int RETRY_SPREAD_MILLIS = 2_000;
  private static final String COMMENT = ":\n\n";

  /** What ends a line of a stream; U+2028 and the like do not. */
  private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");

  private final AsyncContext async;
  private final Runnable closed;
  private boolean over;

  private EventStream(AsyncContext async, Runnable closed) {
    this.async = async;
    this.closed = closed;
  }

  /**
   * Opens it as the answer to the request.
   *
   * <p>The other end is asked to wait between one and three seconds before it opens another, by
   * chance, and no two end at the same time of their lives: many do not come back at once.
   *
   * @param closed called once when the stream is over, for whatever reason; must not block
   */
  public static EventStream open(
      HttpServletRequest request, HttpServletResponse response, Runnable closed) {
    ThreadLocalRandom chance = ThreadLocalRandom.current();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    AsyncContext async = request.startAsync();
    async.setTimeout(chance.nextLong(SHORTEST.toMillis(), LONGEST.toMillis()));
    EventStream stream = new EventStream(async, closed);
    async.addListener(stream.new Ends());
    stream.write(
        "retry:%d\n%s".formatted(RETRY_MILLIS + chance.nextInt(RETRY_SPREAD_MILLIS), COMMENT));
    return stream;
  }

  /**
   * Writes an event; without effect when the stream is over.
   *
   * @param name null for the usual one, {@code message}
   * @param id null for none; a line break in the id or the name is an {@link
   *     IllegalArgumentException}
   * @param data whatever line breaks are in it, it stays one event
   */
  public void send(@Nullable String name, @Nullable String id, String data) {
    StringBuilder event = new StringBuilder(data.length() + 40);
    field(event, "event", name);
    field(event, "id", id);
    for (String line : LINE_END.split(data, -1)) {
      event.append("data:").append(line).append('\n');
    }
    write(event.append('\n').toString());
  }

  private static void field(StringBuilder event, String field, @Nullable String value) {
    if (value == null) {
      return;
    }
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException(
          "%s '%s': expected no line break".formatted(field, value.strip()));
    }
    event.append(field).append(':').append(value).append('\n');
  }

  /** Writes a line that says nothing, so that proxies keep the line and the dead are noticed. */
  public void beat() {
    write(COMMENT);
  }

  /** Ends it. */
  public synchronized void end() {
    if (close()) {
      complete();
    }
  }

  private synchronized void write(String text) {
    if (over) {
      return;
    }
    try {
      ServletOutputStream out = async.getResponse().getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException | IllegalStateException _) {
      // the other end is gone, and the container ends the request
      close();
    }
  }

  /** Whether it was open until now. After this the response is the container's. */
  private synchronized boolean close() {
    if (over) {
      return false;
    }
    over = true;
    closed.run();
    return true;
  }

  private void complete() {
    try {
      async.complete();
    } catch (IllegalStateException _) {
      // the container was faster
    }
  }

  private final class Ends implements AsyncListener {

    @Override
    public void onComplete(AsyncEvent event) {
      close();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      close();
      complete();
    }

    @Override
    public void onError(AsyncEvent event) {
      close();
      complete();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // not used
    }
  }
}
