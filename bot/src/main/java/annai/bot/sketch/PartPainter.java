package annai.bot.sketch;

import annai.knowledge.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Draws what stands in a window, part below part. */
final class PartPainter {

  static final double LEFT = 16;
  static final double RIGHT = Canvas.WIDTH - 16;
  static final double GUTTER = 30;
  private static final double GAP = 12;
  private static final double PAD = 8;

  private final Canvas canvas;
  private final SketchedStep sketched;
  private final Map<String, Integer> numbers;
  private final ControlPainter controls;

  PartPainter(Canvas canvas, SketchedStep sketched, Map<String, Integer> numbers) {
    this.canvas = canvas;
    this.sketched = sketched;
    this.numbers = numbers;
    this.controls = new ControlPainter(canvas, sketched, numbers);
  }

  /** Draws from {@code y} on; answers where it ends. */
  double paint(List<Scene.Part> parts, double y) {
    double at = hint(parts, y);
    for (int i = 0; i < parts.size(); i++) {
      boolean last = i == parts.size() - 1;
      at =
          switch (parts.get(i)) {
            case Scene.Tabs(var tabs) -> tabs(tabs, at);
            case Scene.MenuBar(var menu, var items) -> menuBar(menu, items, at);
            case Scene.Entries(var entries) -> entries(entries, LEFT, at);
            case Scene.Buttons(var buttons) -> buttons(buttons, last, at);
            case Scene.Selection(var list, var options) -> selection(list, options, at);
            case Scene.Heading(var list) -> heading(list, at);
            case Scene.Single(var control) -> controls.paint(control, at);
          };
      at = last ? open(parts.get(i), at) : at + GAP;
    }
    return at;
  }

  /** A window has more in it than what the step names. */
  private double hint(List<Scene.Part> parts, double y) {
    boolean plain =
        parts.isEmpty()
            || switch (parts.getFirst()) {
              case Scene.Tabs _, Scene.MenuBar _, Scene.Entries _, Scene.Heading _ -> false;
              case Scene.Buttons _, Scene.Selection _ -> true;
              case Scene.Single(var control) -> control.kind() != Control.Kind.ICON;
            };
    if (!plain) {
      return y;
    }
    return ghosts(y);
  }

  /** What a tab opens is seen below it. */
  private double open(Scene.Part last, double y) {
    return last instanceof Scene.Tabs ? ghosts(y + GAP) - GAP : y;
  }

  private double ghosts(double y) {
    canvas.ghost(LEFT + GUTTER, y + 8, 150);
    canvas.ghost(LEFT + GUTTER, y + 26, 96);
    return y + 44;
  }

  private double tabs(List<Control> tabs, double y) {
    double x = LEFT;
    double height = 0;
    for (Control tab : tabs) {
      List<String> label = wrap(tab, RIGHT - LEFT - 44, 2);
      double width = 26 + widest(label) + 18;
      if (x > LEFT && x + width > RIGHT) {
        x = LEFT;
        y += height + 6;
      }
      height = 14 + label.size() * Canvas.LINE;
      canvas.touch(x, y, width, height);
      number(tab, x + 15, y + height / 2);
      canvas.lines("name", label, x + 30, y + 7 + Canvas.LINE / 2);
      x += width + 6;
    }
    while (x + 52 < RIGHT) {
      canvas.box("button", x, y + 4, 52, height - 4, 4);
      canvas.ghost(x + 10, y + 4 + height / 2, 32);
      x += 58;
    }
    canvas.stroke("rule", LEFT - 8, y + height + 1, RIGHT - LEFT + 16, 0);
    return y + height + 2;
  }

  private double menuBar(Control menu, List<Control> items, double y) {
    List<String> label = wrap(menu, RIGHT - LEFT - 44, 2);
    double width = 26 + widest(label) + 18;
    double height = 12 + label.size() * Canvas.LINE;
    canvas.touch(LEFT, y, width, height);
    number(menu, LEFT + 15, y + height / 2);
    canvas.lines("name", label, LEFT + 30, y + 6 + Canvas.LINE / 2);
    for (double x = LEFT + width + 16; x + 40 < RIGHT; x += 58) {
      canvas.ghost(x, y + height / 2, 40);
    }
    return items.isEmpty() ? y + height : entries(items, LEFT + 12, y + height + 4);
  }

