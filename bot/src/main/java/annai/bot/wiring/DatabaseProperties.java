package annai.bot.wiring;

import annai.bot.store.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is.
 *
 * @param url of a PostgreSQL; empty for the embedded database
 * @param data the folder of the embedded one, relative to the project's folder
 */
@ConfigurationProperties(prefix = "annai.database", ignoreUnknownFields = false)
public record DatabaseProperties(@DefaultValue("") String url, @DefaultValue("data") String data) {

  DatabaseSettings settings(Path root) {
    return url.isBlank()
        ? DatabaseSettings.embedded(folder(root))
        : DatabaseSettings.of(url.strip());
  }

  private Path folder(Path root) {
    Path folder = root.resolve(data);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Data folder '%s' can't be made".formatted(folder.toAbsolutePath()), e);
    }
  }

  @Override
  public String toString() {
    return "DatabaseProperties[data=" + data + "]";
  }
}
