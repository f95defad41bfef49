package annai.knowledge.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the known name in the place of a word that is a slip beside it.
 *
 * <p>A slip is one edit (a letter more, less, other, or two swapped), two for names of eight
 * letters and more, and keeps the first letter. Words that are words of their own are never
 * touched.
 */
public final class SpellingCorrector {

  private static final int LONG_NAME = 8;
  private static final int MAX_WORD = 24;
  private static final Pattern WORD = Pattern.compile("[a-z]{4,24}|[ァ-ヶー]{4,24}");

  private final List<String> names;
  private final Set<String> wordsOfTheirOwn;

  public SpellingCorrector(List<String> names, Set<String> wordsOfTheirOwn) {
    this.names = List.copyOf(names);
    this.wordsOfTheirOwn = Set.copyOf(wordsOfTheirOwn);
  }

  /** The normalised text with its slips mended. */
  public String correct(String normalised) {
    Matcher matcher = WORD.matcher(normalised);
    StringBuilder corrected = new StringBuilder(normalised.length());
    while (matcher.find()) {
      matcher.appendReplacement(corrected, Matcher.quoteReplacement(nearest(matcher.group())));
    }
    return matcher.appendTail(corrected).toString();
  }

  /** The words of the text that are slips. */
  public Set<String> slips(String normalised) {
    Set<String> slips = new HashSet<>();
    Matcher matcher = WORD.matcher(normalised);
    while (matcher.find()) {
      if (!nearest(matcher.group()).equals(matcher.group())) {
        slips.add(matcher.group());
      }
    }
    return slips;
  }

  private String nearest(String word) {
    if (wordsOfTheirOwn.contains(word) || names.contains(word)) {
      return word;
    }
    for (String name : names) {
      int allowed = name.length() >= LONG_NAME ? 2 : 1;
      if (name.charAt(0) == word.charAt(0)
          && Math.abs(name.length() - word.length()) <= allowed
          && distance(name, word) <= allowed) {
        return name;
      }
    }
    return word;
  }

  /** The optimal string alignment distance: edits and swaps of neighbours. */
  static int distance(String a, String b) {
    if (a.length() > MAX_WORD || b.length() > MAX_WORD) {
      return Integer.MAX_VALUE;
    }
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        d[i][j] = i == 0 || j == 0 ? i + j : cheapest(d, a, b, i, j);
      }
    }
    return d[a.length()][b.length()];
  }

  private static int cheapest(int[][] d, String a, String b, int i, int j) {
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int best = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
  }
}
