package annai.knowledge.authoring;

import annai.knowledge.Language;
import annai.knowledge.authoring.ManualReading.Entry;
import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Section;
import java.util.List;
import java.util.Map;

/**
 * The report beside a draft: what was found, what is unsure, what was repaired.
 *
 * @param written the manual's language
 * @param ids the name of each mail client's file
 * @param guesses what the drafts hold beyond the manual
 */
record ManualReport(
    ManualReading reading, Language written, Map<Entry, String> ids, List<Remark> guesses) {

  String of(String manual) {
    StringBuilder report = new StringBuilder();
    report.append("# Draft of ").append(plain(manual)).append("\n\n");
    report.append(
        """
        Nothing here is loaded. For each file: fill in the missing language, settle its guesses, then \
        move it to `config/procedures` and its entry of `mail-clients.yml` to the catalogue.

        """);
    found(report, reading, ids);
    report.append("\n## Missing languages\n\n");
    for (Language language : Language.values()) {
      if (language != written) {
        report.append(
            "- Every text is missing in '%s': %d steps, %d notes, %d terms. The files mark each place.%n"
                .formatted(language.tag(), steps(reading), notes(reading), reading.terms().size()));
      }
    }
    remarks(
        report,
        "Guesses",
        "What the drafts add. Every control (which label it is, its kind, its id) is a guess too.",
        guesses);
    remarks(
        report, "Doubts", "A person has to look at these lines of the manual.", reading.doubts());
    remarks(
        report,
        "Repairs",
        "Mended or left out; nothing to do unless one is wrong.",
        reading.repairs());
    return report.toString();
  }

  private static void found(StringBuilder report, ManualReading reading, Map<Entry, String> ids) {
    report.append("| file | line | section | kind | steps | notes |\n|---|---|---|---|---|---|\n");
    for (Section section : reading.sections()) {
      if (!ids.containsKey(section.entry()) || section.kind() == null) {
        continue;
      }
      var kind = section.kind();
      report.append(
          "| %s.yml | %d | %s | %s | %d | %d |%n"
              .formatted(
                  ids.get(section.entry()),
                  section.line(),
                  plain(section.number() == null ? section.entry().title() : section.number()),
                  kind == null ? "" : kind.id(),
                  section.steps().size(),
                  section.notes().size()));
    }
    reading
        .references()
        .forEach(
            r ->
                report.append(
                    "%n- line %d: %s points to %s"
                        .formatted(r.line(), plain(r.section()), plain(r.to()))));
    reading
        .terms()
        .forEach(t -> report.append("%n- line %d: term %s".formatted(t.line(), plain(t.name()))));
    report.append('\n');
  }

  private static int steps(ManualReading reading) {
    return reading.sections().stream().mapToInt(section -> section.steps().size()).sum();
  }

  private static int notes(ManualReading reading) {
    return reading.sections().stream()
        .mapToInt(section -> section.notes().size() + section.explanations().size())
        .sum();
  }

  private static void remarks(
      StringBuilder report, String title, String what, List<Remark> remarks) {
    report.append("\n## %s (%d)\n\n%s\n\n".formatted(title, remarks.size(), what));
    remarks.forEach(r -> report.append("- line %d: %s%n".formatted(r.line(), plain(r.text()))));
  }

  /** A stranger's text as plain words, whatever marks of Markdown or HTML it has. */
  private static String plain(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replaceAll("([\\\\`*_{}\\[\\]#|!~])", "\\\\$1")
        .replaceAll("\\p{Cntrl}", " ");
  }
}
