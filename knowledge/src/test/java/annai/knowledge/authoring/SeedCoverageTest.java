package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import annai.knowledge.Knowledge;
import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.Note;
import annai.knowledge.Procedure;
import annai.knowledge.Step;
import annai.knowledge.Template;
import annai.knowledge.Term;
import annai.knowledge.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** That {@code config/} says everything the provider's manual says, and says it in other words. */
class SeedCoverageTest {

  private static final Path MANUAL = ProjectFolders.shared("seed/manual-mail-sending.ja.md");
  private static final Path EXPECTED = ProjectFolders.shared("eval/seed.expected.json");
  private static final Path QUESTIONS = ProjectFolders.shared("eval/questions.dev.jsonl");
  private static final Pattern LABEL = Pattern.compile("[「\\[]([^「」\\[\\]]+)[」\\]]");
  private static final int SENTENCE_LENGTH = 14;

  private final Knowledge shipped = ConfigReader.read(ProjectFolders.config());
  private final JsonMapper json = new JsonMapper();

  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]");
  private static final Pattern BLANKS = Pattern.compile("\\s");

  @BeforeEach
  void manualIsThere() {
    assumeThat(MANUAL)
        .as("the provider's manual, in the folder shared beside the project")
        .exists();
  }

  @Test
  void everyLabelOfTheManual_isSoughtInConfig_isThere() throws IOException {
    String config = folded(String.join("\n", sections(Language.JA).values()));
    List<String> missing = new ArrayList<>();

    for (String line : Files.readAllLines(MANUAL)) {
      Matcher label = LABEL.matcher(line);
      while (label.find()) {
        String sought = folded(label.group(1)).replaceAll("^=|[:.…]+$", "");
        if (!config.contains(sought)) {
          missing.add(label.group());
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyCountOfTheManual_isComparedWithConfig_isEqual() throws IOException {
    JsonNode expected = json.readTree(Files.readString(EXPECTED));
    int confirm = 0;
    int change = 0;
    for (Procedure procedure : shipped.procedures()) {
      JsonNode entry = entry(expected, procedure.section());
      int looked = procedure.confirm().size() + (procedure.check() == null ? 0 : 1);
      long changed =
          procedure.change().stream().filter(step -> step.source() == Step.Source.MANUAL).count();
      assertThat(looked)
          .as(procedure.mailClient())
          .isEqualTo(entry.path("confirm").path("steps_count").asInt(0));
      assertThat(changed)
          .as(procedure.mailClient())
          .isEqualTo(entry.path("change").path("steps_count").asInt(0));
      confirm += looked;
      change += (int) changed;
    }
    assertThat(confirm).isEqualTo(expected.path("totals").path("confirm_steps").asInt());
    assertThat(change).isEqualTo(expected.path("totals").path("change_steps").asInt());
  }

  @Test
  void everyAnswerableQuestion_isSoughtInItsSection_findsWhatTheAnswerMustContain()
      throws IOException {
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(QUESTIONS)) {
      JsonNode question = json.readTree(line);
      if (question.path("answerable").asBoolean()) {
        Language language = Language.ofTag(question.path("lang").asString()).orElseThrow();
        String section = question.path("answer_section").asString();
        String text = folded(sections(language).getOrDefault(section, ""));
        for (JsonNode needed : question.path("must_contain")) {
          if (!text.contains(folded(needed.asString()))) {
            missing.add(section + " " + language + ": " + needed.asString());
          }
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everySentenceOfTheManual_isSoughtInConfig_isNotCopied() throws IOException {
    String config = lettersOnly(String.join("\n", sections(Language.JA).values()));
    List<String> copied = new ArrayList<>();
    for (String line : Files.readAllLines(MANUAL)) {
      for (String sentence : line.split("[。\t]", -1)) {
        String letters = lettersOnly(sentence.replaceFirst("^[-#*\\s]*[①-⑳※]?", ""));
        boolean isLabel =
            sentence.startsWith("#")
                || letters.startsWith("http")
                || letters.length() < SENTENCE_LENGTH;
        if (!isLabel && config.contains(letters)) {
          copied.add(sentence);
        }
      }
    }
    assertThat(copied).isEmpty();
  }

  private static JsonNode entry(JsonNode expected, String section) {
    for (JsonNode entry : expected.path("entries")) {
      if (entry.path("id").asString().equals(section)) {
        return entry;
      }
    }
    throw new AssertionError("The manual has no section " + section);
  }

  /** What config says in each section of the manual, without what only the provider says. */
  private Map<String, String> sections(Language language) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (Topic topic : shipped.topics()) {
      add(sections, topic.section(), plain(topic.title().in(language), language));
      add(sections, topic.section(), plain(topic.text().in(language), language));
    }
    for (Term term : shipped.terms()) {
      add(sections, "glossary:" + term.id(), plain(term.text().in(language), language));
    }
    for (Procedure procedure : shipped.procedures()) {
      List<Step> looking = new ArrayList<>(procedure.confirm());
      procedure.checkQuestion().ifPresent(looking::add);
      looking.forEach(step -> add(sections, procedure.section() + ".1", text(step, language)));
      procedure.change().stream()
          .filter(step -> step.source() == Step.Source.MANUAL)
          .forEach(step -> add(sections, procedure.section() + ".2", text(step, language)));
      for (Note note : procedure.notes()) {
        add(sections, procedure.section() + ".2", plain(note.text().in(language), language));
      }
    }
    return sections;
  }

  private static void add(Map<String, String> sections, String section, String text) {
    sections.merge(section, text, (one, other) -> one + "\n" + other);
  }

  private String plain(String text, Language language) {
    return Template.parse(text)
        .render(
            value -> shipped.provider().value(value.name(), language).orElseThrow(),
            reference -> reference.id());
  }

  private String text(Step step, Language language) {
    return Template.parse(step.text().in(language))
        .render(
            value -> shipped.provider().value(value.name(), language).orElseThrow(),
            reference ->
                step.controls().stream()
                    .filter(control -> control.id().equals(reference.id()))
                    .map(control -> label(control.label(), language))
                    .findFirst()
                    .orElseThrow());
  }

  private static String label(LocalizedText label, Language language) {
    return language == Language.JA
        ? label.in(Language.JA)
        : label.in(Language.EN) + " (" + label.in(Language.JA) + ")";
  }

  private static String folded(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    return BLANKS.matcher(normal).replaceAll("").toLowerCase(Locale.ROOT);
  }

  private static String lettersOnly(String text) {
    return NO_LETTERS.matcher(folded(text)).replaceAll("");
  }
}
