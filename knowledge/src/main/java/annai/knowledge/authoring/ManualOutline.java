package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualEntry.Part;
import annai.knowledge.authoring.ManualReading.Kind;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts the lines of a manual below the headings that they belong to.
 *
 * <p>What a heading is for (system, mail client, kind of section) decides more than its level or
 * its number, for these are the first to suffer when a manual is scanned.
 */
final class ManualOutline {

  private final List<ManualEntry> entries = new ArrayList<>();
  private final List<ManualLine> glossary = new ArrayList<>();
  private final List<Remark> doubts;
  private final ManualSectionNumbers numbers;
  private final ManualChapter chapter = new ManualChapter();
  private final ManualOwners owners;
  private @Nullable ManualHeading candidate;
  private @Nullable ManualEntry entry;
  private @Nullable Part part;
  private boolean inGlossary;
  private boolean stray;
  private @Nullable Kind titleKind;
  private int headings;

  private ManualOutline(List<Remark> repairs, List<Remark> doubts) {
    this.doubts = doubts;
    this.numbers = new ManualSectionNumbers(repairs, doubts);
    this.owners = new ManualOwners(entries, numbers, chapter, doubts);
  }

  /** Reads a manual's lines; what was mended and what is unsure is added to the lists. */
  static ManualOutline of(List<ManualLine> lines, List<Remark> repairs, List<Remark> doubts) {
    ManualOutline outline = new ManualOutline(repairs, doubts);
    ManualSectionTitles titles = ManualSectionTitles.of(lines);
    lines.forEach(line -> outline.line(line, titles));
    return outline;
  }

  List<ManualEntry> entries() {
    return entries;
  }

  List<ManualLine> glossary() {
    return glossary;
  }

  /** The kind that the manual's title announces; empty when it announces none. */
  Optional<Kind> titleKind() {
    return Optional.ofNullable(titleKind);
  }

  private void line(ManualLine line, ManualSectionTitles titles) {
    Optional<ManualHeading> heading =
        ManualHeading.of(line, chapter.system(), titles).or(() -> chapter.next(line, part));
    if (heading.isEmpty()) {
      text(line);
      return;
    }
    headings++;
    chapter.count(heading.get());
    if (inGlossary && heading.get().staysInGlossary()) {
      glossary.add(line);
    } else {
      heading(heading.get());
    }
  }

  private void heading(ManualHeading heading) {
    switch (heading.role()) {
      case SYSTEM -> {
        close();
        chapter.open(heading);
      }
      case MAIL_CLIENT -> mailClient(heading);
      case KIND -> kind(heading);
      case GLOSSARY -> {
        close();
        inGlossary = true;
      }
      case REMARK, LABEL -> label(heading);
      case OTHER -> other(heading);
    }
  }

  private void close() {
    entry = null;
    part = null;
    candidate = null;
    chapter.mailClientFollows();
    inGlossary = false;
    stray = false;
  }

  private void mailClient(ManualHeading heading) {
    chapter.leaveAt(heading);
    ManualMailClient named = chapter.placed(named(heading), heading.title());
    ManualEntry before = entry;
    if (before != null && isRunningOn(before, heading, named)) {
      return;
    }
    boolean together =
        before != null && heading.kind() != null && before.mailClient().equals(named);
    close();
    if (together && before != null) {
      entry = before;
      part = before.open(heading.kind(), heading.printedNumber(), heading);
    } else {
      ManualEntry opened = owners.open(named, heading, numbers.ofEntry(heading, chapter.heading()));
      entry = opened;
      part = opened.open(heading.kind(), opened.number().orElse(null), heading);
    }
    if (headings == 1 && titleKind == null) {
      titleKind = heading.kind();
    }
  }

