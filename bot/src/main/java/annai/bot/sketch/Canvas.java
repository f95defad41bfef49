package annai.bot.sketch;

import java.util.List;

/** Shapes and measured text, drawn from the top to the bottom. */
final class Canvas {

  static final int WIDTH = 320;
  static final double LABEL = 15;
  static final double SMALL = 14;
  static final double LINE = 20;
  static final double BADGE = 10;

  private final Markup drawn = new Markup();

  String drawn() {
    return drawn.markup();
  }

  /** What another canvas has, on top of what is here. */
  void draw(Canvas other) {
    drawn.verbatim(other.drawn());
  }

  void box(String look, double x, double y, double width, double height, double radius) {
    drawn.open(
        "rect",
        "class",
        look,
        "x",
        number(x),
        "y",
        number(y),
        "width",
        number(width),
        "height",
        number(height),
        "rx",
        number(radius));
  }

  void circle(String look, double x, double y, double radius) {
    drawn.open("circle", "class", look, "cx", number(x), "cy", number(y), "r", number(radius));
  }

  /**
   * Straight strokes.
   *
   * @param points x and y in turn, from {@code x}, {@code y} on
   */
  void stroke(String look, double x, double y, double... points) {
    StringBuilder path = new StringBuilder("M" + number(x) + " " + number(y));
    for (int i = 0; i + 1 < points.length; i += 2) {
      path.append('l').append(number(points[i])).append(' ').append(number(points[i + 1]));
    }
    drawn.open("path", "class", look, "d", path);
  }

  /** Lines of text, the first one's middle at {@code y}. */
  void lines(String look, List<String> lines, double x, double y) {
    for (int i = 0; i < lines.size(); i++) {
      drawn.element(
          "text", lines.get(i), "class", look, "x", number(x), "y", number(y + i * LINE + 5));
    }
  }

  void line(String look, String text, double x, double y) {
    lines(look, List.of(text), x, y);
  }

  /** The frame around something to touch. */
  void touch(double x, double y, double width, double height) {
    box("touch", x, y, width, height, 7);
  }

  /** The number of something to touch. */
  void badge(int number, double x, double y) {
    circle("badge", x, y, BADGE);
    line("number", Integer.toString(number), x, y);
  }

  /** Something that isn't named, only hinted at. */
  void ghost(double x, double y, double width) {
    box("ghost", x, y - 4, width, 8, 4);
  }

  private static String number(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
