package annai.connectors.probe.testmail;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * Keeps strangers from taking all connections, and ends every session after a while: a read
 * time-out alone doesn't stop one that sends a byte a minute.
 */
final class SessionLimits implements SessionHandler, AutoCloseable {

  static final int MAX_STRANGERS = 5;
  private static final Duration MAX_SESSION = Duration.ofMinutes(5);
  private static final Logger log = LoggerFactory.getLogger(SessionLimits.class);

  private final MailHosts hosts;
  private final Map<Session, Future<?>> ends = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("test-mail-sessions").factory());

  SessionLimits(MailHosts hosts) {
    this.hosts = hosts;
    timer.setRemoveOnCancelPolicy(true);
  }

  @Override
  public synchronized SessionAcceptance accept(Session session) {
    if (!isRelay(session)
        && ends.keySet().stream().filter(s -> !isRelay(s)).count() >= MAX_STRANGERS) {
      return SessionAcceptance.failure(421, "4.7.0 Too many connections");
    }
    ends.put(
        session, timer.schedule(() -> end(session), MAX_SESSION.toMillis(), TimeUnit.MILLISECONDS));
    return SessionAcceptance.success();
  }

  @Override
  public void onSessionEnd(Session session) {
    Future<?> end = ends.remove(session);
    if (end != null) {
      end.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  private boolean isRelay(Session session) {
    return hosts.isRelay(session.getRealRemoteAddress().getAddress());
  }

  private static void end(Session session) {
    try {
      session.closeSocket();
    } catch (IOException e) {
      log.debug("A session that took too long could not be closed", e);
    }
  }
}
