package annai.knowledge;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to know about a mail client beside its steps.
 *
 * @param date when it happened or happens, for an end of support; null where no date belongs to it
 */
public record Note(Kind kind, @Nullable LocalDate date, LocalizedText text) {

  /** What a note is about. */
  public enum Kind {
    /** The maker no longer mends the product. */
    END_OF_SUPPORT,
    /** An explanation that stands in the place of steps, or beside them. */
    EXPLANATION;

    /** The word in files: "end-of-support" or "explanation". */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind written so in a file; empty when there is none. */
    public static Optional<Kind> ofId(String id) {
      for (Kind kind : values()) {
        if (kind.id().equals(id)) {
          return Optional.of(kind);
        }
      }
      return Optional.empty();
    }
  }
}
