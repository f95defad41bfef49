package annai.bot.understanding;

import annai.bot.answers.Answer;
import annai.bot.answers.PassageAnswers;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.authoring.ConfigReader;
import annai.knowledge.search.LuceneLibrary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures reading and answering against labelled lines, and prints the table. */
final class Evaluation {

  private static final List<String> FIELDS =
      List.of("language", "os", "mailClient", "version", "osVersion", "mailClientName");

  private final JsonMapper json = JsonMapper.builder().build();
  private final MeaningReader reader;
  private final PassageAnswers answers;
  private final List<Miss> misses = new ArrayList<>();

  Evaluation(Path config) {
    Knowledge knowledge = ConfigReader.read(config);
    reader = MeaningReader.of(config, knowledge);
    answers = new PassageAnswers(LuceneLibrary.of(config, knowledge));
  }

  /** Right ones and all, by what was measured. */
  record Tally(int right, int all) {

    static final Tally NONE = new Tally(0, 0);

    Tally plus(boolean isRight) {
      return new Tally(right + (isRight ? 1 : 0), all + 1);
    }

    double ratio() {
      return all == 0 ? 1 : (double) right / all;
    }
  }

  /** Something that was expected and didn't come. */
  record Miss(String measure, String line, String expected, String got) {}

  /** Prints the table of each file and, where asked for, what was missed. */
  void print(List<Path> files, boolean showMisses, PrintStream out) throws IOException {
    for (Path file : files) {
      misses.clear();
      print(out, file, measure(file));
      if (showMisses) {
        misses.forEach(
            miss ->
                out.printf(
                    "  - %s: expected %s, got %s: %s%n",
                    miss.measure(), miss.expected(), miss.got(), miss.line()));
      }
    }
  }

  private static void print(PrintStream out, Path file, Map<String, Tally> table) {
    out.println(file.getFileName());
    table.forEach(
        (name, tally) ->
            out.printf("  %-24s %4d/%-4d %.3f%n", name, tally.right(), tally.all(), tally.ratio()));
  }

  Map<String, Tally> measure(Path file) throws IOException {
    Map<String, Tally> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        JsonNode label = json.readTree(line);
        if (label.has("question")) {
          question(new Line(table, label.get("question").stringValue()), label);
        } else {
          utterance(new Line(table, label.get("text").stringValue()), label);
        }
      }
    }
    return table;
  }

  /** One labelled line and the table that it counts in. */
  private final class Line {
    private final Map<String, Tally> table;
    private final String text;

    Line(Map<String, Tally> table, String text) {
      this.table = table;
      this.text = text;
    }

    void compare(String measure, @Nullable Object expected, @Nullable Object got) {
      count(measure, Objects.equals(expected, got), expected, got);
    }

    void count(String measure, boolean right, @Nullable Object expected, @Nullable Object got) {
      table.merge(measure, Tally.NONE.plus(right), (old, _) -> old.plus(right));
      if (!right) {
        misses.add(new Miss(measure, text, String.valueOf(expected), String.valueOf(got)));
      }
    }
  }

  private void utterance(Line line, JsonNode label) {
    Meaning.Understood read = reader.read(line.text);
    boolean complete = label.has("language");
    for (String field : FIELDS) {
      if (label.has(field) || complete) {
        line.compare(field, text(label, field), value(read, field));
      }
    }
    if (label.has("candidates") || complete) {
      line.compare("candidates", strings(label, "candidates"), read.candidates());
    }
    String intent = read.intent() == null ? null : read.intent().id();
    String expected = text(label, "intent");
    line.compare("intent", expected, intent);
    line.count(
        "intent, also counted",
        Objects.equals(expected, intent) || strings(label, "also").contains(intent),
        expected,
        intent);
  }

  private static @Nullable String value(Meaning.Understood read, String field) {
    return switch (field) {
      case "language" -> read.language() == null ? "und" : read.language().tag();
      case "os" -> read.os() == null ? null : read.os().id();
      case "mailClient" -> read.mailClient();
      case "version" -> read.version();
      case "osVersion" -> read.osVersion();
      case "mailClientName" -> read.mailClientName();
      default -> throw new IllegalArgumentException(field);
    };
  }

  private void question(Line line, JsonNode label) {
    Answer answer = answers.to(line.text, Language.JA);
    boolean answerable = label.get("answerable").booleanValue();
    if (answer.answerable()) {
      line.count("answerable, precision", answerable, "a refusal", answer.sections());
    }
    if (answerable) {
      List<String> sections = answer.sections();
      String section = text(label, "answer_section");
      line.count("answerable, recall", answer.answerable(), section, "a refusal");
      line.compare("hit@1", section, sections.isEmpty() ? null : sections.getFirst());
      line.count("hit@3", sections.contains(section), section, sections);
      List<String> wanted = strings(label, "must_contain");
      line.count("must_contain", containsAll(answer.text(), label), wanted, sections);
    }
  }

  private static boolean containsAll(String answer, JsonNode label) {
    String text = bare(answer);
    JsonNode alternatives = label.get("must_contain_alt");
    return strings(label, "must_contain").stream()
        .allMatch(
            wanted ->
                text.contains(bare(wanted))
                    || (alternatives != null
                        && strings(alternatives, wanted).stream()
                            .anyMatch(other -> text.contains(bare(other)))));
  }

  private static String bare(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "");
  }

  private static @Nullable String text(JsonNode node, String key) {
    JsonNode value = node.get(key);
    return value == null || value.isNull() ? null : value.stringValue();
  }

  private static List<String> strings(JsonNode node, String key) {
    List<String> strings = new ArrayList<>();
    JsonNode values = node.get(key);
    if (values != null && values.isArray()) {
      values.forEach(value -> strings.add(value.stringValue()));
    }
    return strings;
  }
}
