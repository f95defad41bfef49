package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Knowledge;
import annai.knowledge.Procedure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A draft whose missing language is filled in is what the loader expects. */
class ManualDraftLoadTest {

  private static final Pattern MISSING_AFTER =
      Pattern.compile("(?m)^( *)ja: (\".+\")\\n *# Missing[^\\n]*\\n *en: \"\"$");
  private static final Pattern MISSING_BEFORE =
      Pattern.compile("(?m)^( *)# Missing[^\\n]*\\n *ja: \"\"\\n *en: (\".+\")$");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noisy.ja.md",
        "plain.ja.txt",
        "hyphens.ja.md",
        "setup.ja.md",
        "numbered.en.md",
        "chapters.ja.txt"
      })
  void draft_withItsLanguageFilledIn_loads(String manual) throws IOException {
    ManualReading reading = ManualImporter.read(manual, ManualImporterTest.resource(manual));

    Knowledge knowledge = loaded(reading);

    assertThat(knowledge.procedures())
        .hasSizeGreaterThanOrEqualTo(
            (int) reading.procedures().stream().map(s -> s.entry()).distinct().count());
  }

  @Test
  void bracesOfTheManual_draft_loadAsWords() throws IOException {
    ManualReading reading =
        ManualImporter.read(
            "m",
            """
            ## 1.1 Outlook 2016
            ### 1.1.1 確認方法
            ① [設定]タブを開きます。
            ② {x} の欄は空ですか?
            ### 1.1.2 変更手順
            ① SMTP の [ポート{n}] に「587」を入力し、[OK]を押します。
            """);

    Procedure procedure = loaded(reading).procedures().getFirst();

    assertThat(procedure.check()).isNotNull();
    assertThat(procedure.confirm()).hasSize(1);
    assertThat(procedure.confirm().getFirst().controls())
        .singleElement()
        .satisfies(control -> assertThat(control.kind().id()).isEqualTo("tab"));
    assertThat(procedure.change().getFirst().controls()).hasSize(2);
  }

  private Knowledge loaded(ManualReading reading) throws IOException {
    Path procedures = Files.createDirectories(folder.resolve("procedures"));
    for (Map.Entry<String, String> file :
        ManualDraft.files(reading, Path.of("manual.md")).entrySet()) {
      String name = file.getKey();
      boolean catalogue = name.matches("(?:mail-clients|terms)\\.yml");
      if (name.endsWith(".yml")) {
        Files.writeString((catalogue ? folder : procedures).resolve(name), filled(file.getValue()));
      }
    }
    Files.copy(ProjectFolders.config().resolve("provider.yml"), folder.resolve("provider.yml"));
    Files.writeString(
        folder.resolve("topics.yml"),
        "- { id: a, section: intro, title: { ja: あ, en: A }, text: { ja: あ, en: A } }\n");
    if (!Files.exists(folder.resolve("terms.yml"))) {
      Files.writeString(
          folder.resolve("terms.yml"),
          "- { id: A, name: { ja: あ, en: A }, text: { ja: あ, en: A } }\n");
    }
    return ConfigReader.read(folder);
  }

  /** What a translator does, with the same words in both languages. */
  private static String filled(String draft) {
    String after = MISSING_AFTER.matcher(draft).replaceAll("$1ja: $2\n$1en: $2");
    return MISSING_BEFORE.matcher(after).replaceAll("$1ja: $2\n$1en: $2");
  }
}
