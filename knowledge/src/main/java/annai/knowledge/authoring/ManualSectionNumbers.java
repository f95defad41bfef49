package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualNumber.Form;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of a manual's sections as meant: what is printed twice or misplaced is mended. */
final class ManualSectionNumbers {

  /** The title that a number stands for, as a key. */
  private final Map<String, String> titles = new HashMap<>();

  private final Map<String, Integer> lastSibling = new HashMap<>();
  private final List<Remark> repairs;
  private final List<Remark> doubts;

  ManualSectionNumbers(List<Remark> repairs, List<Remark> doubts) {
    this.repairs = repairs;
    this.doubts = doubts;
  }

  /** The number of a mail client's part; null when its heading has none. */
  @Nullable String ofEntry(ManualHeading heading, @Nullable ManualHeading chapter) {
    String number = below(heading, chapter);
    if (number == null) {
      return null;
    }
    String key = ManualText.key(heading.title());
    String same = titles.get(number);
    if (same != null && !same.equals(key) && heading.isNumbered(Form.PARTS)) {
      String printed = number;
      number = sibling(printed);
      misprint(heading, printed, number);
    }
    titles.put(number, key);
    return number;
  }

  /** Inside "chapter 1" a heading "2" is 1.2. */
  private static @Nullable String below(ManualHeading heading, @Nullable ManualHeading chapter) {
    String number = heading.printedNumber();
    boolean below =
        number != null
            && heading.depth() == 1
            && chapter != null
            && chapter.isNumbered(Form.CHAPTER)
            && !heading.isNumbered(Form.CHAPTER);
    return below && chapter != null ? chapter.printedNumber() + "." + number : number;
  }

  /** The number of a section; its owner's where it has none. */
  @Nullable String ofPart(ManualHeading heading, ManualEntry owner) {
    String printed = heading.printedNumber();
    String above = owner.number().orElse(null);
    if (printed == null || heading.number() == null) {
      return above;
    }
    return switch (heading.number().form()) {
      case PARTS -> ofParts(heading, owner, printed);
      case PARENTHESIS -> (above == null ? "" : above) + "(" + printed + ")";
      case SINGLE, LETTER, CHAPTER -> above == null ? printed : above + "." + printed;
    };
  }

  private String ofParts(ManualHeading heading, ManualEntry owner, String printed) {
    String above = owner.number().orElse("");
    String number = printed;
    if (above.matches("\\d.*") && !owner.holds(heading)) {
      if (isOwnerWrong(heading, owner, above)) {
        renumber(owner, above, parent(printed));
      } else {
        String separator = printed.contains("-") ? "-" : ".";
        number = sibling(above + separator + owner.headed());
        misprint(heading, printed, number);
      }
    } else if (titles.containsKey(number)) {
      number = sibling(number);
      misprint(heading, printed, number);
    }
    titles.put(number, ManualText.key(heading.title()));
    return number;
  }

  private boolean isOwnerWrong(ManualHeading heading, ManualEntry owner, String above) {
    return owner.headed() == 0
        && heading.depth() > 1
        && !titles.containsKey(parent(heading.number() == null ? "" : heading.number().printed()))
        && ManualNumber.of(above + " x").map(n -> n.depth() == heading.depth() - 1).orElse(false);
  }

  private void renumber(ManualEntry owner, String printed, String meant) {
    doubts.add(
        new Remark(
            owner.line(),
            "The number of '%s %s' doesn't fit its sections; read as %s"
                .formatted(printed, owner.title(), meant)));
    owner.renumber(meant);
    titles.put(meant, ManualText.key(owner.title()));
  }

  private void misprint(ManualHeading heading, String printed, String meant) {
    repairs.add(
        new Remark(
            heading.line().number(),
            "Section '%s %s' is read as %s".formatted(printed, heading.title(), meant)));
    doubts.add(
        new Remark(
            heading.line().number(),
            "The number of '%s %s' doesn't fit its place; read as %s"
                .formatted(printed, heading.title(), meant)));
  }

  private String sibling(String number) {
    int cut = Math.max(number.lastIndexOf('.'), number.lastIndexOf('-')) + 1;
    String above = number.substring(0, cut);
    String last = number.substring(cut);
    int next = last.matches("\\d{1,3}") ? Integer.parseInt(last) + 1 : 1;
    next = Math.max(next, lastSibling.getOrDefault(number, 0) + 1);
    while (titles.containsKey(above + next)) {
      next++;
    }
    lastSibling.put(number, next);
    return above + next;
  }

  private static String parent(String number) {
    int cut = Math.max(number.lastIndexOf('.'), number.lastIndexOf('-'));
    return cut < 0 ? number : number.substring(0, cut);
  }
}
