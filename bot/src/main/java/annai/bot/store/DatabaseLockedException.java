package annai.bot.store;

/** Another process has the embedded database open. */
public final class DatabaseLockedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseLockedException(String file, Throwable cause) {
    super(
        "The database '%s' is open in another process; stop that one, or give this one a folder of its own by ANNAI_DATA, or a PostgreSQL by ANNAI_DATABASE_URL"
            .formatted(file),
        cause);
  }
}
