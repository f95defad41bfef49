package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualMarker.Style;
import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines below one heading as steps with their details, notes and explanations.
 *
 * <p>A list keeps its steps over gaps and misprints: a step's place is where it stands, its printed
 * number is only checked.
 */
final class ManualSteps {

  /** What the lines below one heading hold. */
  record Body(List<Step> steps, List<Note> notes, List<Detail> explanations) {}

  /** A piece of text that grows while its lines are read. */
  private static final class Piece {
    private final int line;
    private final boolean main;
    private String text;
    private final List<Piece> details = new ArrayList<>();

    Piece(String text, int line, boolean main) {
      this.text = text;
      this.line = line;
      this.main = main;
    }
  }

  private final List<Remark> repairs;
  private final List<Remark> doubts;
  private final List<Piece> steps = new ArrayList<>();
  private final List<Piece> notes = new ArrayList<>();
  private final List<Piece> explanations = new ArrayList<>();
  private final ManualStepLines section;
  private final ManualSentences sentences;
  private @Nullable Style primary;
  private int stepIndent;
  private @Nullable Style openList;
  private int openNumber;
  private @Nullable Piece note;
  private @Nullable Piece last;

  private ManualSteps(List<ManualLine> lines, List<Remark> repairs, List<Remark> doubts) {
    this.repairs = repairs;
    this.doubts = doubts;
    this.section = ManualStepLines.of(lines, doubts);
    this.sentences = ManualSentences.of(lines);
    this.primary = section.primary();
  }

  /**
   * Reads the lines below one heading; what was mended and what is unsure is added to the lists.
   */
  static Body read(List<ManualLine> lines, List<Remark> repairs, List<Remark> doubts) {
    ManualSteps reader = new ManualSteps(lines, repairs, doubts);
    reader.section.lines().forEach(reader::line);
    return reader.body();
  }

  private Body body() {
    List<Step> read = new ArrayList<>();
    for (Piece step : steps) {
      read.add(
          new Step(
              ManualInline.withoutEmphasis(step.text),
              step.line,
              step.details.stream()
                  .map(d -> new Detail(ManualInline.withoutEmphasis(d.text), d.line))
                  .toList()));
    }
    return new Body(
        read,
        notes.stream()
            .filter(n -> !ManualNotes.isBare(n.text))
            .map(n -> ManualNotes.of(ManualInline.withoutEmphasis(n.text), n.line))
            .toList(),
        explanations.stream().map(e -> new Detail(e.text, e.line)).toList());
  }

  private void line(ManualLine line) {
    if (line.form() == Form.ROW) {
      row(line);
    } else if (ManualNotes.starts(line.text())) {
      note = new Piece(line.text(), line.number(), true);
      notes.add(note);
      last = note;
    } else {
      ManualMarker.of(line.text())
          .filter(mark -> isMark(mark, line))
          .ifPresentOrElse(mark -> marked(mark, line), () -> unmarked(line));
    }
  }

  private void row(ManualLine line) {
    String[] cells = line.text().split("\t");
    boolean numbered =
        cells.length > 1
            && cells[0].matches("[(（]?[0-9０-９]{1,2}[)）.．]?|.")
            && (ManualMarker.circled(cells[0].codePointAt(0)) > 0
                || cells[0].matches(".*[0-9０-９].*"));
    if (numbered) {
      String rest = String.join(" ", List.of(cells).subList(1, cells.length));
      int circled = ManualMarker.circled(cells[0].codePointAt(0));
      int number =
          circled > 0 ? circled : Integer.parseInt(ManualText.fold(cells[0]).replaceAll("\\D", ""));
      primary = primary == null ? Style.DIGIT : primary;
      step(number, rest, line);
    } else {
      detail(line.withText(String.join(" ", cells)));
    }
  }

