package annai.bot.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where {@code config/} is: the system property {@code annai.config}, the environment's {@code
 * ANNAI_CONFIG}, {@code config} below the property {@code annai.root}, or below the working folder.
 */
final class ConfigFolder {

  private ConfigFolder() {}

  /**
   * The folder.
   *
   * @throws BadInputException when there is none
   */
  static Path find() {
    Path folder = named();
    if (!Files.isDirectory(folder)) {
      throw new BadInputException(
          "No folder '%s'; expected the configuration there, or its place in ANNAI_CONFIG"
              .formatted(folder.toAbsolutePath()));
    }
    return folder;
  }

  private static Path named() {
    String property = System.getProperty("annai.config");
    if (property != null && !property.isBlank()) {
      return Path.of(property);
    }
    String environment = System.getenv("ANNAI_CONFIG");
    if (environment != null && !environment.isBlank()) {
      return Path.of(environment);
    }
    return Path.of(System.getProperty("annai.root", ".")).resolve("config");
  }
}
