package annai.bot.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.knowledge.Knowledge;
import annai.knowledge.authoring.ConfigReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeaningReaderTest {

  private static final Path ROOT = Path.of(System.getProperty("annai.root", ".."));
  private static final Path CONFIG = ROOT.resolve("config");

  private static MeaningReader reader;

  @BeforeAll
  static void read() {
    Knowledge knowledge = ConfigReader.read(CONFIG);
    reader = MeaningReader.of(CONFIG, knowledge);
  }

  @Test
  void ownParaphrases_areUnderstood() throws IOException, URISyntaxException {
    Map<String, Evaluation.Tally> table = evaluate("/understanding/paraphrases.jsonl");

    assertThat(tally(table, "intent").ratio()).isGreaterThan(0.97);
    assertThat(tally(table, "mailClient").ratio()).isGreaterThan(0.97);
  }

  @Test
  void ownQuestions_areAnswered() throws IOException, URISyntaxException {
    Map<String, Evaluation.Tally> table = evaluate("/understanding/questions.jsonl");

    assertThat(tally(table, "hit@3").ratio()).isGreaterThan(0.95);
    assertThat(tally(table, "answerable, precision").ratio()).isGreaterThan(0.95);
  }

  @Test
  void developmentSets_keepTheirFigures() throws IOException {
    Path sets = ROOT.resolve("../shared/eval");
    assumeTrue(Files.isDirectory(sets), "no ../shared/eval here");
    Evaluation evaluation = new Evaluation(CONFIG);

    Map<String, Evaluation.Tally> read = evaluation.measure(sets.resolve("utterances.dev.jsonl"));
    Map<String, Evaluation.Tally> asked = evaluation.measure(sets.resolve("questions.dev.jsonl"));

    assertThat(tally(read, "intent").ratio()).isGreaterThan(0.95);
    assertThat(tally(asked, "hit@1").ratio()).isGreaterThan(0.85);
  }

  @Test
  void correctedMailClient_isTheOneMeant() {
    Meaning.Understood read = reader.read("Outlookじゃなくて、サンダーバードでした");

    assertThat(read.mailClientIds()).containsExactly("thunderbird");
    assertThat(read.intent()).isEqualTo(Intent.CHANGE_CLIENT);
  }

  @Test
  void ambiguousMailClient_givesItsCandidates() {
    assertThat(reader.read("アウトルックです").candidates())
        .containsExactly("outlook 2007", "outlook 2010", "outlook 2013", "outlook 2016");
  }

  @Test
  void pastedPassword_isNotInTheMeaning() {
    Meaning.Understood read = reader.read("パスワードは hoge123 です");

    assertThat(read.toString()).doesNotContain("hoge123");
    assertThat(read.intent()).isEqualTo(Intent.GIVE_PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"送信できないので", "mail won't send from ", "（（（「「「", "aaaa", "ん", "0x8 5", "パスワード "})
  void megabyteOfText_isReadToItsEnd(String part) {
    String text = part.repeat(1_000_000 / part.length());

    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> assertThat(reader.read(text).text()).hasSizeLessThan(8_001));
  }

  @Test
  void randomCharacters_areNeverTooMuch() {
    Random random = new Random(11);
    for (int i = 0; i < 300; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(200, 0, 0x3100).forEach(c -> text.append((char) c));

      assertThat(reader.read(text.toString()).confidence()).isBetween(0.0, 1.0);
    }
  }

  private static Map<String, Evaluation.Tally> evaluate(String resource)
      throws IOException, URISyntaxException {
    Path file =
        Path.of(Objects.requireNonNull(MeaningReaderTest.class.getResource(resource)).toURI());
    return new Evaluation(CONFIG).measure(file);
  }

  private static Evaluation.Tally tally(Map<String, Evaluation.Tally> table, String name) {
    return table.getOrDefault(name, Evaluation.Tally.NONE);
  }
}
