package annai.bot.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is.
 *
 * @param url for JDBC; holds no password
 * @param name of the database's account; null where the URL says it or none is needed
 */
public record DatabaseSettings(String url, @Nullable String name, @Nullable String password) {

  /** An H2 file "annai" in the data folder: nothing to install, one process at a time. */
  public static DatabaseSettings embedded(Path dataFolder) {
    String file = dataFolder.toAbsolutePath().normalize().resolve("annai").toString();
    if (file.contains(";")) {
      throw new IllegalArgumentException(
          "Data folder '%s' must have no semicolon in its path".formatted(dataFolder));
    }
    return new DatabaseSettings(
        "jdbc:h2:file:"
            + file
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
            + ";DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0",
        "sa",
        "");
  }

  /**
   * A PostgreSQL, as {@code jdbc:postgresql:...} or {@code postgres://name:password@host/database}.
   *
   * @throws IllegalArgumentException for any other form; its message holds no password
   */
  public static DatabaseSettings of(String url) {
    if (url.startsWith("jdbc:postgresql:")) {
      return new DatabaseSettings(url, null, null);
    }
    if (!url.startsWith("postgres://") && !url.startsWith("postgresql://")) {
      throw refused();
    }
    try {
      URI uri = new URI(url);
      if (uri.getHost() == null || uri.getPath() == null || uri.getPath().length() < 2) {
        throw refused();
      }
      return of(uri);
    } catch (URISyntaxException e) {
      throw refused();
    }
  }

  private static DatabaseSettings of(URI uri) {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String database =
        URLEncoder.encode(uri.getPath().substring(1), StandardCharsets.UTF_8).replace("+", "%20");
    String jdbc = "jdbc:postgresql://" + uri.getHost() + port + "/" + database + query;
    String account = uri.getRawUserInfo();
    if (account == null) {
      return new DatabaseSettings(jdbc, null, null);
    }
    int colon = account.indexOf(':');
    return colon < 0
        ? new DatabaseSettings(jdbc, decoded(account), null)
        : new DatabaseSettings(
            jdbc, decoded(account.substring(0, colon)), decoded(account.substring(colon + 1)));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refused() {
    return new IllegalArgumentException(
        "ANNAI_DATABASE_URL must be of the form jdbc:postgresql://host/database"
            + " or postgres://name:password@host/database");
  }

  /** Whether it is the embedded database. */
  public boolean embedded() {
    return url.startsWith("jdbc:h2:");
  }

  @Override
  public String toString() {
    return url.replaceAll("(?i)(password=)[^&;]*", "$1***").replaceAll(";.*", "");
  }
}
