package annai.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.bot.conversation.Shipped;
import annai.knowledge.Language;
import annai.knowledge.Template;
import annai.knowledge.authoring.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhrasesTest {

  private static final Path SHIPPED = Shipped.CONFIG.resolve("wording");

  @TempDir private Path folder;

  @Test
  void load_shipped_hasEveryKeyAndNoOther() {
    assertThat(Phrases.load(SHIPPED).keys()).isEqualTo(PhraseKeys.all().keySet());
  }

  @Test
  void shipped_everySentence_isCalmAndPlain() {
    Phrases phrases = Phrases.load(SHIPPED);
    for (String key : phrases.keys()) {
      for (Language language : Language.values()) {
        for (Template.Piece piece : phrases.template(key, language).pieces()) {
          if (piece instanceof Template.Words(String text)) {
            assertThat(text).as(key).doesNotContain("!", "！", "Error:", "エラー:", "お客さま");
          }
        }
      }
    }
  }

  @Test
  void load_manyFaults_namesAllWithFileAndLine() throws IOException {
    copyShipped();
    Files.writeString(
        folder.resolve("choices.yml"),
        """
        choice.done: { ja: "できました" }
        choice.yes: { ja: "{nobody}", en: "Yes" }
        choice.no: { ja: "いいえ", en: "No {" }
        choice.nonsense: { ja: "x", en: "x" }
        """);
    assertThatThrownBy(() -> Phrases.load(folder))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems().stream().map(Object::toString).toList())
                    .anyMatch(
                        problem -> problem.startsWith("wording/choices.yml:1 'en' is missing"))
                    .anyMatch(
                        problem ->
                            problem.startsWith("wording/choices.yml:2")
                                && problem.contains("{nobody}"))
                    .anyMatch(problem -> problem.startsWith("wording/choices.yml:3"))
                    .anyMatch(
                        problem ->
                            problem.startsWith("wording/choices.yml:4")
                                && problem.contains("choice.nonsense"))
                    .anyMatch(problem -> problem.contains("'choice.back' stands in none")));
  }

  @Test
  void load_noFolder_isOneProblemAndTheMissingKeys() {
    assertThatThrownBy(() -> Phrases.load(folder.resolve("nowhere")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected a folder");
  }

  private void copyShipped() throws IOException {
    for (String file : List.of("talk.yml", "evidence.yml", "tickets.yml")) {
      Files.copy(SHIPPED.resolve(file), folder.resolve(file));
    }
  }
}
