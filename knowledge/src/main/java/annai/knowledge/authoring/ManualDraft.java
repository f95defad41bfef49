package annai.knowledge.authoring;

import annai.knowledge.Language;
import annai.knowledge.authoring.ManualReading.Entry;
import annai.knowledge.authoring.ManualReading.Kind;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Reference;
import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Section;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes what a manual says as draft procedures, one file a mail client, with a report for the
 * person who reviews them.
 *
 * <p>A draft is complete or not there at all: it is written beside its place and then moved. It
 * never replaces one that is there.
 */
public final class ManualDraft {

  private final ManualReading reading;
  private final Language written;
  private final Map<Entry, String> ids = new LinkedHashMap<>();
  private final Map<String, ManualMailClient> mailClients = new LinkedHashMap<>();
  private final Map<Entry, List<Section>> byEntry = new LinkedHashMap<>();
  private final Set<String> numbers = new HashSet<>();
  private final List<Remark> guesses = new ArrayList<>();

  private ManualDraft(ManualReading reading) {
    this.reading = reading;
    this.written =
        reading.procedures().stream()
                .flatMap(section -> section.steps().stream())
                .anyMatch(step -> ManualText.hasJapanese(step.text()))
            ? Language.JA
            : Language.EN;
    Map<String, Integer> taken = new HashMap<>();
    Set<Entry> told = toldEntries();
    for (Section section : reading.sections()) {
      if (!told.contains(section.entry())) {
        continue;
      }
      String id = ids.computeIfAbsent(section.entry(), _ -> distinct(id(section), taken));
      mailClients.putIfAbsent(id, section.mailClient());
      byEntry.computeIfAbsent(section.entry(), _ -> new ArrayList<>()).add(section);
    }
  }

  /** The entries with steps or a reference; of others the doubts tell. */
  private Set<Entry> toldEntries() {
    Set<String> referring =
        reading.references().stream().map(Reference::section).collect(Collectors.toSet());
    return reading.sections().stream()
        .filter(
            section ->
                !section.steps().isEmpty()
                    || (section.number() != null && referring.contains(section.number()))
                    || referring.contains(section.entry().title()))
        .map(Section::entry)
        .collect(Collectors.toSet());
  }

  /**
   * Refuses a place that is taken already.
   *
   * @throws ManualRefusedException unless there is nothing or an empty folder
   */
  public static void refuseExisting(Path folder) {
    DraftFolder.refuseExisting(folder);
  }

  /**
   * Writes the drafts and {@code report.md} to a new folder.
   *
   * @throws ManualRefusedException when the folder is there already; it is left as it is
   * @throws IOException when it can't be written; nothing is left behind
   */
  public static void write(ManualReading reading, Path manual, Path folder) throws IOException {
    refuseExisting(folder);
    DraftFolder.write(folder, files(reading, manual));
  }

  /** The texts of all files by their names. */
  static Map<String, String> files(ManualReading reading, Path manual) {
    return new ManualDraft(reading).files(manual);
  }

  private Map<String, String> files(Path manual) {
    Map<String, String> files = new LinkedHashMap<>();
    ids.forEach((entry, id) -> files.put(id + ".yml", procedure(entry, id)));
    DraftYaml catalogue = new DraftYaml(written);
    catalogue.comment("Draft of the mail clients, for 'mail-clients.yml'. Not reviewed.");
    catalogue.mailClients(mailClients);
    files.put("mail-clients.yml", catalogue.toString());
    if (!reading.terms().isEmpty()) {
      files.put("terms.yml", terms());
    }
    files.put(
        "report.md",
        new ManualReport(reading, written, ids, guesses).of(String.valueOf(manual.getFileName())));
    return files;
  }

  private static String id(Section section) {
    ManualMailClient client = section.mailClient();
    String name = client.isOther() ? client.name() : client.family();
    boolean versionOfSystem =
        client.family().matches("mac-mail|iphone-mail|ipad-mail|android-gmail|windows-10-mail");
    String version = versionOfSystem || client.version() == null ? "" : "-" + client.version();
    String id =
        ManualText.fold(name.replace("メール", " mail") + version)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-+|-+$", "");
    return id.matches("[a-z].{0,60}") ? id : "mail-client-at-line-" + section.entry().line();
  }

