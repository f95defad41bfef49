package annai.bot.understanding;

import annai.bot.answers.Answer;
import annai.bot.answers.PassageAnswers;
import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.authoring.ConfigReader;
import annai.knowledge.search.LuceneLibrary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Measures reading and answering against labelled lines, and prints the table. */
public final class Evaluation {

  private static final List<String> FIELDS =
      List.of("language", "os", "mailClient", "version", "osVersion", "mailClientName");

  private final JsonMapper json = JsonMapper.builder().build();
  private final MeaningReader reader;
  private final PassageAnswers answers;

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

  /** Arguments: the folder config, then files of utterances or questions. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Evaluation evaluation = new Evaluation(Path.of(args[0]));
    for (int i = 1; i < args.length; i++) {
      out.println(args[i]);
      evaluation
          .measure(Path.of(args[i]))
          .forEach(
              (name, tally) ->
                  out.printf(
                      "  %-24s %4d/%-4d %.3f%n", name, tally.right(), tally.all(), tally.ratio()));
    }
  }

  Map<String, Tally> measure(Path file) throws IOException {
    Map<String, Tally> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        JsonNode label = json.readTree(line);
        if (label.has("question")) {
          question(table, label);
        } else {
          utterance(table, label);
        }
      }
    }
    return table;
  }

  private void utterance(Map<String, Tally> table, JsonNode label) {
    Meaning.Understood read = reader.read(label.get("text").stringValue());
    boolean complete = label.has("language");
    for (String field : FIELDS) {
      if (label.has(field) || complete) {
        String expected = text(label, field);
        add(table, field, java.util.Objects.equals(expected, value(read, field)));
      }
    }
    if (label.has("candidates") || complete) {
      add(table, "candidates", strings(label, "candidates").equals(read.candidates()));
    }
    String intent = read.intent() == null ? null : read.intent().id();
    boolean strict = java.util.Objects.equals(text(label, "intent"), intent);
    add(table, "intent", strict);
    add(table, "intent, also counted", strict || strings(label, "also").contains(intent));
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

  private void question(Map<String, Tally> table, JsonNode label) {
    Answer answer = answers.to(label.get("question").stringValue(), Language.JA);
    boolean answerable = label.get("answerable").booleanValue();
    if (answer.answerable()) {
      add(table, "answerable, precision", answerable);
    }
    if (answerable) {
      add(table, "answerable, recall", answer.answerable());
      List<String> sections = answer.sections();
      String section = text(label, "answer_section");
      add(table, "hit@1", !sections.isEmpty() && sections.getFirst().equals(section));
      add(table, "hit@3", sections.contains(section));
      add(table, "must_contain", containsAll(answer.text(), label));
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

  private static void add(Map<String, Tally> table, String name, boolean right) {
    table.merge(name, Tally.NONE.plus(right), (old, _) -> old.plus(right));
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