  /** Entries to choose, between others. */
  private double entries(List<Control> entries, double left, double y) {
    double width = RIGHT - left;
    List<List<String>> labels = new ArrayList<>();
    double height = 52;
    for (Control entry : entries) {
      List<String> label = wrap(entry, width - GUTTER - 2 * PAD - 26, 3);
      labels.add(label);
      height += label.size() * Canvas.LINE + 20;
    }
    canvas.box("field", left, y, width, height, sketched.phone() ? 12 : 4);
    canvas.ghost(left + GUTTER + PAD, y + 14, 92);
    double at = y + 26;
    for (int i = 0; i < entries.size(); i++) {
      at = entry(entries.get(i), labels.get(i), left, at);
    }
    canvas.ghost(left + GUTTER + PAD, at + 12, 120);
    return y + height;
  }

  private double entry(Control control, List<String> label, double left, double y) {
    double height = label.size() * Canvas.LINE + 14;
    canvas.touch(left + 5, y, RIGHT - left - 10, height);
    number(control, left + 20, y + height / 2);
    canvas.lines("name", label, left + GUTTER + PAD, y + 7 + Canvas.LINE / 2);
    if (sketched.phone()) {
      canvas.stroke("mark", RIGHT - 22, y + height / 2 - 6, 6, 6, -6, 6);
    }
    return y + height + 6;
  }

  /** At the end of a window they stand on its right. */
  private double buttons(List<Control> buttons, boolean last, double y) {
    double x = LEFT;
    double room = RIGHT - LEFT;
    double bottom = y;
    double total = 0;
    for (Control button : buttons) {
      total += buttonWidth(button) + 8;
    }
    if (last && total - 8 <= room && !sketched.phone()) {
      x = RIGHT - total + 8;
    }
    double row = y;
    for (Control button : buttons) {
      double width = buttonWidth(button);
      if (x > LEFT && x + width > RIGHT + 0.5) {
        x = LEFT;
        row = bottom + 8;
      }
      bottom = Math.max(bottom, button(button, x, row, sketched.phone() ? room : width));
      x += (sketched.phone() ? room : width) + 8;
    }
    return bottom;
  }

  private double button(Control control, double x, double y, double width) {
    List<String> label = wrap(control, width - 44, 2);
    double height = 14 + label.size() * Canvas.LINE;
    canvas.touch(x, y, width, height);
    number(control, x + 16, y + height / 2);
    canvas.lines("name middle", label, x + 28 + (width - 36) / 2, y + 7 + Canvas.LINE / 2);
    return y + height;
  }

  private double buttonWidth(Control control) {
    return Math.max(84, 46 + widest(wrap(control, RIGHT - LEFT - 46, 2)));
  }

  private double selection(Control list, List<Control> options, double y) {
    double at = controls.dropDown(list, y);
    return options.isEmpty() ? at : entries(options, LEFT + GUTTER, at + 4);
  }

  private double heading(Control list, double y) {
    List<String> label = wrap(list, RIGHT - LEFT, 3);
    canvas.lines("name", label, LEFT, y + Canvas.LINE / 2);
    double end = y + label.size() * Canvas.LINE + 4;
    canvas.stroke("rule", LEFT, end, RIGHT - LEFT, 0);
    return end;
  }

  private void number(Control control, double x, double y) {
    canvas.badge(numbers.getOrDefault(control.id(), 0), x, y);
  }

  private List<String> wrap(Control control, double width, int lines) {
    return TextMeasure.wrap(sketched.label(control), Canvas.LABEL * 1.06, width, lines);
  }

  private static double widest(List<String> lines) {
    return lines.stream()
        .mapToDouble(line -> TextMeasure.width(line, Canvas.LABEL * 1.06))
        .max()
        .orElse(0);
  }
}
