package annai.bot.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/**
 * The thread of H2 that writes to the file, so that a commit can be waited for until the process
 * may end.
 *
 * <p>A commit hands its changes to that thread and does not wait, also with WRITE_DELAY=0, and
 * CHECKPOINT returns at once when nothing is left to be handed over. So a change of our own is
 * handed over and waited for: the thread works in order, and all that came before is in the file
 * then.
 */
final class H2Writer {

  private static final String MAP = "annai.written";

  /** What {@link MVStore#commit} answers when somebody else has handed the change over. */
  private static final long NOT_STORED = -1;

  private final MVStore store;
  private final MVMap<Long, Long> map;
  private final AtomicLong count = new AtomicLong();

  private H2Writer(MVStore store) {
    this.store = store;
    this.map = store.openMap(MAP);
  }

  static H2Writer of(DataSource pool) {
    try (Connection connection = pool.getConnection()) {
      var session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
      return new H2Writer(session.getDatabase().getStore().getMvStore());
    } catch (SQLException e) {
      throw new IllegalStateException("H2's store can't be reached", e);
    }
  }

  /** Returns when everything that was committed before is in the file. */
  void await() {
    do {
      map.put(0L, count.incrementAndGet());
    } while (store.commit() == NOT_STORED && !store.isClosed());
  }
}
