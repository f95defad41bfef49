package annai.bot.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.authoring.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseClassifierTest {

  private static final Path CONFIG =
      Path.of(System.getProperty("annai.root", "..")).resolve("config");

  private final PhraseClassifier classifier = new PhraseClassifier(ExamplesReader.read(CONFIG));

  @Test
  void knownPhrase_isEqualToItself() {
    PhraseClassifier.Guess guess = classifier.guess("go back").orElseThrow();

    assertThat(guess.intent()).isEqualTo(Intent.GO_BACK);
    assertThat(guess.likeness()).isGreaterThan(0.999);
    assertThat(guess.share()).isBetween(0.0, 1.0);
  }

  @Test
  void sameExamples_giveTheSameGuess() {
    String text = "i would rather have it the way it was";

    assertThat(new PhraseClassifier(ExamplesReader.read(CONFIG)).guess(text))
        .isEqualTo(classifier.guess(text));
  }

  @Test
  void textWithoutLetters_givesNoGuess() {
    assertThat(classifier.guess("12345 …")).isEmpty();
    assertThat(classifier.guess("")).isEmpty();
  }

  @Test
  void everyIntent_hasExamples() {
    List<PhraseClassifier.Example> examples = ExamplesReader.read(CONFIG);

    assertThat(examples.stream().map(PhraseClassifier.Example::intent).distinct())
        .containsExactlyInAnyOrder(Intent.values());
  }

  @Test
  void unknownIntent_isRefusedWithItsLine() {
    List<Problem> problems = new ArrayList<>();

    ExamplesReader.parse("intents/x.yml", "examples:\n  cant_send:\n    - no\n", problems);

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("intents/x.yml")
        .contains("'cant_send' is no intent");
  }
}
