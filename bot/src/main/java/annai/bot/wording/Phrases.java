package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.Provider;
import annai.knowledge.Template;
import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The sentences of {@code config/wording}, each in every language, by key. */
public final class Phrases {

  private final Map<String, LocalizedText> byKey;

  private Phrases(Map<String, LocalizedText> byKey) {
    this.byKey = Map.copyOf(byKey);
  }

  /**
   * Reads every {@code *.yml} of a folder.
   *
   * @param folder {@code config/wording}
   * @throws ConfigException with all problems: a key or a language that is missing, a key or a
   *     placeholder that is unknown
   */
  public static Phrases load(Path folder) {
    List<Problem> problems = new ArrayList<>();
    Map<String, LocalizedText> byKey = new LinkedHashMap<>();
    for (Path file : files(folder, problems)) {
      read(file, problems, byKey);
    }
    Set<String> missing = new TreeSet<>(PhraseKeys.all().keySet());
    missing.removeAll(byKey.keySet());
    for (String key : missing) {
      problems.add(new Problem("wording", 0, "'%s' stands in none of the files".formatted(key)));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new Phrases(byKey);
  }

  /** All keys. */
  public Set<String> keys() {
    return byKey.keySet();
  }

  /** The sentence as written, its placeholders still in it. */
  Template template(String key, Language language) {
    LocalizedText text = byKey.get(key);
    if (text == null) {
      throw new IllegalArgumentException(
          "No wording '%s'; expected one of config/wording".formatted(key));
    }
    return Template.parse(text.in(language));
  }

  private static List<Path> files(Path folder, List<Problem> problems) {
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      problems.add(new Problem("wording", 0, "can't be read, expected a folder of *.yml files"));
      return List.of();
    }
  }

  private static void read(Path file, List<Problem> problems, Map<String, LocalizedText> byKey) {
    String name = "wording/" + file.getFileName();
    String content;
    try {
      content = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "can't be read as UTF-8 text"));
      return;
    }
    Yaml root = Yaml.parse(name, content, problems);
    for (var entry : root.entries().entrySet()) {
      Set<String> placeholders = PhraseKeys.all().get(entry.getKey());
      if (placeholders == null) {
        entry.getValue().refuse("'%s' is no key of the wording".formatted(entry.getKey()));
      } else if (byKey.containsKey(entry.getKey())) {
        entry.getValue().refuse("'%s' stands in another file too".formatted(entry.getKey()));
      } else {
        byKey.put(entry.getKey(), text(entry.getKey(), entry.getValue(), placeholders));
      }
    }
  }

  private static LocalizedText text(String key, Yaml value, Set<String> placeholders) {
    Map<Language, String> byLanguage = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Yaml text = value.require(language.tag());
      byLanguage.put(language, text.text());
      if (text.isPresent() && text.text().isEmpty()) {
        text.refuse("'%s' is empty in '%s'".formatted(key, language.tag()));
      }
      check(key, text, placeholders);
    }
    Set<String> tags = new TreeSet<>();
    for (Language language : Language.values()) {
      tags.add(language.tag());
    }
    value.allowOnly(tags);
    return new LocalizedText(byLanguage);
  }

  private static void check(String key, Yaml text, Set<String> placeholders) {
    try {
      for (Template.Piece piece : Template.parse(text.text()).pieces()) {
        String unknown =
            switch (piece) {
              case Template.Words _ -> "";
              case Template.ProviderValue(String name) ->
                  Provider.VALUE_NAMES.contains(name) ? "" : name;
              case Template.ControlReference(String id) -> placeholders.contains(id) ? "" : id;
            };
        if (!unknown.isEmpty()) {
          text.refuse(
              "'%s' has the placeholder '{%s}', expected one of %s or a value of the provider"
                  .formatted(key, unknown, new TreeSet<>(placeholders)));
        }
      }
    } catch (IllegalArgumentException e) {
      text.refuse("'%s' has %s".formatted(key, e.getMessage()));
    }
  }
}
