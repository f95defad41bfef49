package annai.bot.wiring;

import annai.connectors.webhook.WebhookSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads secrets that stand in a setting, in a file, or in both. */
final class SharedSecrets {

  private SharedSecrets() {}

  /**
   * The secrets of both.
   *
   * @param setting of which .secrets and .secrets-file are
   * @param file with one a line; blank for none
   * @throws IllegalArgumentException that names the setting and no secret
   */
  static WebhookSecrets read(
      String setting,
      List<String> secrets,
      String file,
      Function<List<String>, WebhookSecrets> form) {
    List<String> all = new ArrayList<>(secrets);
    if (!file.isBlank()) {
      all.addAll(lines(setting + ".secrets-file", Path.of(file.strip())));
    }
    try {
      return form.apply(all);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(setting + ".secrets: " + e.getMessage(), e);
    }
  }

  private static List<String> lines(String setting, Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: '%s' can't be read; expected a file with one secret a line".formatted(setting, file),
          e);
    }
  }
}
