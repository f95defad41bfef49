package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Knowledge;
import annai.knowledge.Procedure;
import annai.knowledge.RevisionText;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** That {@code config/README.md} shows authors what the reader really takes. */
class AuthorsGuideTest {

  private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

  @Test
  void exampleProcedures_areRead_areTaken() throws IOException {
    List<String> examples = examples();
    Map<String, String> files = shipped();
    files.put("procedures/outlook-2016.yml", examples.get(0).replace("\"...\"", "\"some words\""));
    files.put("procedures/iphone-mail.yml", examples.get(1));

    Knowledge knowledge = ConfigReader.parse(RevisionText.of(files));

    Procedure example = knowledge.procedure("outlook-2016").orElseThrow();
    assertThat(example.confirm()).hasSize(1);
    assertThat(example.checkQuestion()).isPresent();
    assertThat(example.change()).hasSize(1);
    assertThat(example.notes()).hasSize(1);
  }

  @Test
  void exampleEntries_areRead_areTaken() throws IOException {
    String[] entries = examples().get(2).split("\n\n", -1);
    Map<String, String> files = shipped();
    files.put("terms.yml", entries[0]);
    files.put("topics.yml", entries[1]);
    files.put("error-texts.yml", entries[2]);

    Knowledge knowledge = ConfigReader.parse(RevisionText.of(files));

    assertThat(knowledge.terms()).hasSize(1);
    assertThat(knowledge.topics()).hasSize(1);
    assertThat(knowledge.errorTexts().getFirst().patterns().getFirst().matcher("530 5.7.0"))
        .matches();
  }

  @Test
  void shippedTexts_nameThePort_onlyByItsPlaceholder() {
    shipped()
        .forEach(
            (name, text) -> {
              if (!name.equals("provider.yml") && !name.equals("error-texts.yml")) {
                assertThat(text).as(name).doesNotContain("587").doesNotContain("mediacat");
              }
            });
  }

  private static Map<String, String> shipped() {
    return new TreeMap<>(ConfigReader.read(ProjectFolders.config()).text().files());
  }

  private static List<String> examples() throws IOException {
    String guide = Files.readString(ProjectFolders.config().resolve("README.md"));
    return EXAMPLE.matcher(guide).results().map(found -> found.group(1)).toList();
  }
}
