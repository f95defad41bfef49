package annai.bot.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.bot.conversation.Shipped;
import annai.knowledge.authoring.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageWordingTest {

  private static final Path SHIPPED = Shipped.CONFIG.resolve("wording").resolve("page");

  @TempDir private Path folder;

  @Test
  void load_shipped_hasEveryKeyInEveryLanguage() {
    PageWording wording = PageWording.load(SHIPPED);

    assertThat(wording.byLanguage().keySet()).containsExactly("ja", "en");
    for (var words : wording.byLanguage().values()) {
      assertThat(words.keySet()).isEqualTo(PageKeys.ALL.keySet());
    }
    assertThat(wording.byLanguage().get("en")).containsEntry("stages.dns", "Looking up the server");
  }

  @Test
  void load_manyFaults_namesAllWithTheirFiles() throws IOException {
    Files.copy(SHIPPED.resolve("ja.yml"), folder.resolve("ja.yml"));
    Files.writeString(folder.resolve("de.yml"), "title: Hilfe\n");
    Files.writeString(
        folder.resolve("en.yml"),
        Files.readString(SHIPPED.resolve("en.yml"))
            .replace("step: \"Step {n} of {of}\"", "step: \"Step {n}\"")
            .replace("menu: \"More\"", "menuu: \"More\"")
            .replace("title: \"Mail support\"", "title: \"\""));

    assertThatThrownBy(() -> PageWording.load(folder))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems().stream().map(Object::toString).toList())
                    .anyMatch(problem -> problem.contains("de.yml: is of no language"))
                    .anyMatch(problem -> problem.contains("en.yml: 'menu' is missing"))
                    .anyMatch(problem -> problem.contains("'menuu' is no key"))
                    .anyMatch(problem -> problem.contains("'title' is empty"))
                    .anyMatch(problem -> problem.contains("[{n}], expected [{n}, {of}]")));
  }

  @Test
  void load_languageWithoutAFile_isRefused() throws IOException {
    Files.copy(SHIPPED.resolve("en.yml"), folder.resolve("en.yml"));

    assertThatThrownBy(() -> PageWording.load(folder)).hasMessageContaining("ja.yml");
  }
}