  private ManualMailClient named(ManualHeading heading) {
    ManualMailClient named = heading.mailClient();
    if (named == null) {
      throw new IllegalStateException(
          "Heading '%s' names no mail client".formatted(heading.title()));
    }
    if (ManualMailClients.namesSeveral(heading.title())) {
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' names more than one mail client; taken as '%s'"
                  .formatted(heading.title(), named.name())));
    }
    return named;
  }

  /** Whether a heading only says again whose part goes on, as on the next page. */
  private static boolean isRunningOn(
      ManualEntry before, ManualHeading heading, ManualMailClient named) {
    return heading.kind() == null
        && before.mailClient().equals(named)
        && ManualHeadings.withoutContinued(before.title())
            .equals(ManualHeadings.withoutContinued(heading.title()));
  }

  private void kind(ManualHeading heading) {
    inGlossary = false;
    Optional<ManualEntry> owner = owners.of(heading, entry, part, candidate);
    if (owner.isEmpty()) {
      if (headings == 1) {
        other(heading);
      } else {
        leaveOut(heading);
      }
      return;
    }
    entry = owner.get();
    candidate = null;
    chapter.mailClientFollows();
    tellMixed(heading);
    if (!continues(heading)) {
      String number = numbers.ofPart(heading, owner.get());
      part = owner.get().add(Part.of(heading.kind(), number, heading));
    }
  }

  private void leaveOut(ManualHeading heading) {
    close();
    stray = true;
    doubts.add(
        new Remark(
            heading.line().number(),
            "Section '%s' belongs to no mail client; left out".formatted(heading.line().text())));
  }

  private void tellMixed(ManualHeading heading) {
    if (ManualHeadings.isMixed(heading.title()) && heading.kind() == Kind.CHANGE) {
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' announces both looking and changing; read as 'change'"
                  .formatted(heading.title())));
    }
  }

  /**
   * Whether a heading only says again which section goes on, as on the next page or one level
   * below.
   */
  private boolean continues(ManualHeading heading) {
    Part open = part;
    if (open == null || open.heading() == null || open.kind() != heading.kind()) {
      return false;
    }
    ManualHeading before = open.heading();
    boolean sameTitle =
        ManualHeadings.bare(before.title())
            .equals(ManualHeadings.withoutContinued(ManualHeadings.bare(heading.title())));
    boolean sameNumber = Objects.equals(before.printedNumber(), heading.printedNumber());
    if (sameTitle && sameNumber && (heading.number() != null || !open.hasMarks())) {
      return true;
    }
    boolean below = heading.isBelow(before);
    if (below) {
      open.lines().add(heading.line().as(ManualLine.Form.BOLD, 0));
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' inside a section; its steps are read as going on"
                  .formatted(heading.line().text())));
    }
    return below;
  }

  private void label(ManualHeading heading) {
    if (inGlossary) {
      glossary.add(heading.line());
      return;
    }
    if (part != null) {
      part.lines().add(heading.line());
    }
    candidate = heading;
  }

  private void other(ManualHeading heading) {
    Part open = part;
    ManualEntry inEntry = entry;
    if (open != null && open.heading() != null && heading.isTopicOf(open.heading())) {
      open.lines().add(heading.line().as(ManualLine.Form.BOLD, 0));
    } else if (inEntry != null && inEntry.holds(heading)) {
      part = inEntry.add(Part.of(null, heading.printedNumber(), heading));
    } else {
      close();
      chapter.leaveAt(heading);
      if (heading.isNumbered(ManualNumber.Form.CHAPTER)) {
        chapter.open(heading);
      }
      candidate = heading;
      if (headings == 1) {
        titleKind = ManualHeadings.kindOf(heading.title()).orElse(null);
      }
    }
  }

  private void text(ManualLine line) {
    if (inGlossary) {
      glossary.add(line);
      return;
    }
    boolean first = ManualMarker.of(line.text()).filter(mark -> mark.number() == 1).isPresent();
    if (part == null && first && entry == null) {
      owners
          .openSystem()
          .ifPresent(
              opened -> {
                entry = opened;
                part = opened.parts().getLast();
              });
    }
    if (part != null) {
      part.lines().add(line);
    } else if (first && !stray && !entries.isEmpty()) {
      stray = true;
      doubts.add(
          new Remark(
              line.number(),
              "Steps outside of any mail client's section; left out: '%s'".formatted(line.text())));
    }
  }
}
