package annai.bot.sketch;

/**
 * A drawing of a step.
 *
 * @param width and {@code height} in pixels at its natural size
 * @param svg a document of its own that loads nothing and runs nothing
 */
public record Sketch(int width, int height, String svg) {}
