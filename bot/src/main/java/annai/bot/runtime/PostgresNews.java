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

  private static final Logger LOG = LoggerFactory.getLogger(PostgresNews.class);
  private static final int WAIT_MILLIS = 1_000;

  private final Database database;
  private final News news;
  private final CountDownLatch closed = new CountDownLatch(1);

  PostgresNews(Database database, News news) {
    this.database = database;
    this.news = news;
  }

  void start() {
    Thread.ofVirtual().name("postgres-news").start(this::listenUntilClosed);
  }

  /** Tells the other processes when the transaction of this thread commits. */
  static void tell(Database database, String conversation) {
    database
        .sql()
        .sql("select pg_notify(?, ?)")
        .params(CHANNEL, conversation)
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
      news.wakeAll();
      PGConnection postgres = connection.unwrap(PGConnection.class);
      while (closed.getCount() > 0) {
        PGNotification[] heard = postgres.getNotifications(WAIT_MILLIS);
        if (heard != null) {
          for (PGNotification notification : heard) {
            news.wake(notification.getParameter());
          }
        }
      }
      statement.execute("unlisten " + CHANNEL);
    } catch (SQLException e) {
      if (closed.getCount() > 0) {
        LOG.warn("Lost the connection that hears of news; takes a new one", e);
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
