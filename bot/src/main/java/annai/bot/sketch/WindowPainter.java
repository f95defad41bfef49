package annai.bot.sketch;

import annai.knowledge.Control;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws the frame of one window, or of a phone's screen, and its title. */
final class WindowPainter {

  private static final double LEFT = 4;
  private static final double OUTER = Canvas.WIDTH - 2 * LEFT;
  private static final double BAR = 32;
  private static final double STATUS = 18;

  private final Canvas canvas;
  private final SketchedStep sketched;
  private final Map<String, Integer> numbers;

  WindowPainter(Canvas canvas, SketchedStep sketched, Map<String, Integer> numbers) {
    this.canvas = canvas;
    this.sketched = sketched;
    this.numbers = numbers;
  }

  /** Draws from {@code y} on; answers where it ends. */
  double paint(Scene scene, double y) {
    Canvas inside = new Canvas();
    double top = y + (sketched.phone() ? STATUS : 0);
    double body = header(inside, scene, top) + 12;
    double end = new PartPainter(inside, sketched, numbers).paint(scene.parts(), body) + 12;
    end += sketched.phone() ? 8 : 0;
    canvas.box("paper", LEFT, y, OUTER, end - y, sketched.phone() ? 22 : 8);
    if (sketched.phone()) {
      canvas.box("ghost", Canvas.WIDTH / 2.0 - 24, y + 8, 48, 6, 3);
    }
    canvas.draw(inside);
    return end;
  }

  private double header(Canvas inside, Scene scene, double y) {
    Control screen = scene.screen();
    boolean touched = screen != null && numbers.containsKey(screen.id());
    double inset = sketched.phone() ? 34 : sketched.apple() ? 62 : 14;
    double room = OUTER - inset - (sketched.phone() ? 34 : sketched.apple() ? 14 : 70);
    room -= touched ? 30 : 0;
    List<String> title = TextMeasure.wrap(title(screen), Canvas.SMALL * 1.06, room, 2);
    double height = BAR + (title.size() - 1) * Canvas.LINE;
    if (!sketched.phone()) {
      inside.box("bar", LEFT, y, OUTER, height, 8);
      buttons(inside, y + BAR / 2);
    } else if (screen != null) {
      inside.stroke("mark", LEFT + 20, y + BAR / 2 - 7, -7, 7, 7, 7);
      inside.stroke("rule", LEFT, y + height, OUTER, 0);
    } else {
      inside.ghost(Canvas.WIDTH / 2.0 - 40, y + BAR / 2, 80);
    }
    double x = LEFT + inset;
    if (touched && screen != null) {
      inside.touch(x - 6, y + 3, room + 36, height - 6);
      inside.badge(numbers.getOrDefault(screen.id(), 0), x + 8, y + BAR / 2);
      x += 26;
    }
    inside.lines(screen == null ? "quiet" : "title", title, x, y + BAR / 2);
    return y + height;
  }

  /** What the step doesn't name is, on a desktop, a window of the mail client. */
  private String title(@Nullable Control screen) {
    if (screen != null) {
      return sketched.label(screen);
    }
    return sketched.phone() ? "" : sketched.mailClient().name().in(sketched.screen());
  }

  private void buttons(Canvas inside, double y) {
    if (sketched.apple()) {
      for (int i = 0; i < 3; i++) {
        inside.circle("off", LEFT + 16 + i * 16, y, 5);
      }
      return;
    }
    double x = LEFT + OUTER;
    inside.stroke("mark", x - 62, y, 9, 0);
    inside.stroke("mark", x - 42, y - 4.5, 9, 0, 0, 9, -9, 0, 0, -9);
    inside.stroke("mark", x - 22, y - 4.5, 9, 9);
    inside.stroke("mark", x - 13, y - 4.5, -9, 9);
  }
}
