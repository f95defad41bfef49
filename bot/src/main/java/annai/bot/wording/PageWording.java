package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the customer's page itself says, from {@code config/wording/page}: one file a language.
 *
 * @param byLanguage tag of a language to its words by key; a key with a dot, such as {@code
 *     stages.dns}, stands in a group of the file
 */
public record PageWording(Map<String, Map<String, String>> byLanguage) {

  private static final String FOLDER = "wording/page";
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

  public PageWording {
    byLanguage = Collections.unmodifiableMap(new LinkedHashMap<>(byLanguage));
  }

  /**
   * Reads every {@code *.yml} of a folder.
   *
   * @param folder {@code config/wording/page}
   * @throws ConfigException with all problems: a language without a file, a file without a
   *     language, a key that is missing or unknown, a placeholder that was lost
   */
  public static PageWording load(Path folder) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Map<String, String>> byLanguage = new LinkedHashMap<>();
    refuseOthers(folder, problems);
    for (Language language : Language.values()) {
      byLanguage.put(language.tag(), read(folder.resolve(language.tag() + ".yml"), problems));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new PageWording(byLanguage);
  }

  private static void refuseOthers(Path folder, List<Problem> problems) {
    Set<String> expected =
        Stream.of(Language.values())
            .map(language -> language.tag() + ".yml")
            .collect(Collectors.toCollection(TreeSet::new));
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".yml") && !expected.contains(name))
          .map(
              name ->
                  new Problem(
                      FOLDER + "/" + name,
                      0,
                      "is of no language that Annai talks, expected %s".formatted(expected)))
          .forEach(problems::add);
    } catch (IOException e) {
      problems.add(new Problem(FOLDER, 0, "can't be read, expected the files " + expected));
    }
  }

  private static Map<String, String> read(Path file, List<Problem> problems) {
    String name = FOLDER + "/" + file.getFileName();
    Map<String, String> words = new LinkedHashMap<>();
    String content;
    try {
      content = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      problems.add(new Problem(name, 0, "can't be read as UTF-8 text"));
      return words;
    }
    Yaml root = Yaml.parse(name, content, problems);
    collect("", root, words);
    Set<String> missing = new TreeSet<>(PageKeys.ALL.keySet());
    missing.removeAll(words.keySet());
    for (String key : missing) {
      problems.add(new Problem(name, 0, "'%s' is missing".formatted(key)));
    }
    return words;
  }

  private static void collect(String group, Yaml mapping, Map<String, String> words) {
    for (var entry : mapping.entries().entrySet()) {
      String key = group + entry.getKey();
      Yaml value = entry.getValue();
      Set<String> placeholders = PageKeys.ALL.get(key);
      if (placeholders != null) {
        words.put(key, value.text());
        check(key, value, placeholders);
      } else if (group.isEmpty() && PageKeys.isGroup(key)) {
        collect(key + ".", value, words);
      } else {
        value.refuse("'%s' is no key of the page's wording".formatted(key));
      }
    }
  }

  private static void check(String key, Yaml value, Set<String> placeholders) {
    if (value.isPresent() && value.text().isEmpty()) {
      value.refuse("'%s' is empty".formatted(key));
    }
    Set<String> found =
        PLACEHOLDER
            .matcher(value.text())
            .results()
            .map(match -> match.group())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!found.equals(placeholders)) {
      value.refuse(
          "'%s' has the placeholders %s, expected %s"
              .formatted(key, found, new TreeSet<>(placeholders)));
    }
  }
}
