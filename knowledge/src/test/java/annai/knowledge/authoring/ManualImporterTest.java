package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.knowledge.OperatingSystem;
import annai.knowledge.authoring.ManualReading.Section;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManualImporterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "noisy.ja.md",
        "plain.ja.txt",
        "guide.en.md",
        "hyphens.ja.md",
        "setup.ja.md",
        "numbered.en.md",
        "chapters.ja.txt"
      })
  void wholeManual_read_saysWhatAPersonReads(String manual) {
    String told = told(ManualImporter.read(manual, resource(manual)));

    assertThat(told).isEqualTo(resource(manual + ".expected"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void otherLineEnds_read_sayTheSameWithTheSameLines(String lineEnd) {
    String manual = resource("noisy.ja.md");

    String told = told(ManualImporter.read("m", "\uFEFF" + manual.replace("\n", lineEnd)));

    assertThat(told).isEqualTo(told(ManualImporter.read("m", manual)));
  }

  @Test
  void everyText_ofTheReading_standsInTheManual() {
    String manual = resource("noisy.ja.md");
    String key = ManualText.key(manual.replace("**", ""));

    for (Section section : ManualImporter.read("m", manual).procedures()) {
      assertThat(section.steps())
          .allSatisfy(step -> assertThat(key).contains(ManualText.key(step.text())));
      assertThat(section.notes())
          .allSatisfy(note -> assertThat(key).contains(ManualText.key(note.text())));
    }
  }

  @Test
  void numberPrintedTwice_read_theSecondIsItsSibling() {
    ManualReading reading =
        ManualImporter.read(
            "m", "## 1.1 Outlook 2016\n### 1.1.1 確認方法\n① SMTP を開きます。\n### 1.1.1 変更手順\n① 変更します。\n");

    assertThat(reading.procedures()).extracting(Section::number).containsExactly("1.1.1", "1.1.2");
    assertThat(reading.doubts()).anySatisfy(doubt -> assertThat(doubt.line()).isEqualTo(4));
  }

  @Test
  void stepPrintedWithAnotherNumber_read_keepsItsPlace() {
    ManualReading reading =
        ManualImporter.read("m", "## Outlook 2016\n### 確認方法\n① メールを開く。\n② 押す。\n① 見る。\n");

    assertThat(reading.procedures().getFirst().steps()).hasSize(3);
    assertThat(reading.repairs())
        .extracting(ManualReading.Remark::text)
        .contains("Step 3 is printed with the number 1");
  }

  @Test
  void unknownMailClient_read_keepsItsPrintedName() {
    ManualReading reading =
        ManualImporter.read(
            "m", "# 2 Windows\n## 2.1 ナゾメール 7\n### 2.1.1 変更手順\n1. SMTP ポートを 587 にします。\n");

    ManualMailClient client = reading.procedures().getFirst().mailClient();
    assertThat(client.isOther()).isTrue();
    assertThat(client.name()).isEqualTo("ナゾメール 7");
    assertThat(client.os()).isEqualTo(OperatingSystem.WINDOWS);
    assertThat(reading.doubts()).anySatisfy(doubt -> assertThat(doubt.line()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# Apple pie\n## Setup\n1. Heat the oven.\n2. Mix.\n",
        "just some words\nabout mail and SMTP\n",
        "{\"kind\": \"confirm\", \"mailClient\": \"outlook\", \"smtp\": [1, 2]}",
        "# Outlook\nThe weather will be fine.\n"
      })
  void textThatIsNoManual_read_isRefused(String text) {
    assertThatThrownBy(() -> ManualImporter.read("'x.md'", text))
        .isInstanceOf(ManualRefusedException.class)
        .hasMessageContaining("'x.md' is no manual for mail clients");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "in a, ",
        "第",
        "1.",
        "[[[(((",
        "|",
        "*a ",
        "確認・変更",
        "<b>",
        "<!--",
        "・",
        "# 1.1 Outlook\n"
      })
  void sameAgainAndAgain_read_endsSoon(String piece) {
    String text = piece.repeat(60_000 / piece.length());

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> ManualImporter.read("m", text))
                .isInstanceOf(ManualRefusedException.class));
  }

  @Test
  void unknownWording_read_isTheKindThatItsPlaceSays() {
    String manual =
        """
        ## 1.1 Outlook 2016
        **ステップA**
        ① SMTP を開きます。
        **設定の変更**
        ① 変更します。
        ## 1.2 Thunderbird
        ### ステップA
        ① 開きます。
        ### 設定の変更
        ① 変更します。
        ## 1.3 Becky!
        ### ステップA
        ① 開きます。
        ### 設定の変更
        ① 変更します。
        """;

    assertThat(ManualImporter.read("m", manual).procedures())
        .extracting(Section::kind)
        .startsWith(ManualReading.Kind.CONFIRM, ManualReading.Kind.CHANGE);
  }

  @Test
  void contentsPrintedAsHeadings_read_areLeftOut() {
    String manual =
        """
        # メール設定
        ## 目次
        ## 1 Windows 2
        ## 1.1 Outlook 2016 2
        ## 1.1.1 設定の確認 3
        ## 1 Windows
        ## 1.1 Outlook 2016
        ## 1.1.1 設定の確認 ① 開きます。
        ② 見ます。
        """;

    ManualReading reading = ManualImporter.read("m", manual);

    assertThat(reading.procedures()).hasSize(1);
    assertThat(reading.procedures().getFirst().steps()).hasSize(2);
    assertThat(reading.doubts()).isEmpty();
  }

  @Test
  void lostMarks_read_areStepsWhereTheNextMarkCountsThem() {
    String manual =
        """
        ## 1.1 Outlook 2016
        ### 変更手順
        - ① SMTP を開きます。
        - 設定を押します。
        - ③ [OK]を押します。
        - 赤い字の方
        """;

    var steps = ManualImporter.read("m", manual).procedures().getFirst().steps();

    assertThat(steps).hasSize(3);
    assertThat(steps.getLast().details()).hasSize(1);
  }

  private static String told(ManualReading reading) {
    StringBuilder told = new StringBuilder();
    for (Section section : reading.procedures()) {
      var client = section.mailClient();
      told.append(
          "%s %s %s %s %s %s @%d%n"
              .formatted(
                  Optional.ofNullable(section.kind()).map(ManualReading.Kind::id).orElse("-"),
                  section.number(),
                  Optional.ofNullable(client.os()).map(OperatingSystem::id).orElse("-"),
                  client.family(),
                  client.isOther() ? "'" + client.name() + "'" : "-",
                  client.version(),
                  section.line()));
      for (var step : section.steps()) {
        told.append("  %d %s%n".formatted(step.line(), step.text()));
        step.details().forEach(d -> told.append("    %d %s%n".formatted(d.line(), d.text())));
      }
      section
          .notes()
          .forEach(
              n ->
                  told.append(
                      "  note %d %s %s %s%n"
                          .formatted(n.line(), n.about().id(), n.date(), n.text())));
    }
    reading
        .terms()
        .forEach(t -> told.append("term %d %s: %s%n".formatted(t.line(), t.name(), t.text())));
    reading
        .references()
        .forEach(
            r -> told.append("reference %d %s -> %s%n".formatted(r.line(), r.section(), r.to())));
    told.append("doubts ")
        .append(
            reading.doubts().stream()
                .map(d -> "" + d.line())
                .distinct()
                .collect(Collectors.joining(" ")))
        .append('\n');
    return told.toString();
  }

  static String resource(String name) {
    try (InputStream in = ManualImporterTest.class.getResourceAsStream(name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
