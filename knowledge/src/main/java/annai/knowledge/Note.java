package annai.knowledge;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Something to know about a mail client beside its steps.
 *
 * @param date when it happened or happens, for an end of support; null where no date belongs to it
 */
public record Note(Kind kind, @Nullable LocalDate date, LocalizedText text) {

  public enum Kind {
    /** The maker no longer mends the product. */
    END_OF_SUPPORT,
    /** An explanation that stands in the place of steps, or beside them. */
    EXPLANATION
  }
}
