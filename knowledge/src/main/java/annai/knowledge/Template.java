package annai.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text of {@code config/} taken apart at its placeholders.
 *
 * <p>A placeholder is a name in braces. One with a dot, such as {@code {smtp.port}}, is a value of
 * the {@link Provider}; one without, such as {@code {advanced}}, is the id of a {@link Control} of
 * the same step. A brace has no other use.
 */
public record Template(List<Piece> pieces) {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\{([a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)?)}");

  public Template {
    pieces = List.copyOf(pieces);
  }

  /** A part of a text. */
  public sealed interface Piece {}

  /** Words that stand as they are. */
  public record Words(String text) implements Piece {}

  /** A value of the provider, such as "smtp.port"; see {@link Provider#value}. */
  public record ProviderValue(String name) implements Piece {}

  /** A control of the same step, by its id. */
  public record ControlReference(String id) implements Piece {}

  /**
   * Takes a text apart.
   *
   * @throws IllegalArgumentException when a brace doesn't belong to a placeholder; the message says
   *     where
   */
  public static Template parse(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher placeholder = PLACEHOLDER.matcher(text);
    int from = 0;
    while (placeholder.find()) {
      addWords(pieces, text.substring(from, placeholder.start()));
      String name = placeholder.group(1);
      pieces.add(
          placeholder.group(2) == null ? new ControlReference(name) : new ProviderValue(name));
      from = placeholder.end();
    }
    addWords(pieces, text.substring(from));
    return new Template(pieces);
  }

  /** The text with every placeholder replaced. */
  public String render(
      Function<ProviderValue, String> values, Function<ControlReference, String> controls) {
    StringBuilder rendered = new StringBuilder();
    for (Piece piece : pieces) {
      rendered.append(
          switch (piece) {
            case Words words -> words.text();
            case ProviderValue value -> values.apply(value);
            case ControlReference control -> controls.apply(control);
          });
    }
    return rendered.toString();
  }

  private static void addWords(List<Piece> pieces, String words) {
    for (int at = 0; at < words.length(); at++) {
      if (words.charAt(at) == '{' || words.charAt(at) == '}') {
        String near = words.substring(at, Math.min(words.length(), at + 20));
        throw new IllegalArgumentException(
            "a brace at '%s' that is no placeholder; expected one such as {smtp.port} or {ok}"
                .formatted(near));
      }
    }
    if (!words.isEmpty()) {
      pieces.add(new Words(words));
    }
  }
}
