package annai.knowledge.search;

import annai.knowledge.language.SpellingCorrector;
import annai.knowledge.language.TextFolding;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All ways in which mail clients and platforms are written, as read from {@code
 * config/recognition.yml}.
 */
public record NameCatalogue(
    List<Rewrite> rewrites, SpellingCorrector spelling, List<NamePattern> names) {

  public NameCatalogue {
    rewrites = List.copyOf(rewrites);
    names = List.copyOf(names);
  }

  /** What stands for something else, such as "twenty sixteen". */
  record Rewrite(Pattern from, String to) {}

  /** The folded text, slips mended and numbers in figures. */
  public String fold(String text) {
    String folded = TextFolding.fold(spelling.correct(TextFolding.normalise(text)));
    for (Rewrite rewrite : rewrites) {
      folded = rewrite.from().matcher(folded).replaceAll(Matcher.quoteReplacement(rewrite.to()));
    }
    return folded;
  }
}
