package annai.bot.runtime;

import annai.bot.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears by LISTEN/NOTIFY what other processes wrote (PostgreSQL).
 *
 * <p>One connection of the pool is held for it. When it is lost, a new one is taken and everybody
 * is woken, since what was missed isn't known.
 */
final class PostgresNews implements AutoCloseable {

  static final String CHANNEL = "annai_news";
  private static final String WORK = "annai_work";

  private static final Logger LOG = LoggerFactory.getLogger(PostgresNews.class);
  private static final int WAIT_MILLIS = 1_000;
  private static final String SEPARATOR = " ";

  private final Database database;
  private final News news;
  private final Runnable work;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param work called when there may be work at once
   */
  PostgresNews(Database database, News news, Runnable work) {
    this.database = database;
    this.news = news;
    this.work = work;
  }

  void start() {
    Thread.ofVirtual().name("postgres-news").start(this::listenUntilClosed);
  }

  /** Tells the other processes when the transaction of this thread commits. */
  static void tell(Database database, News news, String conversation) {
    tell(database, CHANNEL, news.origin() + SEPARATOR + conversation);
  }

  /** Wakes the workers of the other processes when the transaction of this thread commits. */
  static void tellOfWork(Database database) {
    tell(database, WORK, "");
  }

  private static void tell(Database database, String channel, String payload) {
    database
        .sql()
        .sql("select pg_notify(?, ?)")
        .params(channel, payload)
        .query((row, _) -> true)
        .list();
  }

  private void listenUntilClosed() {
    try {
      do {
        listen();
      } while (!closed.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void listen() {
    try (Connection connection = database.pool().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("listen " + CHANNEL);
      statement.execute("listen " + WORK);
      news.wakeAll();
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (closed.getCount() > 0) {
        PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
        if (heard != null) {
          hear(heard);
        }
      }
      statement.execute("unlisten *");
    } catch (SQLException e) {
      if (closed.getCount() > 0) {
        LOG.warn("Lost the connection that hears of news; takes a new one", e);
      }
    }
  }

  private void hear(PGNotification[] heard) {
    boolean workHeard = false;
    for (PGNotification notification : heard) {
      if (notification.getName().equals(WORK)) {
        workHeard = true;
      } else {
        wake(notification.getParameter());
      }
    }
    if (workHeard) {
      work.run();
    }
  }

  /** What this process tells comes back to it, too; its streams know already. */
  private void wake(String told) {
    int end = told.indexOf(SEPARATOR);
    if (end < 0 || !told.substring(0, end).equals(news.origin())) {
      news.wake(told.substring(end + 1));
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
