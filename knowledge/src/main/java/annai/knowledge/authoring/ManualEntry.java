package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mail client's part of a manual while it is read: its heading, then its sections. */
final class ManualEntry {

  /**
   * A section of an entry.
   *
   * @param kind null for what stands directly below the mail client, and for sections of no known
   *     kind
   * @param heading null for what stands directly below the mail client
   * @param lines grows while the manual is read
   */
  record Part(
      @Nullable Kind kind,
      @Nullable String number,
      String title,
      @Nullable ManualHeading heading,
      int line,
      List<ManualLine> lines) {

    static Part of(@Nullable Kind kind, @Nullable String number, ManualHeading heading) {
      return new Part(
          kind, number, heading.title(), heading, heading.line().number(), new ArrayList<>());
    }

    boolean hasMarks() {
      return lines.stream().anyMatch(line -> ManualMarker.of(line.text()).isPresent());
    }

    boolean endsWith(ManualLine line) {
      return !lines.isEmpty() && lines.getLast().equals(line);
    }
  }

  private final ManualMailClient mailClient;
  private final ManualHeading heading;
  private final List<Part> parts = new ArrayList<>();
  private @Nullable String number;

  ManualEntry(ManualMailClient mailClient, ManualHeading heading, @Nullable String number) {
    this.mailClient = mailClient;
    this.heading = heading;
    this.number = number;
  }

  ManualMailClient mailClient() {
    return mailClient;
  }

  String title() {
    return heading.title();
  }

  int line() {
    return heading.line().number();
  }

  /** How its heading is printed. */
  String print() {
    return heading.rank();
  }

  Optional<String> number() {
    return Optional.ofNullable(number);
  }

  void renumber(String meant) {
    number = meant;
  }

  List<Part> parts() {
    return parts;
  }

  /** Starts what stands directly below the mail client's heading. */
  Part open(@Nullable Kind kind, @Nullable String printedNumber, ManualHeading from) {
    Part part =
        new Part(kind, printedNumber, from.title(), null, from.line().number(), new ArrayList<>());
    parts.add(part);
    return part;
  }

  Part add(Part part) {
    parts.add(part);
    return part;
  }

  /** How many sections have a heading of their own. */
  long headed() {
    return parts.stream().filter(part -> part.heading() != null).count();
  }

  /** Whether a heading's number lies below this entry's. */
  boolean holds(ManualHeading other) {
    String printed = other.printedNumber();
    return number != null
        && printed != null
        && (printed.startsWith(number + ".") || printed.startsWith(number + "-"));
  }
}
