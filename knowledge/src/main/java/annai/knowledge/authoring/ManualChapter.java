package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import annai.knowledge.authoring.ManualHeading.Role;
import annai.knowledge.authoring.ManualMailClients.SystemName;
import annai.knowledge.authoring.ManualNumber.Form;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chapter that is being read: what its heading says holds for the mail clients in it. */
final class ManualChapter {

  private @Nullable SystemName system;
  private @Nullable ManualHeading systemHeading;
  private @Nullable ManualHeading heading;
  private int number = Integer.MIN_VALUE;

  @Nullable SystemName system() {
    return system;
  }

  @Nullable OperatingSystem os() {
    SystemName named = system;
    return named == null ? null : named.os();
  }

  @Nullable ManualHeading heading() {
    return heading;
  }

  /** The heading of a system that no mail client has followed yet. */
  @Nullable ManualHeading systemAlone() {
    return system == null ? null : systemHeading;
  }

  void open(ManualHeading opening) {
    system = opening.system();
    systemHeading = opening;
    heading = opening;
  }

  void mailClientFollows() {
    systemHeading = null;
  }

  /** Remembers the number of a chapter, so that the next one is known. */
  void count(ManualHeading counted) {
    ManualNumber printed = counted.number();
    if (printed != null
        && printed.form() == Form.SINGLE
        && printed.printed().matches("\\d+")
        && counted.role() != Role.KIND) {
      number = Integer.parseInt(printed.printed());
    }
  }

  /** A chapter's plain number that goes on counting where the last one stopped, as "2 Phones". */
  Optional<ManualHeading> next(ManualLine line, ManualEntry.@Nullable Part part) {
    if (line.form() != ManualLine.Form.PLAIN || number < 0) {
      return Optional.empty();
    }
    return ManualNumber.of(line.text())
        .filter(next -> next.form() == Form.SINGLE)
        .filter(next -> next.printed().equals(Integer.toString(number + 1)))
        .filter(next -> isTitle(next.title()) && !ManualText.endsWithStop(line.text()))
        .filter(_ -> part == null || !hasPlainNumbers(part))
        .map(next -> new ManualHeading(line, Role.OTHER, next, next.title(), null, null, null));
  }

  private static boolean isTitle(String title) {
    return ManualText.width(title) <= 40 && !ManualHeadings.isInstruction(title);
  }

  private static boolean hasPlainNumbers(ManualEntry.Part part) {
    return part.lines().stream()
        .flatMap(above -> ManualMarker.of(above.text()).stream())
        .anyMatch(mark -> mark.style() == ManualMarker.Style.DIGIT);
  }

  /** A heading of the chapter's own rank, or with another chapter's number, ends the chapter. */
  void leaveAt(ManualHeading other) {
    ManualHeading own = heading;
    if (own != null && (isElsewhere(own, other) || isSameRank(own, other))) {
      system = null;
      heading = null;
    }
  }

  private static boolean isElsewhere(ManualHeading own, ManualHeading other) {
    String ownNumber = own.printedNumber();
    String number = other.printedNumber();
    return number != null
        && ownNumber != null
        && other.depth() > own.depth()
        && !number.startsWith(ownNumber);
  }

  private static boolean isSameRank(ManualHeading own, ManualHeading other) {
    ManualNumber ownNumber = own.number();
    ManualNumber number = other.number();
    if (number != null && ownNumber != null) {
      return other.depth() == own.depth() && number.form() == ownNumber.form();
    }
    return number == null
        && ownNumber == null
        && other.line().isHeading()
        && own.line().isHeading()
        && other.line().level() <= own.line().level();
  }

  /** A mail client as it is meant in this chapter. */
  ManualMailClient placed(ManualMailClient named, String title) {
    SystemName inChapter = system;
    if (inChapter == null) {
      return named;
    }
    ManualMailClient placed =
        named.os() != null && named.os() != inChapter.os() ? named : named.on(inChapter.os());
    if (placed.isOther()
        && inChapter.os() == OperatingSystem.WINDOWS
        && "10".equals(inChapter.version())
        && ManualText.key(title).matches("(?:標準|の)*(?:メール|mail)(?:アプリ|app)?")) {
      return new ManualMailClient("windows-10-mail", inChapter.os(), "10", "Windows 10 メール");
    }
    return placed.comesWithSystem() && placed.os() == inChapter.os()
        ? placed.ofVersion(inChapter.version())
        : placed;
  }
}
