package annai.bot.wording;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a step stands.
 *
 * @param mailClient the id in the catalogue
 * @param step the step's id
 */
public record StepPlace(String mailClient, Phase phase, String step) {

  /** The parts of a procedure; the question between them is one. */
  public enum Phase {
    CONFIRM,
    CHECK,
    CHANGE;

    /** The word in addresses: "confirm", "check" or "change". */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The phase of that word; empty when there is none. */
    public static Optional<Phase> ofId(String id) {
      for (Phase phase : values()) {
        if (phase.id().equals(id)) {
          return Optional.of(phase);
        }
      }
      return Optional.empty();
    }
  }
}
