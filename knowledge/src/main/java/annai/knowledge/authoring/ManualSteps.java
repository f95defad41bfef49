package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualMarker.Style;
import annai.knowledge.authoring.ManualReading.Detail;
import annai.knowledge.authoring.ManualReading.Note;
import annai.knowledge.authoring.ManualReading.Remark;
import annai.knowledge.authoring.ManualReading.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private String text;
    private final List<Piece> details = new ArrayList<>();

    Piece(String text, int line) {
      this.text = text;
      this.line = line;
    }
  }

  private static final Pattern UNFINISHED =
      Pattern.compile(
          "(?:[をにがはでとのへもや、，,「『（(\\[・/]|から|まで|より|して|って|または|および|場合|ため"
              + "|\\b(?:the|a|an|to|and|or|of|in|on|for|your|from|with|then|by|at|is|are|that|as))$");
  private static final Pattern CONTINUES =
      Pattern.compile("^(?:[をにがはへ、。，」』）\\])]|の(?![ぞち])|で(?!き)|と(?![きこ])|\\p{Ll})");
  private static final Pattern COMPLETE =
      Pattern.compile("(?:ます|る|す|く|クリック|選択|タップ|入力|ください|下さい|[\\])）」』])$");

  private final List<Remark> repairs;
  private final List<Remark> doubts;
  private final List<Piece> steps = new ArrayList<>();
  private final List<Piece> notes = new ArrayList<>();
  private final List<Piece> explanations = new ArrayList<>();
  private @Nullable Style primary;
  private int baseIndent;
  private int stepIndent;
  private @Nullable Style openList;
  private int openNumber;
  private @Nullable Piece note;
  private @Nullable Piece last;

  private ManualSteps(List<Remark> repairs, List<Remark> doubts) {
    this.repairs = repairs;
    this.doubts = doubts;
  }

  /**
   * Reads the lines below one heading; what was mended and what is unsure is added to the lists.
   */
  static Body read(List<ManualLine> lines, List<Remark> repairs, List<Remark> doubts) {
    ManualSteps reader = new ManualSteps(repairs, doubts);
    List<ManualLine> single = lines.stream().flatMap(line -> oneStepEach(line).stream()).toList();
    reader.chooseStyle(single);
    (reader.primary == null ? paragraphs(single) : single).forEach(reader::line);
    return reader.body();
  }

  private Body body() {
    List<Step> read = new ArrayList<>();
    for (Piece step : steps) {
      read.add(
          new Step(
              ManualMarkup.withoutEmphasis(step.text),
              step.line,
              step.details.stream()
                  .map(d -> new Detail(ManualMarkup.withoutEmphasis(d.text), d.line))
                  .toList()));
    }
    return new Body(
        read,
        notes.stream()
            .filter(n -> !ManualNotes.isBare(n.text))
            .map(n -> ManualNotes.of(ManualMarkup.withoutEmphasis(n.text), n.line))
            .toList(),
        explanations.stream().map(e -> new Detail(e.text, e.line)).toList());
  }

  /** A line that a scanner made of several circled steps, taken apart again. */
  private static List<ManualLine> oneStepEach(ManualLine line) {
    String text = line.text();
    int number = text.isEmpty() ? 0 : ManualMarker.circled(text.codePointAt(0));
    if (number == 0) {
      return List.of(line);
    }
    List<ManualLine> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      boolean next = ManualMarker.circled(text.codePointAt(i)) == number + 1;
      if (next && ManualText.endsSentence(text.substring(from, i).strip())) {
        parts.add(line.withText(text.substring(from, i).strip()));
        from = i;
        number++;
      }
    }
    parts.add(line.withText(text.substring(from)));
    return parts;
  }

  /** Without marks a step is a paragraph, so that its lines belong together first. */
  private static List<ManualLine> paragraphs(List<ManualLine> lines) {
    List<ManualLine> paragraphs = new ArrayList<>();
    for (ManualLine line : lines) {
      ManualLine above = paragraphs.isEmpty() ? null : paragraphs.getLast();
      boolean goesOn =
          above != null
              && above.form() == Form.PLAIN
              && line.form() == Form.PLAIN
              && !ManualText.endsSentence(above.text())
              && !ManualNotes.starts(line.text())
              && (!line.afterBlank() || isOneSentence(above.text(), line.text()));
      if (above != null && goesOn) {
        paragraphs.removeLast();
        paragraphs.add(above.withText(ManualText.join(above.text(), line.text())));
      } else {
        paragraphs.add(line);
      }
    }
    return paragraphs;
  }

  private static boolean isOneSentence(String above, String below) {
    return UNFINISHED.matcher(above).find() || CONTINUES.matcher(below).find();
  }

  private void chooseStyle(List<ManualLine> lines) {
    List<ManualMarker> marks =
        lines.stream()
            .filter(line -> !ManualNotes.starts(line.text()))
            .flatMap(line -> ManualMarker.of(line.text()).stream())
            .filter(mark -> mark.style() != Style.LETTER)
            .toList();
    Optional<ManualMarker> word =
        marks.stream().filter(mark -> mark.style() == Style.WORD).findFirst();
    Optional<ManualMarker> first =
        marks.stream()
            .filter(mark -> mark.number() == 1)
            .findFirst()
            .or(() -> marks.stream().filter(mark -> mark.number() <= 3).findFirst());
    List<ManualLine> items = lines.stream().filter(line -> isBullet(line)).toList();
    baseIndent = items.stream().mapToInt(ManualLine::indent).min().orElse(0);
    if (word.or(() -> first).isPresent()) {
      primary = word.or(() -> first).orElseThrow().style();
    } else if (items.stream().anyMatch(item -> ManualHeadings.isInstruction(item.text()))) {
      primary = Style.BULLET;
    }
  }

  private static boolean isBullet(ManualLine line) {
    return line.form() == Form.ITEM
        && ManualMarker.of(line.text()).isEmpty()
        && !ManualNotes.starts(line.text());
  }

  private void line(ManualLine line) {
    if (line.form() == Form.ROW) {
      row(line);
    } else if (ManualNotes.starts(line.text())) {
      note = new Piece(line.text(), line.number());
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
            && UNFINISHED.matcher(last.text).find();
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
    Piece step = new Piece(text, line.number());
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
    if (primary == Style.BULLET && isBullet(line)) {
      if (line.indent() <= baseIndent + 1) {
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
    Piece piece = new Piece(line.text(), line.number());
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
    boolean mainText = before == note || steps.contains(before);
    if (ManualText.endsSentence(before.text)) {
      return !paragraph
          && !ManualText.hasJapanese(before.text)
          && ManualText.width(before.text) >= 60;
    }
    if (isOneSentence(before.text, next)) {
      return mainText || !paragraph;
    }
    boolean complete = COMPLETE.matcher(before.text).find() && ManualText.hasJapanese(before.text);
    return !paragraph && !complete;
  }

  /** Before the first step what follows a note completes it; later only on the next line. */
  private boolean belongsToNote(Piece before, ManualLine line, boolean paragraph) {
    if (primary == null && ManualHeadings.isInstruction(line.text())) {
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
