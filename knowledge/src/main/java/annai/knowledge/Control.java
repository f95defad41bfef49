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
 * @param set how a check box, an option or a switch is to be set; null when the step only looks, or
 *     for every other kind
 */
public record Control(
    String id, Kind kind, LocalizedText label, @Nullable String value, @Nullable Setting set) {

  /** A control that is not ticked or switched. */
  public Control(String id, Kind kind, LocalizedText label, @Nullable String value) {
    this(id, kind, label, value, null);
  }

  /** Ticked, chosen or switched on, or not. */
  public enum Setting {
    ON,
    OFF;

    /** The word in files: "on" or "off". */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The setting written so in a file; empty when there is none. */
    public static Optional<Setting> ofId(String id) {
      for (Setting setting : values()) {
        if (setting.id().equals(id)) {
          return Optional.of(setting);
        }
      }
      return Optional.empty();
    }
  }

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

    /** Whether it can be on or off. */
    public boolean canBeSet() {
      return switch (this) {
        case CHECKBOX, OPTION, SWITCH -> true;
        case TAB, MENU, BUTTON, FIELD, LIST, SCREEN, ICON, LINK -> false;
      };
    }

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
