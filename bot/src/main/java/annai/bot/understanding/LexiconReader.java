package annai.bot.understanding;

import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import annai.knowledge.search.FoldedPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code config/intents/}: {@code words.yml}, {@code commands.yml}, and a file an intent.
 *
 * <p>A pattern may use a word of {@code words.yml} as {@code {NAME}}; words may use others.
 */
final class LexiconReader {

  private static final Pattern WORD = Pattern.compile("\\{([A-Z][A-Z_]{1,30})}");
  private static final int DEEPEST = 6;

  private final Path folder;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> words = new HashMap<>();

  private LexiconReader(Path folder) {
    this.folder = folder;
  }

  /**
   * The lexicon below that {@code config/}.
   *
   * @throws ConfigException naming every problem of the files
   */
  static Lexicon read(Path config) {
    LexiconReader reader = new LexiconReader(config.resolve("intents"));
    Lexicon lexicon = reader.lexicon();
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return lexicon;
  }

  private Lexicon lexicon() {
    file("words")
        .require("words")
        .entries()
        .forEach((name, value) -> words.put(name, value.text()));
    Map<Intent, Lexicon.Phrases> intents = new EnumMap<>(Intent.class);
    for (Intent intent : Intent.values()) {
      Yaml file = file(intent.id());
      file.allowOnly(Set.of("intent", "patterns", "weak", "whole", "both"));
      List<Pattern> strong = new ArrayList<>(patterns(file.get("patterns")));
      strong.addAll(compiled(file.get("both")));
      intents.put(
          intent,
          new Lexicon.Phrases(strong, patterns(file.get("weak")), patterns(file.get("whole"))));
    }
    return new Lexicon(intents, commands());
  }

  private Map<Command, List<Pattern>> commands() {
    Map<Command, List<Pattern>> found = new HashMap<>();
    for (Map.Entry<String, Yaml> entry :
        file("commands").require("commands").entries().entrySet()) {
      Command.ofId(entry.getKey())
          .ifPresentOrElse(
              command -> found.put(command, patterns(entry.getValue())),
              () -> entry.getValue().refuse("'%s' is no command".formatted(entry.getKey())));
    }
    Map<Command, List<Pattern>> ordered = new EnumMap<>(Command.class);
    ordered.putAll(found);
    return ordered;
  }

  private List<Pattern> patterns(Yaml languages) {
    List<Pattern> patterns = new ArrayList<>();
    for (Yaml language : languages.allowOnly(Set.of("ja", "en")).entries().values()) {
      patterns.addAll(compiled(language));
    }
    return patterns;
  }

  private List<Pattern> compiled(Yaml places) {
    List<Pattern> patterns = new ArrayList<>();
    for (Yaml place : places.items()) {
      FoldedPattern.compile(place, spelledOut(place)).ifPresent(patterns::add);
    }
    return patterns;
  }

  private String spelledOut(Yaml place) {
    String text = place.text();
    for (int depth = 0; depth < DEEPEST && WORD.matcher(text).find(); depth++) {
      text =
          WORD.matcher(text)
              .replaceAll(
                  found -> {
                    String word = words.get(found.group(1));
                    if (word == null) {
                      place.refuse("'%s' is no word of words.yml".formatted(found.group(1)));
                      return "";
                    }
                    return Matcher.quoteReplacement(word);
                  });
    }
    return text;
  }

  private Yaml file(String name) {
    Path path = folder.resolve(name + ".yml");
    String label = "intents/" + name + ".yml";
    if (!Files.isRegularFile(path)) {
      problems.add(new Problem(label, 0, "is missing in '%s'".formatted(folder)));
      return Yaml.parse(label, "", problems);
    }
    try {
      return Yaml.parse(label, Files.readString(path), problems);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
