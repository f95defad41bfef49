package annai.bot.sketch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes well-formed XML, or HTML, in which a text can never become markup.
 *
 * <p>Names are written as given and come from the code; texts and attribute values are data and are
 * escaped. Characters that XML 1.0 doesn't know become U+FFFD.
 */
public final class Markup {

  private static final Set<String> VOID =
      Set.of("br", "hr", "img", "link", "meta", "path", "rect", "circle", "line");

  private final StringBuilder written = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /** Begins an element; attributes are names and values in turn. */
  public Markup open(String name, Object... attributes) {
    written.append('<').append(name);
    for (int i = 0; i + 1 < attributes.length; i += 2) {
      written.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]));
      written.append('"');
    }
    if (VOID.contains(name)) {
      written.append("/>");
    } else {
      written.append('>');
      open.push(name);
    }
    return this;
  }

  /** Ends the element that was begun last and is still open. */
  public Markup close() {
    written.append("</").append(open.pop()).append('>');
    return this;
  }

  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** An element with nothing but a text in it. */
  public Markup element(String name, String text, Object... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** Words of the code itself, written as they are: never data. */
  Markup verbatim(String code) {
    written.append(code);
    return this;
  }

  /** Everything written; every element must be closed. */
  public String markup() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("Elements still open: " + open);
    }
    return written.toString();
  }

  private void escape(String text) {
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '&' -> written.append("&amp;");
                case '"' -> written.append("&quot;");
                case '\'' -> written.append("&#39;");
                default -> written.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
              }
            });
  }

  /** XML 1.0, production 2, without the controls that it discourages. */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c < 0x7F)
        || (c >= 0xA0 && c < 0xD800)
        || (c >= 0xE000 && c < 0xFFFE)
        || c >= 0x10000;
  }
}
