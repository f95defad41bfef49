package annai.connectors.probe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one stage ended.
 *
 * @param millis how long it took; 0 when it did not run
 * @param reply the server's own words, cleaned of controls and at most 300 characters; null when
 *     there were none
 */
public record StageResult(Stage stage, State state, long millis, @Nullable String reply) {

  public enum State {
    OK,
    WARNING,
    FAILED,
    /** An earlier stage failed. */
    NOT_RUN,
    /** Nobody asked for it. */
    NOT_ASKED;

    /** The word in outputs: "ok", "not-run" and so on. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
