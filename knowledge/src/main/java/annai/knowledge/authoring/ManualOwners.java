package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualEntry.Part;
import annai.knowledge.authoring.ManualHeading.Role;
import annai.knowledge.authoring.ManualMailClients.SystemName;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the mail client that a section belongs to, also where no heading names a known one. */
final class ManualOwners {

  private final List<ManualEntry> entries;
  private final Map<String, ManualEntry> byNumber = new HashMap<>();
  private final ManualSectionNumbers numbers;
  private final ManualChapter chapter;
  private final List<Remark> doubts;

  ManualOwners(
      List<ManualEntry> entries,
      ManualSectionNumbers numbers,
      ManualChapter chapter,
      List<Remark> doubts) {
    this.entries = entries;
    this.numbers = numbers;
    this.chapter = chapter;
    this.doubts = doubts;
  }

  ManualEntry open(ManualMailClient client, ManualHeading heading, @Nullable String number) {
    ManualEntry opened = new ManualEntry(client, heading, number);
    if (number != null) {
      byNumber.put(number, opened);
    }
    entries.add(opened);
    return opened;
  }

  /**
   * The owner of a section.
   *
   * @param open the entry that is being read
   * @param candidate a heading above that may have named a mail client
   */
  Optional<ManualEntry> of(
      ManualHeading section,
      @Nullable ManualEntry open,
      @Nullable Part part,
      @Nullable ManualHeading candidate) {
    boolean inside = open != null && open.holds(section);
    if (candidate != null
        && !inside
        && (heads(candidate, section) || isRankOfEntries(candidate, section, part))) {
      return Optional.of(openUnknown(candidate, part));
    }
    if (open != null) {
      return Optional.of(open);
    }
    return openSystemAbove().or(() -> only()).or(() -> byNumber(section.printedNumber()));
  }

  /** A manual of one mail client needs no number to tell whose a section is. */
  private Optional<ManualEntry> only() {
    return entries.size() == 1 && entries.getFirst().number().isEmpty()
        ? Optional.of(entries.getFirst())
        : Optional.empty();
  }

  private Optional<ManualEntry> byNumber(@Nullable String printed) {
    String above = printed == null ? "" : printed;
    while (above.matches(".*[.-].*")) {
      above = above.substring(0, Math.max(above.lastIndexOf('.'), above.lastIndexOf('-')));
      if (byNumber.containsKey(above)) {
        return Optional.ofNullable(byNumber.get(above));
      }
    }
    return Optional.empty();
  }

  private static boolean heads(ManualHeading unknown, ManualHeading section) {
    boolean deeper =
        section.depth() > unknown.depth()
            || section.line().level() > unknown.line().level()
            || !section.line().isHeading();
    return unknown.role() == Role.OTHER && !ManualHeadings.isGeneral(unknown.title()) && deeper;
  }

  /** Whether a heading is printed as those of the mail clients before it are. */
  private boolean isRankOfEntries(
      ManualHeading unknown, ManualHeading section, @Nullable Part part) {
    if (entries.isEmpty() || ManualHeadings.isGeneral(unknown.title())) {
      return false;
    }
    String rank = entries.getLast().print();
    boolean flat = rank.equals(section.rank()) && rank.startsWith("#");
    boolean directlyAbove = part == null || part.lines().isEmpty() || part.endsWith(unknown.line());
    return !rank.isEmpty()
        && rank.equals(unknown.rank())
        && directlyAbove
        && (flat || !rank.equals(section.rank()));
  }

  private ManualEntry openUnknown(ManualHeading unknown, @Nullable Part part) {
    Optional<ManualMailClient> likely = ManualProduct.similar(unknown.title());
    ManualMailClient client =
        likely.orElseGet(
            () -> new ManualMailClient(ManualMailClient.OTHER, null, null, unknown.title()));
    doubts.add(
        new Remark(
            unknown.line().number(),
            likely.isPresent()
                ? "Mail client '%s' is read as '%s'".formatted(unknown.title(), client.name())
                : "Mail client '%s' is not known here; taken by its printed name"
                    .formatted(unknown.title())));
    if (part != null && part.endsWith(unknown.line())) {
      part.lines().removeLast();
    }
    return open(client.on(chapter.os()), unknown, numbers.ofEntry(unknown, null));
  }

  /** What a system brings along, where its heading is followed by steps and no mail client. */
  Optional<ManualEntry> openSystem() {
    Optional<ManualEntry> opened = openSystemAbove();
    ManualHeading heading = chapter.heading();
    if (heading != null) {
      opened.ifPresent(entry -> entry.open(null, entry.number().orElse(null), heading));
    }
    return opened;
  }

  private Optional<ManualEntry> openSystemAbove() {
    ManualHeading heading = chapter.systemAlone();
    SystemName named = chapter.system();
    if (heading == null || named == null) {
      return Optional.empty();
    }
    ManualMailClient client =
        ManualMailClients.broughtAlongBy(heading.title(), named.os(), named.version());
    doubts.add(
        new Remark(
            heading.line().number(),
            "Heading '%s' names a system only; its sections are read as those of '%s'"
                .formatted(heading.title(), client.family())));
    return Optional.of(open(client, heading, numbers.ofEntry(heading, null)));
  }
}
