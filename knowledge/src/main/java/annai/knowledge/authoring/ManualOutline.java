package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import annai.knowledge.authoring.ManualHeading.Role;
import annai.knowledge.authoring.ManualMailClients.SystemName;
import annai.knowledge.authoring.ManualReading.Kind;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A mail client's part of the manual. */
  static final class Entry {
    final ManualMailClient mailClient;
    final String title;
    final int line;
    final List<Part> parts = new ArrayList<>();
    final String print;
    @Nullable String number;

    Entry(ManualMailClient mailClient, ManualHeading heading, @Nullable String number) {
      this.mailClient = mailClient;
      this.title = heading.title();
      this.line = heading.line().number();
      this.print = print(heading.line());
      this.number = number;
    }
  }

  /** A section of an entry; without a kind it is what stands directly below the mail client. */
  static final class Part {
    final @Nullable Kind kind;
    final @Nullable String number;
    final String title;
    final @Nullable ManualHeading heading;
    final int line;
    final List<ManualLine> lines = new ArrayList<>();

    Part(
        @Nullable Kind kind,
        @Nullable String number,
        String title,
        @Nullable ManualHeading heading,
        int line) {
      this.kind = kind;
      this.number = number;
      this.title = title;
      this.heading = heading;
      this.line = line;
    }
  }

  /** How a heading is printed, as far as it tells one rank of headings from another. */
  private static String print(ManualLine line) {
    if (line.isHeading()) {
      return "#".repeat(line.level());
    }
    String first = line.raw().strip().substring(0, 1);
    return first.matches("[\\p{L}\\p{N}]") ? "" : first;
  }

  final List<Entry> entries = new ArrayList<>();
  final List<ManualLine> glossary = new ArrayList<>();
  private final List<Remark> repairs;
  private final List<Remark> doubts;
  private final Map<String, String> numbers = new HashMap<>();
  private @Nullable SystemName system;
  private @Nullable ManualHeading systemHeading;
  private @Nullable ManualHeading chapter;
  private @Nullable ManualHeading candidate;
  private @Nullable Entry entry;
  private @Nullable Part part;
  private boolean inGlossary;
  private boolean stray;
  private @Nullable Kind titleKind;
  private int headings;
  private int chapterNumber = Integer.MIN_VALUE;

  ManualOutline(List<Remark> repairs, List<Remark> doubts) {
    this.repairs = repairs;
    this.doubts = doubts;
  }

  /** The kind that the manual's title announces; empty when it announces none. */
  Optional<Kind> titleKind() {
    return Optional.ofNullable(titleKind);
  }

  void read(List<ManualLine> lines) {
    ManualSectionTitles titles = ManualSectionTitles.of(lines);
    for (ManualLine line : lines) {
      Optional<ManualHeading> heading =
          ManualHeading.of(line, system, titles).or(() -> nextChapter(line));
      if (heading.isPresent()) {
        headings++;
        count(heading.get());
        heading(heading.get());
      } else {
        text(line);
      }
    }
  }

  private void count(ManualHeading heading) {
    ManualNumber number = heading.number();
    if (number != null
        && number.form() == ManualNumber.Form.SINGLE
        && number.printed().matches("\\d+")
        && heading.role() != Role.KIND) {
      chapterNumber = Integer.parseInt(number.printed());
    }
  }

  private void heading(ManualHeading heading) {
    if (inGlossary && staysInGlossary(heading)) {
      glossary.add(heading.line());
      return;
    }
    switch (heading.role()) {
      case SYSTEM -> system(heading);
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

  private static boolean staysInGlossary(ManualHeading heading) {
    boolean numbered =
        heading.number() != null && heading.number().form() == ManualNumber.Form.PARTS;
    return switch (heading.role()) {
      case SYSTEM, MAIL_CLIENT -> false;
      case KIND -> !numbered && !ManualHeadings.isWholeKind(heading.title());
      case GLOSSARY, REMARK, LABEL -> true;
      case OTHER ->
          !heading
              .title()
              .matches(
                  ".*(?:問い?合わ?せ|お知らせ|改訂|履歴|[Cc]ontact|[Hh]istory|[Cc]hange ?log|[Aa]ppendix|[Ss]upport).*");
    };
  }

  private void system(ManualHeading heading) {
    close();
    system = heading.system();
    systemHeading = heading;
    chapter = heading;
  }

  private void close() {
    entry = null;
    part = null;
    candidate = null;
    systemHeading = null;
    inGlossary = false;
    stray = false;
  }

  private void mailClient(ManualHeading heading) {
    leaveChapter(heading);
    ManualMailClient named = mailClientOf(heading);
    boolean running =
        entry != null
            && heading.kind() == null
            && ManualText.key(entry.title).equals(ManualText.key(heading.title()));
    if (running) {
      return;
    }
    boolean together =
        entry != null
            && heading.kind() != null
            && entry.mailClient.equals(named)
            && entry.line != heading.line().number();
    ManualHeading chapterHeading = chapter;
    Entry before = entry;
    close();
    if (together && before != null) {
      entry = before;
    } else {
      entry = open(named, heading, chapterHeading);
    }
    if (headings == 1 && titleKind == null) {
      titleKind = heading.kind();
    }
    part =
        new Part(
            heading.kind(),
            together ? heading.printedNumber() : entry.number,
            heading.title(),
            null,
            heading.line().number());
    entry.parts.add(part);
  }

  /** A heading of the chapter's own rank, or with another chapter's number, ends the chapter. */
  private void leaveChapter(ManualHeading heading) {
    ManualHeading from = chapter;
    if (from == null) {
      return;
    }
    String number = heading.printedNumber();
    String own = from.printedNumber();
    boolean elsewhere =
        number != null && own != null && heading.depth() > from.depth() && !number.startsWith(own);
    boolean sameRank =
        (number != null && own != null)
            ? heading.depth() == from.depth()
                && heading.number() != null
                && from.number() != null
                && heading.number().form() == from.number().form()
            : number == null
                && own == null
                && heading.line().isHeading()
                && from.line().isHeading()
                && heading.line().level() <= from.line().level();
    if (elsewhere || sameRank) {
      system = null;
      chapter = null;
    }
  }

  private ManualMailClient mailClientOf(ManualHeading heading) {
    ManualMailClient named = heading.mailClient();
    if (named == null) {
      throw new IllegalStateException(
          "Heading '%s' names no mail client".formatted(heading.title()));
    }
    SystemName inChapter = system;
    if (ManualMailClients.recognise(
            ManualMailClients.recognise(heading.title(), null)
                .map(ManualMailClients.Match::rest)
                .orElse(""),
            null)
        .isPresent()) {
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' names more than one mail client; taken as '%s'"
                  .formatted(heading.title(), named.name())));
    }
    if (inChapter == null) {
      return named;
    }
    ManualMailClient placed =
        named.os() != null && named.os() != inChapter.os() ? named : named.on(inChapter.os());
    boolean versionOfSystem =
        placed.family().matches("mac-mail|iphone-mail|ipad-mail|android-gmail")
            && placed.os() == inChapter.os();
    if (placed.isOther()
        && inChapter.os() == OperatingSystem.WINDOWS
        && "10".equals(inChapter.version())
        && ManualText.key(heading.title()).matches("(?:標準|の)*(?:メール|mail)(?:アプリ|app)?")) {
      return new ManualMailClient("windows-10-mail", inChapter.os(), "10", "Windows 10 メール");
    }
    return versionOfSystem ? placed.ofVersion(inChapter.version()) : placed;
  }

  private Entry open(
      ManualMailClient mailClient, ManualHeading heading, @Nullable ManualHeading inside) {
    String number = heading.printedNumber();
    boolean below =
        number != null
            && heading.depth() == 1
            && inside != null
            && inside.number() != null
            && inside.number().form() == ManualNumber.Form.CHAPTER;
    if (below && inside != null) {
      number = inside.printedNumber() + "." + number;
    }
    Entry opened = new Entry(mailClient, heading, number);
    if (number != null) {
      String same = numbers.get(number);
      if (same != null
          && !same.equals(ManualText.key(heading.title()))
          && heading.number() != null
          && heading.number().form() == ManualNumber.Form.PARTS) {
        opened.number = sibling(number);
        misprint(heading, number, opened.number);
      }
      numbers.put(opened.number == null ? number : opened.number, ManualText.key(heading.title()));
    }
    entries.add(opened);
    return opened;
  }

  private void misprint(ManualHeading heading, String printed, @Nullable String meant) {
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
    String last = number.substring(cut);
    int next = last.matches("\\d{1,3}") ? Integer.parseInt(last) + 1 : 1;
    while (numbers.containsKey(number.substring(0, cut) + next)) {
      next++;
    }
    return number.substring(0, cut) + next;
  }

  private void kind(ManualHeading heading) {
    Entry owner = owner(heading);
    inGlossary = false;
    if (owner == null && headings == 1) {
      other(heading);
      return;
    }
    if (owner == null) {
      close();
      stray = true;
      doubts.add(
          new Remark(
              heading.line().number(),
              "Section '%s' belongs to no mail client; left out".formatted(heading.line().text())));
      return;
    }
    entry = owner;
    candidate = null;
    systemHeading = null;
    Kind kind = heading.kind();
    if (ManualHeadings.isMixed(heading.title()) && kind == Kind.CHANGE) {
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' announces both looking and changing; read as 'change'"
                  .formatted(heading.title())));
    }
    if (continues(heading)) {
      return;
    }
    String number = number(heading, owner);
    part = new Part(kind, number, heading.title(), heading, heading.line().number());
    owner.parts.add(part);
  }

  /**
   * Whether a heading only says again which section goes on, as on the next page or one level
   * below.
   */
  private boolean continues(ManualHeading heading) {
    Part open = part;
    if (open == null || open.heading == null || open.kind != heading.kind()) {
      return false;
    }
    ManualHeading before = open.heading;
    boolean sameTitle =
        ManualHeadings.bare(before.title())
            .equals(
                ManualHeadings.bare(heading.title())
                    .replaceAll("\\(?続き\\)?|\\(?continued\\)?|\\(?cont\\.?\\)?", ""));
    boolean sameNumber = Objects.equals(before.printedNumber(), heading.printedNumber());
    if (sameTitle && sameNumber && (heading.number() != null || !startsAgain(open))) {
      return true;
    }
    boolean below =
        (heading.depth() > before.depth() && before.depth() > 0)
            || (heading.number() == null
                && before.line().isHeading()
                && heading.line().isHeading()
                && heading.line().level() > before.line().level());
    if (below) {
      open.lines.add(heading.line().as(ManualLine.Form.BOLD, 0));
      doubts.add(
          new Remark(
              heading.line().number(),
              "Heading '%s' inside a section; its steps are read as going on"
                  .formatted(heading.line().text())));
    }
    return below;
  }

  private static boolean startsAgain(Part open) {
    return open.lines.stream().anyMatch(line -> ManualMarker.of(line.text()).isPresent());
  }

  private @Nullable Entry owner(ManualHeading heading) {
    ManualHeading unknown = candidate;
    if (unknown != null
        && !belongs(entry, heading)
        && (heads(unknown, heading) || isRankOfEntries(unknown, heading))) {
      return openUnknown(unknown);
    }
    if (entry == null && systemHeading != null && system != null) {
      return openSystem(systemHeading, system);
    }
    if (entry == null
        && !entries.isEmpty()
        && entries.size() == 1
        && entries.getFirst().number == null) {
      return entries.getFirst();
    }
    return entry != null
        ? entry
        : entries.stream()
            .filter(e -> belongs(e, heading))
            .reduce((_, later) -> later)
            .orElse(null);
  }

  /** Whether a heading is printed as those of the mail clients before it are. */
  private boolean isRankOfEntries(ManualHeading unknown, ManualHeading kind) {
    if (entries.isEmpty() || isGeneral(unknown)) {
      return false;
    }
    Entry before = entries.getLast();
    boolean flat = before.print.equals(print(kind.line())) && before.print.startsWith("#");
    boolean decorated =
        part == null
            || part.lines.isEmpty()
            || Objects.equals(part.lines.getLast(), unknown.line());
    return before.print.equals(print(unknown.line()))
        && !before.print.isEmpty()
        && decorated
        && (flat || !before.print.equals(print(kind.line())));
  }

  private static boolean belongs(@Nullable Entry entry, ManualHeading heading) {
    String number = heading.printedNumber();
    return entry != null
        && entry.number != null
        && number != null
        && (number.startsWith(entry.number + ".") || number.startsWith(entry.number + "-"));
  }

  private static boolean heads(ManualHeading unknown, ManualHeading kind) {
    boolean deeper =
        kind.depth() > unknown.depth()
            || kind.line().level() > unknown.line().level()
            || !kind.line().isHeading();
    return unknown.role() == Role.OTHER && !isGeneral(unknown) && deeper;
  }

  private static boolean isGeneral(ManualHeading unknown) {
    return unknown.title().length() > 40
        || ManualText.key(unknown.title())
            .matches(
                ".*(?:はじめに|概要|準備|対象|共通|手順|について|お知らせ|方法|注意|マニュアル|ガイド|introduction|overview|preparation|general|about|before|guide|manual|settings?$|設定$|ください).*");
  }

  private Entry openUnknown(ManualHeading unknown) {
    Optional<ManualMailClient> likely = ManualMailClients.similar(unknown.title());
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
    if (part != null
        && !part.lines.isEmpty()
        && Objects.equals(part.lines.getLast(), unknown.line())) {
      part.lines.removeLast();
    }
    return open(client.on(system == null ? null : system.os()), unknown, null);
  }

  private Entry openSystem(ManualHeading heading, SystemName named) {
    ManualMailClient client =
        ManualMailClients.broughtAlongBy(heading.title(), named.os(), named.version());
    doubts.add(
        new Remark(
            heading.line().number(),
            "Heading '%s' names a system only; its sections are read as those of '%s'"
                .formatted(heading.title(), client.family())));
    return open(client, heading, null);
  }

  private @Nullable String number(ManualHeading heading, Entry owner) {
    String printed = heading.printedNumber();
    if (printed == null || heading.number() == null) {
      return owner.number;
    }
    return switch (heading.number().form()) {
      case PARTS -> partsNumber(heading, owner, printed);
      case PARENTHESIS -> (owner.number == null ? "" : owner.number) + "(" + printed + ")";
      case SINGLE, LETTER, CHAPTER -> owner.number == null ? printed : owner.number + "." + printed;
    };
  }

  private String partsNumber(ManualHeading heading, Entry owner, String printed) {
    String number = printed;
    if (owner.number != null && !belongs(owner, heading) && owner.number.matches("\\d.*")) {
      boolean ownerIsWrong =
          owner.parts.stream().noneMatch(p -> p.heading != null)
              && heading.depth() > 1
              && !numbers.containsKey(parent(printed))
              && ManualNumber.of(owner.number + " x")
                  .map(n -> n.depth() == heading.depth() - 1)
                  .orElse(false);
      if (ownerIsWrong) {
        doubts.add(
            new Remark(
                owner.line,
                "The number of '%s %s' doesn't fit its sections; read as %s"
                    .formatted(owner.number, owner.title, parent(printed))));
        owner.number = parent(printed);
        numbers.put(owner.number, ManualText.key(owner.title));
      } else {
        String separator = printed.contains("-") ? "-" : ".";
        number =
            sibling(
                owner.number
                    + separator
                    + owner.parts.stream().filter(p -> p.heading != null).count());
        misprint(heading, printed, number);
      }
    } else if (numbers.containsKey(number)) {
      number = sibling(number);
      misprint(heading, printed, number);
    }
    numbers.put(number, ManualText.key(heading.title()));
    return number;
  }

  private static String parent(String number) {
    int cut = Math.max(number.lastIndexOf('.'), number.lastIndexOf('-'));
    return cut < 0 ? number : number.substring(0, cut);
  }

  private void label(ManualHeading heading) {
    if (inGlossary) {
      glossary.add(heading.line());
      return;
    }
    if (part != null) {
      part.lines.add(heading.line());
    }
    candidate = heading;
  }

  private void other(ManualHeading heading) {
    Part open = part;
    boolean below =
        open != null
            && entry != null
            && (heading.number() != null
                ? open.heading != null
                    && heading.depth() > Math.max(1, open.heading.depth())
                    && open.heading.depth() > 0
                : open.heading != null
                    && open.heading.line().isHeading()
                    && open.heading.number() == null
                    && heading.line().level() > open.heading.line().level());
    if (below && open != null) {
      open.lines.add(heading.line().as(ManualLine.Form.BOLD, 0));
      return;
    }
    if (belongs(entry, heading)) {
      part =
          new Part(
              null, heading.printedNumber(), heading.title(), heading, heading.line().number());
      if (entry != null) {
        entry.parts.add(part);
      }
      return;
    }
    close();
    leaveChapter(heading);
    candidate = heading;
    if (headings == 1) {
      titleKind = ManualHeadings.kindOf(heading.title()).orElse(null);
    }
  }

  /** A chapter's plain number that goes on counting where the last one stopped, as "2 Phones". */
  private Optional<ManualHeading> nextChapter(ManualLine line) {
    ManualNumber number = ManualNumber.of(line.text()).orElse(null);
    boolean counts =
        number != null
            && number.form() == ManualNumber.Form.SINGLE
            && line.form() == ManualLine.Form.PLAIN
            && number.printed().equals(Integer.toString(chapterNumber + 1))
            && ManualText.width(number.title()) <= 40
            && !ManualText.endsWithStop(line.text())
            && !ManualHeadings.isInstruction(number.title());
    boolean amongSteps =
        part != null
            && part.lines.stream()
                .flatMap(above -> ManualMarker.of(above.text()).stream())
                .anyMatch(mark -> mark.style() == ManualMarker.Style.DIGIT);
    return number != null && counts && !amongSteps
        ? Optional.of(new ManualHeading(line, Role.OTHER, number, number.title(), null, null, null))
        : Optional.empty();
  }

  private void text(ManualLine line) {
    if (inGlossary) {
      glossary.add(line);
      return;
    }
    boolean numbered = ManualMarker.of(line.text()).filter(mark -> mark.number() == 1).isPresent();
    if (part == null && numbered && entry == null && systemHeading != null && system != null) {
      entry = openSystem(systemHeading, system);
      part = new Part(null, entry.number, entry.title, null, entry.line);
      entry.parts.add(part);
    }
    if (part != null) {
      part.lines.add(line);
    } else if (numbered && !stray && !entries.isEmpty()) {
      stray = true;
      doubts.add(
          new Remark(
              line.number(),
              "Steps outside of any mail client's section; left out: '%s'".formatted(line.text())));
    }
  }
}
