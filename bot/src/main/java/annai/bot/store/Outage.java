package annai.bot.store;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that can't be used just now from a fault of ours. */
public final class Outage {

  /**
   * The classes of SQLSTATE for a lost connection, a lack of resources, an operator's intervention
   * and a failure of the system, as PostgreSQL's appendix "Error Codes" lists them.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");

  private Outage() {}

  /** Whether the same request may well pass when the database is back. */
  public static boolean isBehind(@Nullable Throwable failure) {
    int depth = 0;
    for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
      if (cause instanceof DataAccessResourceFailureException
          || cause instanceof TransientDataAccessException
          || cause instanceof RecoverableDataAccessException
          || cause instanceof CannotCreateTransactionException
          || cause instanceof SQLTransientException
          || cause instanceof SQLRecoverableException
          || (cause instanceof SQLException e && tells(e.getSQLState()))) {
        return true;
      }
      depth++;
    }
    return false;
  }

  private static boolean tells(@Nullable String state) {
    return state != null && state.length() == 5 && CLASSES.contains(state.substring(0, 2));
  }
}
