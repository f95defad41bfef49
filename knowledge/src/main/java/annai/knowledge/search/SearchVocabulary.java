package annai.knowledge.search;

import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the search knows about words, as read from {@code config/search.yml}.
 *
 * @param dictionary words that stay whole
 * @param synonyms groups of words that find each other
 * @param commonWords words that a question may have without being about something else
 * @param aspects what a question may be about
 * @param outOfScope signs, on folded text, of questions that the knowledge doesn't answer
 */
public record SearchVocabulary(
    Set<String> dictionary,
    List<Set<String>> synonyms,
    Set<String> commonWords,
    Map<Aspect, List<Pattern>> aspects,
    List<Pattern> outOfScope) {

  /** The file below {@code config/}. */
  public static final String FILE = "search.yml";

  /** What a question is about. */
  public enum Aspect {
    SUPPORT,
    DEFINITION,
    WHEN,
    WHY,
    CLIENTS,
    CHECK,
    CHANGE
  }

  public SearchVocabulary {
    dictionary = Set.copyOf(dictionary);
    synonyms = List.copyOf(synonyms);
    commonWords = Set.copyOf(commonWords);
    aspects = Map.copyOf(aspects);
    outOfScope = List.copyOf(outOfScope);
  }

  boolean has(Aspect aspect, String folded) {
    return aspects.getOrDefault(aspect, List.of()).stream()
        .anyMatch(pattern -> pattern.matcher(folded).find());
  }

  boolean isOutOfScope(String folded) {
    return outOfScope.stream().anyMatch(pattern -> pattern.matcher(folded).find());
  }

  /**
   * The vocabulary in that folder.
   *
   * @throws ConfigException naming every problem of the file
   */
  public static SearchVocabulary read(Path config) {
    List<Problem> problems = new ArrayList<>();
    Path file = config.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          List.of(new Problem(FILE, 0, "is missing in '%s'".formatted(config))));
    }
    SearchVocabulary vocabulary;
    try {
      vocabulary = parse(Yaml.parse(FILE, Files.readString(file), problems));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return vocabulary;
  }

  private static SearchVocabulary parse(Yaml root) {
    root.allowOnly(Set.of("dictionary", "synonyms", "common-words", "aspects", "out-of-scope"));
    List<Set<String>> synonyms = new ArrayList<>();
    root.get("synonyms").items().forEach(group -> synonyms.add(words(group)));
    Map<Aspect, List<Pattern>> aspects = new EnumMap<>(Aspect.class);
    Yaml told = root.require("aspects");
    for (Aspect aspect : Aspect.values()) {
      aspects.put(
          aspect, FoldedPattern.compileAll(told.require(aspect.name().toLowerCase(Locale.ROOT))));
    }
    return new SearchVocabulary(
        words(root.get("dictionary")),
        synonyms,
        words(root.get("common-words")),
        aspects,
        FoldedPattern.compileAll(root.require("out-of-scope")));
  }

  private static Set<String> words(Yaml items) {
    Set<String> words = new HashSet<>();
    items.items().forEach(word -> words.add(word.text()));
    return words;
  }
}
