package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualLine.Form;
import annai.knowledge.authoring.ManualMarker.Style;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines below one heading, made ready to be read as steps: one step a line, and which marks
 * count.
 *
 * @param primary how the steps are marked; null when they are not
 * @param baseIndent the columns before the outermost bullet
 * @param unmarkedSteps the items that are steps although a scanner lost their mark
 */
record ManualStepLines(
    List<ManualLine> lines,
    @Nullable Style primary,
    int baseIndent,
    Set<ManualLine> unmarkedSteps) {

  /** What follows a number that a sentence only mentions, as in "②の画面". */
  private static final Pattern MENTION = Pattern.compile("^\\s?[のでとをにへがは、,~〜～・)）]|^から");

  /** In columns; a longer item among steps is a sentence, even where its end is cut off. */
  private static final int LONGEST_LABEL = 40;

  /** In characters; as much as is looked at around a mark inside a line. */
  private static final int WINDOW = 40;

  static ManualStepLines of(List<ManualLine> section, List<Remark> doubts) {
    List<ManualLine> single = section.stream().flatMap(line -> oneStepEach(line).stream()).toList();
    int indent =
        single.stream()
            .filter(ManualStepLines::isBullet)
            .mapToInt(ManualLine::indent)
            .min()
            .orElse(0);
    Style style = style(single);
    Set<ManualLine> lost =
        style == null || style == Style.BULLET ? Set.of() : lostMarks(single, style, doubts);
    return new ManualStepLines(style == null ? paragraphs(single) : single, style, indent, lost);
  }

  static boolean isBullet(ManualLine line) {
    return line.form() == Form.ITEM
        && ManualMarker.of(line.text()).isEmpty()
        && !ManualNotes.starts(line.text());
  }

  /** A line that a scanner made of several steps, taken apart again. */
  private static List<ManualLine> oneStepEach(ManualLine line) {
    Optional<ManualMarker> mark =
        line.form() == Form.ROW ? Optional.empty() : ManualMarker.of(line.text());
    if (mark.isEmpty() || mark.get().style() == Style.LETTER) {
      return List.of(line);
    }
    String text = line.text();
    List<ManualLine> parts = new ArrayList<>();
    int number = mark.get().number();
    int from = 0;
    for (int i = 1; i < text.length(); i++) {
      if (isNextStep(text, from, i, number, mark.get().style())) {
        parts.add(line.withText(text.substring(from, i).strip()));
        from = i;
        number++;
      }
    }
    parts.add(line.withText(text.substring(from)));
    return parts;
  }

  /** Circled numbers mark a step whatever they say; others only where they count on. */
  private static boolean isNextStep(String text, int from, int at, int number, Style style) {
    boolean circled = style == Style.CIRCLED && ManualMarker.circled(text.codePointAt(at)) > 0;
    if (!circled && " 。.".indexOf(text.charAt(at - 1)) < 0) {
      return false;
    }
    boolean start = circled || style != Style.CIRCLED;
    String before = text.substring(Math.max(from, at - WINDOW), at).strip();
    if (!start || !ManualText.endsSentence(before)) {
      return false;
    }
    return ManualMarker.of(text.substring(at, Math.min(text.length(), at + WINDOW)))
        .filter(next -> next.style() == style && !MENTION.matcher(next.rest()).find())
        .filter(next -> circled || (next.number() == number + 1 && style != Style.DIGIT))
        .isPresent();
  }

  /** Without marks a step is a paragraph, so that its lines belong together first. */
  private static List<ManualLine> paragraphs(List<ManualLine> lines) {
    List<ManualLine> paragraphs = new ArrayList<>();
    for (ManualLine line : lines) {
      ManualLine above = paragraphs.isEmpty() ? null : paragraphs.getLast();
      if (above != null && goesOn(above, line)) {
        paragraphs.removeLast();
        paragraphs.add(above.withText(ManualText.join(above.text(), line.text())));
      } else {
        paragraphs.add(line);
      }
    }
    return paragraphs;
  }

  private static boolean goesOn(ManualLine above, ManualLine line) {
    return above.form() == Form.PLAIN
        && line.form() == Form.PLAIN
        && !ManualText.endsSentence(above.text())
        && !ManualNotes.starts(line.text())
        && above.text().length() <= ManualText.LONGEST_PARAGRAPH
        && (!line.afterBlank() || ManualSentences.isOneSentence(above.text(), line.text()));
  }

  private static @Nullable Style style(List<ManualLine> lines) {
    List<ManualMarker> marks =
        lines.stream()
            .filter(line -> !ManualNotes.starts(line.text()))
            .flatMap(line -> ManualMarker.of(line.text()).stream())
            .filter(mark -> mark.style() != Style.LETTER)
            .toList();
    Optional<Style> marked =
        first(marks, mark -> mark.style() == Style.WORD)
            .or(() -> first(marks, mark -> mark.number() == 1))
            .or(() -> first(marks, mark -> mark.number() <= 3));
    boolean bullets =
        lines.stream()
            .anyMatch(line -> isBullet(line) && ManualHeadings.isInstruction(line.text()));
    return marked.orElse(bullets ? Style.BULLET : null);
  }

  private static Optional<Style> first(
      List<ManualMarker> marks, java.util.function.Predicate<ManualMarker> wanted) {
    return marks.stream().filter(wanted).findFirst().map(ManualMarker::style);
  }

  /**
   * Items among marked items that are steps too: the next mark counts them, or nothing follows and
   * they tell the reader to do something.
   */
  private static Set<ManualLine> lostMarks(
      List<ManualLine> lines, Style style, List<Remark> doubts) {
    Set<ManualLine> lost = new HashSet<>();
    List<ManualLine> waiting = new ArrayList<>();
    Set<ManualLine> cut = new HashSet<>();
    int number = 0;
    int indent = 0;
    for (ManualLine line : lines) {
      Optional<ManualMarker> mark =
          ManualMarker.of(line.text()).filter(m -> line.form() == Form.ITEM && m.style() == style);
      if (mark.isPresent()) {
        indent = number == 0 ? line.indent() : indent;
        if (mark.get().number() != number + 1) {
          lost.addAll(waiting);
        }
        waiting.clear();
        number = mark.get().number();
      } else if (number > 0 && isBullet(line) && line.indent() <= indent + 1) {
        waiting.add(line);
      } else if (!waiting.isEmpty() && line.form() == Form.PLAIN && !line.afterBlank()) {
        cut.add(waiting.getLast());
      }
    }
    waiting.stream().filter(line -> cut.contains(line) || isStep(line)).forEach(lost::add);
    lost.forEach(
        line ->
            doubts.add(
                new Remark(
                    line.number(),
                    "Read as a step without its mark: '%s'".formatted(line.text()))));
    return lost;
  }

  private static boolean isStep(ManualLine line) {
    return ManualHeadings.isInstruction(line.text())
        || ManualText.endsWithStop(line.text())
        || ManualText.width(line.text()) > LONGEST_LABEL;
  }
}
