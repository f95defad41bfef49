package annai.knowledge;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something on the customer's screen that a step touches or looks at.
 *
 * @param id unique within its procedure's step; texts refer to it as {@code {id}}
 * @param label as printed on the screen, per language <em>of the screen</em>
 * @param value what to set, with {@code {smtp.port}} and the like allowed; null when nothing is
 *     typed or chosen
 */
public record Control(String id, Kind kind, LocalizedText label, @Nullable String value) {

  /** What the control looks like. */
  public enum Kind {
    TAB,
    MENU,
    BUTTON,
    CHECKBOX,
    OPTION,
    FIELD,
    LIST,
    SCREEN,
    ICON,
    LINK,
    SWITCH;

    /** The word in files: "tab", "checkbox" and so on. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
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
