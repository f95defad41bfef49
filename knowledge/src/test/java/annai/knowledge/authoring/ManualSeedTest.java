package annai.knowledge.authoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the importer with what a careful person extracted from the provider's real manual. */
class ManualSeedTest {

  private static final Map<String, String> FAMILIES =
      Map.of(
          "Windows 10 メール", "windows-10-mail",
          "Windows Live メール", "windows-live-mail",
          "Outlook Express", "outlook-express",
          "Outlook", "outlook",
          "Becky!", "becky",
          "Thunderbird", "thunderbird",
          "Mac メール", "mac-mail",
          "iPhone", "iphone-mail",
          "iPad", "ipad-mail",
          "Gmail", "android-gmail");
  private static final Map<String, String> SYSTEMS =
      Map.of("Windows", "windows", "Mac", "macos", "iOS", "ios", "Android", "android");

  @Test
  void realManual_read_equalsTheExpectationLineByLine() throws Exception {
    Path shared = Path.of(System.getProperty("annai.root", "..")).resolve("../shared");
    Path manual = shared.resolve("seed/manual-mail-sending.ja.md");
    Path expectation = shared.resolve("eval/seed.expected.json");
    assumeTrue(Files.exists(manual) && Files.exists(expectation), "No real manual at " + manual);

    ManualReading reading = ManualImporter.read(manual);

    JsonNode expected = JsonMapper.shared().readTree(Files.readString(expectation));
    assertThat(told(reading)).containsExactlyElementsOf(expected(expected));
  }

  private static List<String> told(ManualReading reading) {
    List<String> lines = new ArrayList<>();
    for (Section section : reading.procedures()) {
      var client = section.mailClient();
      String kind = Optional.ofNullable(section.kind()).map(ManualReading.Kind::id).orElse("-");
      String os = Optional.ofNullable(client.os()).map(o -> o.id()).orElse("-");
      lines.add(
          "%d %s %s %s %s %s"
              .formatted(
                  section.line(), kind, section.number(), os, client.family(), client.version()));
      section
          .steps()
          .forEach(
              step ->
                  lines.add(
                      "%d %s %s"
                          .formatted(
                              step.line(),
                              ManualText.key(step.text()),
                              step.details().stream().map(ManualSeedTest::told).toList())));
      section
          .notes()
          .forEach(
              note ->
                  lines.add(
                      "%d %s %s %s"
                          .formatted(
                              note.line(),
                              note.about().id(),
                              note.date(),
                              ManualText.key(note.text()))));
    }
    reading
        .terms()
        .forEach(
            term ->
                lines.add(
                    "%d %s %s".formatted(term.line(), term.name(), ManualText.key(term.text()))));
    reading
        .references()
        .forEach(r -> lines.add("%d %s -> %s".formatted(r.line(), r.section(), r.to())));
    return lines;
  }

  private static String told(Detail detail) {
    return detail.line() + " " + ManualText.key(detail.text());
  }

  private static List<String> expected(JsonNode manual) {
    List<String> lines = new ArrayList<>();
    for (JsonNode entry : manual.path("entries")) {
      for (String kind : List.of("confirm", "change")) {
        JsonNode section = entry.path(kind);
        if (!section.path("steps").isEmpty()) {
          lines.addAll(expected(entry, kind, section));
        }
      }
    }
    manual
        .path("glossary")
        .forEach(
            term ->
                lines.add(
                    "%d %s %s"
                        .formatted(
                            term.path("heading_line").asInt(),
                            term.path("term").asString(),
                            key(term, "text"))));
    JsonNode reference = manual.path("cross_references").path(0);
    lines.add(
        "%d %s -> %s"
            .formatted(
                reference.path("lines").path(0).asInt(),
                reference.path("from").asString(),
                reference.path("to").asString()));
    return lines;
  }

  private static List<String> expected(JsonNode entry, String kind, JsonNode section) {
    List<String> lines = new ArrayList<>();
    String number = section.path("section").asString();
    JsonNode version = entry.path("version");
    lines.add(
        "%d %s %s %s %s %s"
            .formatted(
                section.path("heading_line").asInt(),
                kind,
                number,
                SYSTEMS.get(entry.path("os").asString()),
                FAMILIES.get(entry.path("client").asString()),
                version.isNull() ? null : version.asString()));
    for (JsonNode step : section.path("steps")) {
      List<String> details = new ArrayList<>();
      step.path("sublines")
          .forEach(d -> details.add(d.path("line").asInt() + " " + key(d, "text")));
      lines.add("%d %s %s".formatted(step.path("line").asInt(), key(step, "text"), details));
    }
    for (JsonNode note : entry.path("notes")) {
      if (note.path("belongs_to").asString().equals(number)) {
        lines.add(
            "%d %s %s %s"
                .formatted(
                    note.path("lines").path(0).asInt(),
                    note.path("kind").asString(),
                    note.path("date").asString(),
                    key(note, "text")));
      }
    }
    return lines;
  }

  private static String key(JsonNode node, String field) {
    return ManualText.key(node.path(field).asString());
  }
}
