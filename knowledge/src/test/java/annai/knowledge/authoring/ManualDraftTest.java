package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManualDraftTest {

  @TempDir Path folder = Path.of("");

  private static final ManualReading READING =
      ManualImporter.read("m", ManualImporterTest.resource("noisy.ja.md"));

  @Test
  void newFolder_write_holdsOneFileAMailClientAndTheReport() throws IOException {
    Path out = folder.resolve("draft");

    ManualDraft.write(READING, Path.of("m.md"), out);

    assertThat(names(out))
        .contains(
            "outlook-2013.yml", "iphone-mail.yml", "shuriken-2014.yml", "terms.yml", "report.md");
    assertThat(Files.readString(out.resolve("iphone-mail.yml"))).contains("same-as: ipad-mail");
    assertThat(Files.readString(out.resolve("report.md"))).contains("line 69", "missing in 'en'");
    assertThat(names(folder)).containsExactly("draft");
  }

  @Test
  void everyDraft_parsed_isTheManualsTextAgain() {
    String hard = "「\"引用\": #1」 {x} \\ と : を入力します。";
    ManualReading reading =
        ManualImporter.read("m", "## Outlook 2016\n### 変更手順\n① SMTP " + hard + "\n② 押します。\n");
    String yaml = ManualDraft.files(reading, Path.of("m")).getOrDefault("outlook-2016.yml", "");
    List<Problem> problems = new ArrayList<>();

    Yaml root = Yaml.parse("outlook-2016.yml", yaml, problems);

    Yaml text = root.get("change").items().getFirst().get("text");
    assertThat(problems).isEmpty();
    assertThat(text.get("ja").text())
        .isEqualTo(
            reading
                .procedures()
                .getFirst()
                .steps()
                .getFirst()
                .text()
                .replace("「\"引用\": #1」", "{field-1}")
                .replace("{x}", "｛x｝"));
    assertThat(text.get("en").text()).isEmpty();
    assertThat(yaml).contains("# Missing: the manual has no text in 'en'");
  }

  @Test
  void folderWithEdits_write_isRefusedAndLeftAsItIs() throws IOException {
    Path out = Files.createDirectory(folder.resolve("draft"));
    Files.writeString(out.resolve("outlook-2016.yml"), "my edits");

    assertThatThrownBy(() -> ManualDraft.write(READING, Path.of("m.md"), out))
        .isInstanceOf(ManualRefusedException.class)
        .hasMessageContaining("is there already");

    assertThat(names(out)).containsExactly("outlook-2016.yml");
    assertThat(names(folder)).containsExactly("draft");
  }

  @Test
  void parentsThatAreMissing_writeFails_leavesNoneBehind() throws IOException {
    Path out = folder.resolve("a/b").resolve("x".repeat(255)).resolve("draft");
    Path tooLong = out.resolveSibling("y".repeat(300));

    assertThatThrownBy(() -> ManualDraft.write(READING, Path.of("m.md"), tooLong))
        .isInstanceOf(IOException.class);

    assertThat(names(folder)).isEmpty();
  }

  @Test
  void danglingLinkInThePlace_write_isRefused() throws IOException {
    Path out = Files.createSymbolicLink(folder.resolve("draft"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> ManualDraft.write(READING, Path.of("m.md"), out))
        .isInstanceOf(ManualRefusedException.class);
    assertThat(names(folder)).containsExactly("draft");
  }

  @Test
  void fileInThePlace_write_isRefused() throws IOException {
    Path out = Files.writeString(folder.resolve("draft"), "a file");

    assertThatThrownBy(() -> ManualDraft.write(READING, Path.of("m.md"), out))
        .isInstanceOf(ManualRefusedException.class);
    assertThat(Files.readString(out)).isEqualTo("a file");
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
