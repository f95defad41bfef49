package annai.bot.sketch;

import annai.knowledge.Control;
import annai.knowledge.Control.Setting;
import annai.knowledge.Language;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws one control by itself, with its number on the left. */
final class ControlPainter {

  private static final double FIELD = 34;

  private final Canvas canvas;
  private final SketchedStep sketched;
  private final Map<String, Integer> numbers;

  ControlPainter(Canvas canvas, SketchedStep sketched, Map<String, Integer> numbers) {
    this.canvas = canvas;
    this.sketched = sketched;
    this.numbers = numbers;
  }

  /** Draws from {@code y} on; answers where it ends. */
  double paint(Control control, double y) {
    return switch (control.kind()) {
      case FIELD -> field(control, y);
      case LIST -> dropDown(control, y);
      case ICON -> icon(control, y);
      case LINK -> row(control, "name link", 0, 0, y);
      case CHECKBOX, OPTION -> ticked(control, y);
      case SWITCH -> switched(control, y);
      case TAB, MENU, BUTTON, SCREEN -> row(control, "name", 0, 0, y);
    };
  }

  /** A label in a frame, with room left before and after it. */
  private double row(Control control, String look, double before, double after, double y) {
    double x = PartPainter.LEFT + PartPainter.GUTTER;
    double room = PartPainter.RIGHT - x - 20 - before - after;
    List<String> label = TextMeasure.wrap(sketched.label(control), bold(), room, 4);
    double height = label.size() * Canvas.LINE + 14;
    canvas.touch(x, y, PartPainter.RIGHT - x, height);
    number(control, y + height / 2);
    canvas.lines(look, label, x + 10 + before, y + 7 + Canvas.LINE / 2);
    return y + height;
  }

  private double ticked(Control control, double y) {
    double end = row(control, "name", 28, 0, y);
    double x = PartPainter.LEFT + PartPainter.GUTTER + 10;
    double middle = y + 7 + Canvas.LINE / 2;
    if (control.kind() == Control.Kind.OPTION) {
      canvas.circle("field", x + 9, middle, 9);
      if (control.set() == Setting.ON) {
        canvas.circle("on", x + 9, middle, 5);
      }
    } else {
      canvas.box("field", x, middle - 9, 18, 18, 3);
      if (control.set() == Setting.ON) {
        canvas.stroke("tick", x + 3.5, middle, 4.5, 4.5, 8, -9);
      }
    }
    unknown(control, x + 9, middle);
    return end;
  }

  private double switched(Control control, double y) {
    double end = row(control, "name", 0, 56, y);
    double x = PartPainter.RIGHT - 56;
    double middle = (y + end) / 2;
    boolean on = control.set() == Setting.ON;
    canvas.box(on ? "on" : "off", x, middle - 12, 46, 24, 12);
    canvas.circle("knob", control.set() == null ? x + 23 : on ? x + 34 : x + 12, middle, 9);
    unknown(control, x + 23, middle);
    return end;
  }

  /** How it is set is what the step asks. */
  private void unknown(Control control, double x, double y) {
    if (control.set() == null) {
      canvas.line("quiet middle", "?", x, y);
    }
  }

  private double field(Control control, double y) {
    double top = label(control, y);
    double x = PartPainter.LEFT + PartPainter.GUTTER;
    double end = framed(control, top, 0);
    if (sketched.value(control) == null && !sketched.question()) {
      canvas.stroke("caret", x + 14, top + 8, 0, FIELD - 16);
    }
    return end;
  }

  /** A closed list with what is chosen in it. */
  double dropDown(Control control, double y) {
    double top = label(control, y);
    double end = framed(control, top, 26);
    canvas.stroke("mark", PartPainter.RIGHT - 26, (top + end) / 2 - 3, 7, 7, 7, -7);
    return end;
  }

  private double framed(Control control, double top, double after) {
    double x = PartPainter.LEFT + PartPainter.GUTTER;
    double width = PartPainter.RIGHT - x;
    @Nullable String value = sketched.value(control);
    List<String> lines =
        TextMeasure.wrap(value == null ? "" : value, bold(), width - 24 - after, 3);
    double height = Math.max(FIELD, lines.size() * Canvas.LINE + 14);
    canvas.touch(x, top, width, height);
    canvas.box("field", x + 4, top + 4, width - 8, height - 8, 4);
    number(control, top + height / 2);
    canvas.lines("value", lines, x + 12, top + 7 + Canvas.LINE / 2);
    return top + height;
  }

  private double label(Control control, double y) {
    double x = PartPainter.LEFT + PartPainter.GUTTER;
    List<String> label =
        TextMeasure.wrap(sketched.label(control), bold(), PartPainter.RIGHT - x, 4);
    canvas.lines("name", label, x, y + Canvas.LINE / 2);
    return y + label.size() * Canvas.LINE + 3;
  }

  private double icon(Control control, double y) {
    double x = PartPainter.LEFT + PartPainter.GUTTER;
    List<String> label =
        TextMeasure.wrap(sketched.label(control), bold(), PartPainter.RIGHT - x - 62, 3);
    double height = Math.max(50, label.size() * Canvas.LINE + 8);
    canvas.touch(x, y, 50, 50);
    glyph(control, x + 25, y + 25);
    canvas.badge(numbers.getOrDefault(control.id(), 0), PartPainter.LEFT + 12, y + 25);
    double first = y + height / 2 - (label.size() - 1) * Canvas.LINE / 2;
    canvas.lines("name", label, x + 62, first);
    return y + height;
  }

  /** The two pictures that everybody knows; any other icon stays a plain shape. */
  private void glyph(Control control, double x, double y) {
    switch (control.label().in(Language.EN).toLowerCase(Locale.ROOT)) {
      case "menu" -> {
        for (int i = -1; i <= 1; i++) {
          canvas.stroke("tick", x - 11, y + i * 8, 22, 0);
        }
      }
      case "settings" -> gear(x, y);
      default -> canvas.box("on", x - 11, y - 11, 22, 22, 6);
    }
  }

  private void gear(double x, double y) {
    canvas.circle("tick", x, y, 7);
    for (int i = 0; i < 8; i++) {
      double cos = Math.cos(i * Math.PI / 4);
      double sin = Math.sin(i * Math.PI / 4);
      canvas.stroke("tick", x + 8 * cos, y + 8 * sin, 5 * cos, 5 * sin);
    }
  }

  private void number(Control control, double y) {
    canvas.badge(numbers.getOrDefault(control.id(), 0), PartPainter.LEFT + 12, y);
  }

  private static double bold() {
    return Canvas.LABEL * 1.06;
  }
}
