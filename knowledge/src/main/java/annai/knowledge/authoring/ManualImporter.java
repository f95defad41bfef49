package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualEntry.Part;
import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Kind;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Section;
import annai.knowledge.authoring.ManualReferences.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns a provider's manual into procedures, as it is: noise, misprints and all.
 *
 * <p>Every text is the manual's wording with line breaks and blanks repaired; nothing is added.
 * What can't be told for sure is among the doubts, with its line.
 */
public final class ManualImporter {

  private static final Pattern MAIL_WORD =
      Pattern.compile(
          "smtp|pop3?|imap|送信(?:メール)?サーバ|受信(?:メール)?サーバ|メール|e-?mail|outgoing(?:mail)?server|mailserver");

  private final List<Remark> repairs = new ArrayList<>();
  private final List<Remark> doubts = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();

  private ManualImporter() {}

  /**
   * Reads a manual: text, Markdown or HTML in UTF-8, UTF-16, Shift_JIS, EUC-JP or ISO-2022-JP, at
   * most 5 MB.
   *
   * @throws ManualRefusedException when the file can't be read, is no text or is no manual
   */
  public static ManualReading read(Path file) {
    return new ManualImporter().reading("'" + file + "'", ManualFile.read(file));
  }

  /**
   * Reads a manual's text.
   *
   * @param name for messages
   */
  public static ManualReading read(String name, String text) {
    return new ManualImporter().reading(name, text);
  }

  private ManualReading reading(String name, String text) {
    List<ManualLine> lines = ManualContents.leaveOut(ManualMarkup.read(text), repairs);
    ManualOutline outline = ManualOutline.of(lines, repairs, doubts);
    List<Target> targets = targets(outline);
    ManualReferences references = new ManualReferences(targets, doubts);
    for (ManualEntry entry : outline.entries()) {
      entry(entry, outline.titleKind().orElse(null), references);
    }
    ManualReading reading =
        new ManualReading(
            sections,
            ManualTerms.read(outline.glossary()),
            references.references(),
            repairs,
            doubts);
    refuseNoManual(name, text, reading);
    return reading;
  }

  private static void refuseNoManual(String name, String text, ManualReading reading) {
    String key = ManualText.key(text);
    long words = MAIL_WORD.matcher(key).results().map(match -> match.group()).distinct().count();
    boolean known =
        reading.procedures().stream().anyMatch(section -> !section.mailClient().isOther());
    if (reading.procedures().isEmpty() || words < (known ? 1 : 2)) {
      throw new ManualRefusedException(
          name
              + " is no manual for mail clients: found "
              + reading.procedures().size()
              + " section(s) with steps; expected headings that name a mail client, and steps below them");
    }
  }

  private static List<Target> targets(ManualOutline outline) {
    List<Target> targets = new ArrayList<>();
    for (ManualEntry entry : outline.entries()) {
      targets.add(target(entry));
      for (Part part : entry.parts()) {
        if (part.heading() != null) {
          targets.add(target(entry, part));
        }
      }
    }
    return targets;
  }

  private static Target target(ManualEntry entry) {
    return new Target(entry.number().orElse(null), entry.title(), entry.mailClient(), true);
  }

  private static Target target(ManualEntry entry, Part part) {
    return part.heading() == null
        ? target(entry)
        : new Target(part.number(), entry.title(), entry.mailClient(), false);
  }

  private void entry(ManualEntry entry, @Nullable Kind titleKind, ManualReferences references) {
    List<Section> read = new ArrayList<>();
    List<Note> waiting = new ArrayList<>();
    boolean refers = false;
    for (Part part : entry.parts()) {
      Map<Boolean, List<ManualLine>> split =
          part.lines().stream()
              .collect(
                  Collectors.partitioningBy(line -> ManualReferences.isReference(line.text())));
      List<ManualLine> pointers = split.getOrDefault(true, List.of());
      List<ManualLine> others = split.getOrDefault(false, List.of());
      boolean pointsElsewhere = !pointers.isEmpty() && isWithoutSteps(others);
      ManualSteps.Body body =
          ManualSteps.read(pointsElsewhere ? others : part.lines(), repairs, doubts);
      if (pointsElsewhere) {
        references.add(target(entry, part), pointers);
        refers = true;
      }
      waiting.addAll(body.notes());
      Optional<Section> section = section(entry, part, body, waiting, titleKind, pointsElsewhere);
      if (section.isPresent()) {
        read.add(section.get());
        if (!section.get().steps().isEmpty()) {
          waiting.clear();
        }
      }
    }
    keep(entry, read, waiting, refers);
  }