  private static String distinct(String id, Map<String, Integer> taken) {
    int count = taken.merge(id, 1, Integer::sum);
    return count == 1 ? id : id + "-" + count;
  }

  private String procedure(Entry entry, String id) {
    List<Section> sections = byEntry.getOrDefault(entry, List.of());
    DraftYaml yaml = new DraftYaml(written);
    yaml.comment(
        "Draft read from line %d, '%s'. Not reviewed.".formatted(entry.line(), entry.title()));
    yaml.put("mail-client", id);
    section(yaml, entry);
    sameAs(entry, sections).ifPresent(other -> yaml.put("same-as", other));
    confirm(yaml, steps(sections, Kind.CONFIRM));
    List<DraftStep> change = new ArrayList<>(steps(sections, Kind.CHANGE));
    List<DraftStep> setup = steps(sections, Kind.SETUP);
    if (!setup.isEmpty()) {
      yaml.comment("From the manual's set-up of a new account");
      change.addAll(setup);
    }
    yaml.steps("change", change);
    yaml.notes(sections.stream().flatMap(ManualDraft::notes).toList());
    return yaml.toString();
  }

  private static List<DraftStep> steps(List<Section> sections, Kind kind) {
    return sections.stream()
        .filter(section -> section.kind() == kind)
        .flatMap(section -> section.steps().stream())
        .map(DraftStep::of)
        .toList();
  }

  /** A last step that asks or describes what to look for is what the loader calls a check. */
  private void confirm(DraftYaml yaml, List<DraftStep> steps) {
    boolean check = !steps.isEmpty() && steps.getLast().isQuestion();
    yaml.steps("confirm", check ? steps.subList(0, steps.size() - 1) : steps);
    if (check) {
      DraftStep last = steps.getLast();
      yaml.comment("Guessed: the last step tells what to look for. Word it as a yes/no question.");
      yaml.check(last);
      guesses.add(
          new Remark(
              last.line(), "The last step is drafted as the check: '%s'".formatted(last.source())));
    }
  }

  /** The loader wants a number such as "1.4", once each. */
  private void section(DraftYaml yaml, Entry entry) {
    String printed = entry.number() == null ? "" : entry.number().replace('-', '.');
    boolean usable =
        ProcedureReader.SECTION.matcher(printed).matches() && !numbers.contains(printed);
    int place = 1;
    while (!usable && numbers.contains(Integer.toString(place))) {
      place++;
    }
    String number = usable ? printed : Integer.toString(place);
    numbers.add(number);
    if (!usable) {
      yaml.comment("Guessed: the manual prints no number that can be used");
      guesses.add(
          new Remark(
              entry.line(),
              "'%s' has no number of its own; drafted as section %s"
                  .formatted(entry.title(), number)));
    }
    yaml.putQuoted("section", number);
  }

  private static Stream<Note> notes(Section section) {
    Stream<Note> explanations =
        section.explanations().stream()
            .map(e -> new Note(Note.About.EXPLANATION, null, e.text(), e.line()));
    return Stream.concat(section.notes().stream(), explanations);
  }

  /** The other entry's id, where this one has no steps and points to one other. */
  private Optional<String> sameAs(Entry entry, List<Section> sections) {
    boolean own = sections.stream().anyMatch(section -> !section.steps().isEmpty());
    List<String> numbers = sections.stream().flatMap(s -> Stream.ofNullable(s.number())).toList();
    return own
        ? Optional.empty()
        : reading.references().stream()
            .filter(r -> numbers.contains(r.section()) || r.section().equals(entry.title()))
            .map(this::target)
            .flatMap(Optional::stream)
            .findFirst();
  }

  private Optional<String> target(Reference reference) {
    return reading.sections().stream()
        .filter(
            s ->
                reference.to().equals(s.entry().number())
                    || reference.to().equals(s.number())
                    || reference.to().equals(s.entry().title()))
        .map(s -> ids.get(s.entry()))
        .filter(id -> id != null)
        .findFirst();
  }

  private String terms() {
    DraftYaml yaml = new DraftYaml(written);
    yaml.comment("Draft of the manual's terms. Not reviewed.");
    yaml.terms(reading.terms());
    return yaml.toString();
  }
}
