package annai.bot.understanding;

import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import annai.knowledge.language.TextFolding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the labelled examples, {@code config/intents/examples.ja.yml} and {@code .en.yml}. */
final class ExamplesReader {

  private static final List<String> FILES = List.of("examples.ja.yml", "examples.en.yml");
  private static final String MAIL_CLIENT = "{client}";
  private static final String STANDS_FOR_NAME = "\u00a4";

  private ExamplesReader() {}

  /**
   * All examples below that {@code config/}, in order.
   *
   * @throws ConfigException naming every problem of the files
   */
  static List<PhraseClassifier.Example> read(Path config) {
    List<Problem> problems = new ArrayList<>();
    List<PhraseClassifier.Example> examples = new ArrayList<>();
    for (String name : FILES) {
      Path file = config.resolve("intents").resolve(name);
      if (Files.isRegularFile(file)) {
        examples.addAll(parse("intents/" + name, text(file), problems));
      } else {
        problems.add(
            new Problem("intents/" + name, 0, "is missing in '%s'".formatted(file.getParent())));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return examples;
  }

  static List<PhraseClassifier.Example> parse(String name, String text, List<Problem> problems) {
    List<PhraseClassifier.Example> examples = new ArrayList<>();
    Yaml root = Yaml.parse(name, text, problems).allowOnly(Set.of("examples"));
    for (Map.Entry<String, Yaml> entry : root.require("examples").entries().entrySet()) {
      Yaml phrases = entry.getValue();
      Intent.ofId(entry.getKey())
          .ifPresentOrElse(
              intent ->
                  phrases
                      .items()
                      .forEach(
                          phrase ->
                              examples.add(
                                  new PhraseClassifier.Example(intent, folded(phrase.text())))),
              () -> phrases.refuse("'%s' is no intent".formatted(entry.getKey())));
    }
    return examples;
  }

  private static String folded(String phrase) {
    return TextFolding.fold(phrase.replace(MAIL_CLIENT, STANDS_FOR_NAME));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