  /** Whether a number at the start of a line marks a step, and isn't a part of its sentence. */
  private boolean isMark(ManualMarker mark, ManualLine line) {
    if (mark.style() != Style.DIGIT && mark.style() != Style.PARENTHESIS) {
      return true;
    }
    boolean broken =
        !line.afterBlank()
            && line.form() == Form.PLAIN
            && last != null
            && ManualSentences.isUnfinished(last.text);
    return mark.number() <= steps.size() + 3 && !broken;
  }

  private void marked(ManualMarker mark, ManualLine line) {
    int expected = steps.size() + 1;
    boolean sublist = mark.style() == openList && mark.number() == openNumber + 1;
    boolean inner =
        mark.style() != Style.CIRCLED && !steps.isEmpty() && line.indent() >= stepIndent + 2;
    boolean foreign = mark.style() != primary || (inner && (sublist || mark.number() != expected));
    if (!foreign
        || (mark.number() == expected
            && !sublist
            && expected > 1
            && mark.style() != Style.LETTER)) {
      step(mark.number(), mark.rest(), line);
      return;
    }
    openList = mark.style();
    openNumber = mark.number();
    detail(line.withText(mark.rest()));
  }

  private void step(int printed, String text, ManualLine line) {
    if (steps.isEmpty()) {
      stepIndent = line.indent();
    }
    Piece step = new Piece(text, line.number(), true);
    steps.add(step);
    last = step;
    note = null;
    openList = null;
    int place = steps.size();
    if (printed != place && printed > 0) {
      Remark remark =
          new Remark(
              line.number(), "Step %d is printed with the number %d".formatted(place, printed));
      (printed > place ? doubts : repairs).add(remark);
    }
  }

  private void unmarked(ManualLine line) {
    if (section.unmarkedSteps().contains(line)) {
      step(0, line.text(), line);
    } else if (primary == Style.BULLET && ManualStepLines.isBullet(line)) {
      if (line.indent() <= section.baseIndent() + 1) {
        step(0, line.text(), line);
      } else {
        detail(line);
      }
    } else if (line.form() == Form.ITEM || line.form() == Form.BOLD || line.isHeading()) {
      if (note != null && ManualNotes.isBare(note.text)) {
        text(line, true);
      } else {
        detail(line);
      }
    } else {
      text(line, line.afterBlank());
    }
  }

  /** A paragraph of its own: below the step, or an explanation where there is none yet. */
  private void detail(ManualLine line) {
    note = null;
    Piece piece = new Piece(line.text(), line.number(), false);
    if (steps.isEmpty()) {
      explanations.add(piece);
    } else if (steps.getLast().text.isEmpty()) {
      steps.getLast().text = line.text();
      return;
    } else {
      steps.getLast().details.add(piece);
    }
    last = piece;
  }

  private void text(ManualLine line, boolean paragraph) {
    Piece before = last;
    if (before == null) {
      startParagraph(line);
    } else if (before.text.isEmpty() || joins(before, line.text(), paragraph)) {
      before.text = ManualText.join(before.text, line.text());
    } else if (before == note && belongsToNote(before, line, paragraph)) {
      before.text = ManualText.join(before.text, line.text());
    } else {
      startParagraph(line);
    }
  }

  private boolean joins(Piece before, String next, boolean paragraph) {
    if (before == note && ManualNotes.isBare(before.text)) {
      return true;
    }
    return before.text.length() <= ManualText.LONGEST_PARAGRAPH
        && sentences.goesOn(before.text, next, paragraph, before.main);
  }

  /** Before the first step what follows a note completes it; later only on the next line. */
  private boolean belongsToNote(Piece before, ManualLine line, boolean paragraph) {
    if (primary == null && ManualHeadings.isInstruction(line.text())) {
      return false;
    }
    if (before.text.length() > ManualText.LONGEST_PARAGRAPH) {
      return false;
    }
    return !paragraph || steps.isEmpty() || ManualNotes.isEndOfSupport(before.text);
  }

  private void startParagraph(ManualLine line) {
    if (primary == null && ManualHeadings.isInstruction(line.text())) {
      step(0, line.text(), line);
    } else {
      detail(line);
    }
  }
}