  private static boolean isWithoutSteps(List<ManualLine> lines) {
    return ManualSteps.read(lines, new ArrayList<>(), new ArrayList<>()).steps().isEmpty();
  }

  private Optional<Section> section(
      ManualEntry entry,
      Part part,
      ManualSteps.Body body,
      List<Note> notes,
      @Nullable Kind titleKind,
      boolean refers) {
    tellExplanations(part, body, refers);
    if (part.heading() != null && part.kind() == null) {
      if (!body.steps().isEmpty()) {
        doubts.add(
            new Remark(
                part.line(),
                "Section '%s' is of no known kind; its %d steps are left out, first: '%s'"
                    .formatted(part.title(), body.steps().size(), body.steps().getFirst().text())));
      }
      return Optional.empty();
    }
    Kind kind =
        part.kind() != null || body.steps().isEmpty()
            ? part.kind()
            : inferred(entry, part, titleKind);
    body.steps().forEach(step -> ManualStepDoubts.tell(step, doubts));
    boolean empty = body.steps().isEmpty();
    return Optional.of(
        new Section(
            kind,
            part.number(),
            new ManualReading.Entry(entry.number().orElse(null), entry.title(), entry.line()),
            entry.mailClient(),
            part.line(),
            body.steps(),
            empty ? List.of() : List.copyOf(notes),
            body.explanations()));
  }

  private void tellExplanations(Part part, ManualSteps.Body body, boolean refers) {
    if (!body.explanations().isEmpty()) {
      String text = body.explanations().stream().map(Detail::text).collect(Collectors.joining(" "));
      String what =
          body.steps().isEmpty() ? "has no steps, only text" : "has text before its first step";
      doubts.add(
          new Remark(
              body.explanations().getFirst().line(),
              "Section '%s' %s: '%s'".formatted(part.title(), what, text)));
    } else if (body.steps().isEmpty() && part.heading() != null && part.kind() != null && !refers) {
      doubts.add(new Remark(part.line(), "Section '%s' is empty".formatted(part.title())));
    }
  }

  /** The kind of steps that stand directly below a mail client's heading. */
  private Kind inferred(ManualEntry entry, Part part, @Nullable Kind titleKind) {
    boolean changes = entry.parts().stream().anyMatch(p -> p.kind() == Kind.CHANGE);
    boolean confirms = entry.parts().stream().anyMatch(p -> p.kind() == Kind.CONFIRM);
    Kind kind = changes && !confirms ? Kind.CONFIRM : titleKind != null ? titleKind : Kind.SETUP;
    doubts.add(
        new Remark(
            part.line(),
            "The steps below '%s' have no heading of their own; read as '%s'"
                .formatted(part.title(), kind.id())));
    return kind;
  }

  private void keep(ManualEntry entry, List<Section> read, List<Note> waiting, boolean refers) {
    List<Section> kept = new ArrayList<>(read);
    if (!waiting.isEmpty()) {
      attach(kept, waiting);
    }
    kept.stream()
        .flatMap(section -> section.notes().stream())
        .filter(note -> note.date() == null && ManualDates.hasUnclear(note.text()))
        .forEach(
            note ->
                doubts.add(
                    new Remark(
                        note.line(),
                        "A date that can't be read to the day: '%s'".formatted(note.text()))));
    boolean steps = kept.stream().anyMatch(section -> !section.steps().isEmpty());
    if (!steps && !refers) {
      doubts.add(
          new Remark(
              entry.line(), "'%s' has no steps and points nowhere".formatted(entry.title())));
    }
    sections.addAll(kept);
  }

  private void attach(List<Section> kept, List<Note> waiting) {
    for (int i = kept.size() - 1; i >= 0; i--) {
      Section section = kept.get(i);
      if (!section.steps().isEmpty()) {
        List<Note> notes = new ArrayList<>(section.notes());
        notes.addAll(waiting);
        kept.set(i, section.withNotes(notes));
        return;
      }
    }
    waiting.forEach(
        note ->
            doubts.add(
                new Remark(
                    note.line(), "Note without steps to belong to: '%s'".formatted(note.text()))));
  }
}
