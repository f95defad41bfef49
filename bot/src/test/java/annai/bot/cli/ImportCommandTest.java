package annai.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ImportCommandTest {

  private static final String MANUAL =
      """
      ## 1.1 Outlook 2016
      ### 1.1.1 確認方法
      ① SMTP の「設定」を開きます。
      値を見ます。
      ### 1.1.2 変更手順
      ※ 2025年10月14日にサポートが終了します。
      ① ポートを変更します。
      ### 1.1.3 動作確認
      ① 送信します。
      """;

  @TempDir Path folder = Path.of("");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void manual_importedAsJson_givesLinesAndTouchesNoFile() throws IOException {
    Path manual = Files.writeString(folder.resolve("m.md"), MANUAL);

    int exit = run("--json", manual.toString());

    assertThat(exit).isEqualTo(Exit.DONE);
    List<JsonNode> lines = out.toString().lines().map(JsonMapper.shared()::readTree).toList();
    JsonNode confirm = lines.get(0);
    assertThat(confirm.path("kind").asString()).isEqualTo("confirm");
    assertThat(confirm.path("section").asString()).isEqualTo("1.1.1");
    assertThat(confirm.path("os").isNull()).isTrue();
    assertThat(confirm.path("mailClient").asString()).isEqualTo("outlook");
    assertThat(confirm.path("version").asString()).isEqualTo("2016");
    assertThat(confirm.path("steps").path(0).path("line").asInt()).isEqualTo(3);
    assertThat(confirm.path("steps").path(0).path("details").path(0).asString())
        .isEqualTo("値を見ます。");
    JsonNode note = lines.get(1).path("notes").path(0);
    assertThat(note.path("kind").asString()).isEqualTo("end_of_support");
    assertThat(note.path("date").asString()).isEqualTo("2025-10-14");
    assertThat(lines.get(2).path("kind").asString()).isEqualTo("doubt");
    assertThat(names()).containsExactly("m.md");
  }

  @Test
  void manual_imported_writesDraftsAndRefusesTheSamePlaceAgain() throws IOException {
    Path manual = Files.writeString(folder.resolve("m.md"), MANUAL);
    String place = folder.resolve("draft").toString();

    assertThat(run(manual.toString(), "--out", place)).isEqualTo(Exit.DONE);
    assertThat(folder.resolve("draft/outlook-2016.yml")).exists();
    assertThat(run(manual.toString(), "--out", place)).isEqualTo(Exit.BAD_INPUT);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void noManual_imported_isOneErrorAndChangesNothing() throws IOException {
    Path manual = Files.writeString(folder.resolve("m.md"), "# Pie\n1. Bake.\n");

    assertThat(run(manual.toString(), "--out", folder.resolve("draft").toString()))
        .isEqualTo(Exit.BAD_INPUT);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(names()).containsExactly("m.md");
  }

  @Test
  void noFile_named_isBadUsage() {
    assertThat(run()).isEqualTo(Exit.BAD_INPUT);
    assertThat(run("--no-such-option", "x")).isEqualTo(Exit.BAD_INPUT);
  }

  private int run(String... args) {
    return new CommandLine(new ImportCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(
            (e, command, _) -> {
              command.getErr().println(e.getMessage());
              return e instanceof BadInputException ? Exit.BAD_INPUT : Exit.UNKNOWN;
            })
        .execute(args);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
