package annai.bot.store;

/** The database can't be reached, or the file of the embedded one is no database any more. */
public final class DatabaseUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DatabaseUnusableException(String database, Throwable cause) {
    super("The database '%s' can't be opened: %s".formatted(database, firstLine(cause)), cause);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
