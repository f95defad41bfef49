package annai.knowledge.search;

import annai.knowledge.authoring.Yaml;
import annai.knowledge.language.TextFolding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions of the configuration, made for folded text.
 *
 * <p>Unbounded repetition of a group or of any character is refused: on a long text it takes time
 * far beyond linear.
 */
public final class FoldedPattern {

  private static final Pattern UNBOUNDED =
      Pattern.compile("(?<!\\\\)(?:\\.|\\)|\\\\[swdSWD]|])(?:[*+](?!\\+)|\\{[0-9]{1,4},})");

  private FoldedPattern() {}

  /** The pattern of one place in a file; a problem there and empty when it can't be used. */
  public static Optional<Pattern> compile(Yaml place) {
    return compile(place, place.text());
  }

  /** The same for a text that was put together from several places. */
  public static Optional<Pattern> compile(Yaml place, String regex) {
    if (UNBOUNDED.matcher(regex).find()) {
      place.refuse(
          "'%s' repeats without a bound; expected {0,n} with a number in the place of * and +"
              .formatted(regex));
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(TextFolding.foldKana(regex)));
    } catch (PatternSyntaxException e) {
      place.refuse("'%s' is no regular expression: %s".formatted(regex, e.getDescription()));
      return Optional.empty();
    }
  }

  /** The patterns of a sequence. */
  public static List<Pattern> compileAll(Yaml places) {
    List<Pattern> patterns = new ArrayList<>();
    for (Yaml place : places.items()) {
      compile(place).ifPresent(patterns::add);
    }
    return patterns;
  }
}
