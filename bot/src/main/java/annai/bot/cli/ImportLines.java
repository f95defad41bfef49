package annai.bot.cli;

import annai.knowledge.authoring.ManualReading;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Section;
import annai.knowledge.authoring.ManualReading.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes what a manual says as JSON lines, one object a section, term, reference or doubt. */
final class ImportLines {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ImportLines() {}

  /** The lines, in this order: sections as in the manual, terms, references, doubts. */
  static List<String> of(ManualReading reading) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    reading.procedures().forEach(section -> objects.add(section(section)));
    reading
        .terms()
        .forEach(
            term ->
                objects.add(
                    object(
                        "kind",
                        "term",
                        "name",
                        term.name(),
                        "text",
                        term.text(),
                        "line",
                        term.line())));
    reading
        .references()
        .forEach(
            reference ->
                objects.add(
                    object(
                        "kind",
                        "reference",
                        "section",
                        reference.section(),
                        "to",
                        reference.to(),
                        "line",
                        reference.line())));
    reading
        .doubts()
        .forEach(
            doubt ->
                objects.add(object("kind", "doubt", "line", doubt.line(), "text", doubt.text())));
    return objects.stream().map(JSON::writeValueAsString).toList();
  }

  private static Map<String, @Nullable Object> section(Section section) {
    var mailClient = section.mailClient();
    ManualReading.Kind kind = section.kind();
    Map<String, @Nullable Object> object =
        object(
            "kind",
            kind == null ? null : kind.id(),
            "section",
            section.number(),
            "os",
            mailClient.os() == null ? null : mailClient.os().id(),
            "mailClient",
            mailClient.family());
    if (mailClient.isOther()) {
      object.put("mailClientName", mailClient.name());
    }
    object.put("version", mailClient.version());
    object.put("line", section.line());
    object.put("steps", section.steps().stream().map(ImportLines::step).toList());
    object.put("notes", section.notes().stream().map(ImportLines::note).toList());
    return object;
  }

  private static Map<String, @Nullable Object> step(Step step) {
    return object(
        "text", step.text(),
        "line", step.line(),
        "details", step.details().stream().map(ManualReading.Detail::text).toList());
  }

  private static Map<String, @Nullable Object> note(Note note) {
    return object(
        "kind", note.about().id(),
        "date", note.date() == null ? null : note.date().toString(),
        "text", note.text(),
        "line", note.line());
  }

  private static Map<String, @Nullable Object> object(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      object.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return object;
  }
}
