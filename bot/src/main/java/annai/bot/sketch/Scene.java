package annai.bot.sketch;

import annai.knowledge.Control;
import annai.knowledge.Control.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window of a step: what stands in it, from the top to the bottom.
 *
 * @param screen whose label is the title; null where the step names none
 */
record Scene(@Nullable Control screen, List<Part> parts) {

  /** Controls that are drawn together. */
  sealed interface Part {}

  /** A strip of tabs; each of these is one that is opened. */
  record Tabs(List<Control> tabs) implements Part {}

  /** A menu of the menu bar, open, with the items chosen in it. */
  record MenuBar(Control menu, List<Control> items) implements Part {}

  /** Entries of a list, each chosen. */
  record Entries(List<Control> entries) implements Part {}

  record Buttons(List<Control> buttons) implements Part {}

  /** A list of which something is chosen. */
  record Selection(Control list, List<Control> options) implements Part {}

  /** The name of a group whose controls follow; itself it is not touched. */
  record Heading(Control list) implements Part {}

  /** A control by itself. */
  record Single(Control control) implements Part {}

  /**
   * The windows of a step, in the order in which they are seen.
   *
   * @param menuBar whether a menu that comes first belongs to the window's menu bar
   */
  static List<Scene> of(List<Control> controls, boolean menuBar) {
    List<Scene> scenes = new ArrayList<>();
    Control screen = null;
    List<Control> inside = new ArrayList<>();
    for (Control control : controls) {
      boolean named = control.kind() == Kind.SCREEN;
      if (named ? screen != null || !inside.isEmpty() : turnsOver(control, inside)) {
        scenes.add(new Scene(screen, parts(inside, menuBar)));
        inside.clear();
      }
      if (named) {
        screen = control;
      } else {
        inside.add(control);
      }
    }
    scenes.add(new Scene(screen, parts(inside, menuBar)));
    return scenes;
  }

  /** A tab after other controls shows the window with other contents. */
  private static boolean turnsOver(Control control, List<Control> inside) {
    return control.kind() == Kind.TAB && !inside.isEmpty() && inside.getLast().kind() != Kind.TAB;
  }

  private static List<Part> parts(List<Control> controls, boolean menuBar) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < controls.size()) {
      Control first = controls.get(at);
      List<Control> run = run(controls, at, first.kind());
      Part part =
          switch (first.kind()) {
            case TAB -> new Tabs(run);
            case BUTTON -> new Buttons(run);
            case MENU ->
                menuBar && parts.isEmpty()
                    ? new MenuBar(first, run.subList(1, run.size()))
                    : new Entries(run);
            case LIST -> list(controls, at, run(controls, at + 1, Kind.OPTION));
            case CHECKBOX, OPTION, FIELD, SCREEN, ICON, LINK, SWITCH -> new Single(first);
          };
      parts.add(part);
      at += size(part);
    }
    return parts;
  }

  /** What is said to be in a list makes it a group; what is chosen in it makes it a selection. */
  private static Part list(List<Control> controls, int at, List<Control> options) {
    Control list = controls.get(at);
    if (!options.isEmpty() || list.value() != null) {
      return new Selection(list, options);
    }
    boolean group =
        at + 1 < controls.size()
            && switch (controls.get(at + 1).kind()) {
              case CHECKBOX, FIELD, MENU, SWITCH, LIST -> true;
              case TAB, BUTTON, OPTION, SCREEN, ICON, LINK -> false;
            };
    return group ? new Heading(list) : new Entries(List.of(list));
  }

  /** What is touched, or looked at, in order. */
  List<Control> touched() {
    List<Control> touched = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Tabs(var tabs) -> touched.addAll(tabs);
        case MenuBar(var menu, var items) -> {
          touched.add(menu);
          touched.addAll(items);
        }
        case Entries(var entries) -> touched.addAll(entries);
        case Buttons(var buttons) -> touched.addAll(buttons);
        case Selection(var list, var options) -> {
          touched.add(list);
          touched.addAll(options);
        }
        case Heading _ -> {}
        case Single(var control) -> touched.add(control);
      }
    }
    return touched;
  }

  private static List<Control> run(List<Control> controls, int from, Kind kind) {
    int to = from;
    while (to < controls.size() && controls.get(to).kind() == kind) {
      to++;
    }
    return List.copyOf(controls.subList(from, to));
  }

  private static int size(Part part) {
    return switch (part) {
      case Tabs(var tabs) -> tabs.size();
      case MenuBar(_, var items) -> 1 + items.size();
      case Entries(var entries) -> entries.size();
      case Buttons(var buttons) -> buttons.size();
      case Selection(_, var options) -> 1 + options.size();
      case Heading _, Single _ -> 1;
    };
  }
}
