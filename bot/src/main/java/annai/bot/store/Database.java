package annai.bot.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The open database, migrated to the schema of this version. */
public final class Database implements AutoCloseable {

  /** The vendor's code of H2 for a file that another process has open. */
  private static final int H2_DATABASE_ALREADY_OPEN = 90020;

  private static final int POOL = 20;

  /**
   * H2 takes what it writes to the file map by map while other connections go on, so a process that
   * is killed can leave half of a transaction there. Nobody else is at work while the only
   * connection commits.
   */
  private static final int EMBEDDED_POOL = 1;

  private static final int TRIES = 5;

  private final HikariDataSource pool;
  private final @Nullable H2Writer writer;
  private final TransactionTemplate transactions;
  private final JdbcClient sql;

  private Database(HikariDataSource pool, @Nullable H2Writer writer) {
    this.pool = pool;
    this.writer = writer;
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    this.sql = JdbcClient.create(pool);
  }

  /**
   * Opens and migrates.
   *
   * @throws DatabaseLockedException when another process has the embedded one open
   * @throws DatabaseUnusableException when it can't be reached, or its file is broken
   */
  public static Database open(DatabaseSettings settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("database");
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.name());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(settings.embedded() ? EMBEDDED_POOL : POOL);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(15_000);
    HikariDataSource pool = connected(config, settings);
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(settings.url(), settings.name(), settings.password())
          .locations("classpath:db/migration")
          .load()
          .migrate();
      return new Database(pool, settings.embedded() ? H2Writer.of(pool) : null);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariDataSource connected(HikariConfig config, DatabaseSettings settings) {
    try {
      return new HikariDataSource(config);
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException failure
            && failure.getErrorCode() == H2_DATABASE_ALREADY_OPEN) {
          throw new DatabaseLockedException(settings.toString(), e);
        }
      }
      throw new DatabaseUnusableException(settings.toString(), e);
    }
  }

  /** Whether this process is the only one that has the database. */
  public boolean embedded() {
    return writer != null;
  }

  /** Statements, in the transaction that runs on this thread, or each in its own. */
  public JdbcClient sql() {
    return sql;
  }

  /** The pool: connections outside of any transaction. */
  public DataSource pool() {
    return pool;
  }

  /** Connections of the transaction that runs on this thread, for libraries that know none. */
  public DataSource transactional() {
    return new TransactionAwareDataSourceProxy(pool);
  }

  /**
   * Runs the work in one transaction; again, a few times, when another one was in its way. Joins
   * one that runs already.
   */
  public <T> T inTransaction(Supplier<T> work) {
    boolean joins = TransactionSynchronizationManager.isActualTransactionActive();
    for (int attempt = 1; ; attempt++) {
      try {
        return once(work);
      } catch (ConcurrencyFailureException e) {
        if (joins || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  // TransactionTemplate's result is nullable only because its callback's may be
  @SuppressWarnings("NullAway")
  private <T> T once(Supplier<T> work) {
    return transactions.execute(
        status -> {
          if (writer != null && status.isNewTransaction()) {
            afterCommit(writer::await);
          }
          return work.get();
        });
  }

  /** Runs the work in one transaction, as {@link #inTransaction(Supplier)} does. */
  public void run(Runnable work) {
    inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** Runs something when the transaction of this thread has committed, and not if it doesn't. */
  public void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  /**
   * Reads something at the end of this thread's transaction, within it, and hands it over when it
   * has committed.
   */
  public <T> void atCommit(Supplier<T> reading, Consumer<T> committed) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          private @Nullable T read;

          @Override
          public void beforeCommit(boolean readOnly) {
            read = reading.get();
          }

          @Override
          public void afterCommit() {
            if (read != null) {
              committed.accept(read);
            }
          }
        });
  }

  /** Returns normally when the database answers. */
  public void check() throws DataAccessException {
    sql.sql("select 1").query(Integer.class).single();
  }

  @Override
  public void close() {
    pool.close();
  }

  static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
