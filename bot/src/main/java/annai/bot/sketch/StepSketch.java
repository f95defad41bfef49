package annai.bot.sketch;

import annai.knowledge.Control;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws a step: the windows that it names, and in them what to touch, framed and numbered.
 *
 * <p>Everything comes from the step's controls; the same step always gives the same drawing.
 */
public final class StepSketch {

  private static final int MARGIN = 4;
  private static final int BETWEEN = 30;

  private final SketchedStep sketched;
  private final Canvas canvas = new Canvas();
  private final Map<String, Integer> numbers;
  private final List<Scene> scenes;

  private StepSketch(SketchedStep sketched) {
    this.sketched = sketched;
    this.scenes = Scene.of(sketched.step().controls(), !sketched.phone());
    this.numbers = numbers(scenes);
  }

  /** The drawing of a step. */
  public static Sketch draw(SketchedStep sketched) {
    return new StepSketch(sketched).draw();
  }

  /** What is touched or looked at in a step, in the order of the numbers in its drawing. */
  public static List<Control> touched(SketchedStep sketched) {
    List<Control> controls = sketched.step().controls();
    Map<String, Integer> numbers = numbers(Scene.of(controls, !sketched.phone()));
    return controls.stream().filter(control -> numbers.containsKey(control.id())).toList();
  }

  /** The drawings' style sheet, as a source of the Content-Security-Policy. */
  public static String styleSource() {
    return Style.source();
  }

  private static Map<String, Integer> numbers(List<Scene> scenes) {
    List<Control> touched = new ArrayList<>();
    scenes.forEach(scene -> touched.addAll(scene.touched()));
    if (touched.isEmpty()) {
      for (Scene scene : scenes) {
        if (scene.screen() != null) {
          touched.add(scene.screen());
        }
      }
    }
    Map<String, Integer> numbers = new LinkedHashMap<>();
    touched.forEach(control -> numbers.put(control.id(), numbers.size() + 1));
    return numbers;
  }

  private Sketch draw() {
    double y = MARGIN;
    for (int i = 0; i < scenes.size(); i++) {
      if (i > 0) {
        canvas.stroke("arrow", Canvas.WIDTH / 2.0 - 9, y + 8, 9, 9, 9, -9);
        y += BETWEEN;
      }
      y = new WindowPainter(canvas, sketched, numbers).paint(scenes.get(i), y);
    }
    return document((int) Math.ceil(y) + MARGIN);
  }

  private Sketch document(int height) {
    String language = sketched.language().tag();
    Markup svg =
        new Markup()
            .open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 %d %d".formatted(Canvas.WIDTH, height),
                "width",
                Canvas.WIDTH,
                "height",
                height,
                "role",
                "img",
                "aria-labelledby",
                "title desc",
                "lang",
                sketched.screen().tag())
            .element("title", sketched.title(), "id", "title", "lang", language)
            .element("desc", sketched.description(), "id", "desc", "lang", language)
            .open("style")
            .verbatim(Style.SHEET)
            .close()
            .verbatim(canvas.drawn())
            .close();
    return new Sketch(Canvas.WIDTH, height, svg.markup());
  }
}
