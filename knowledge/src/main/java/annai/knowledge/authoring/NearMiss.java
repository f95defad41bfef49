package annai.knowledge.authoring;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what an author most likely meant by a word that nobody knows. */
final class NearMiss {

  private static final int MAX_LENGTH = 64;
  private static final int MIN_BEGINNING = 4;

  private NearMiss() {}

  /** " (did you mean 'becky-2'?)", or "" when no known word is near. */
  static String of(String given, Collection<String> known) {
    if (given.length() > MAX_LENGTH) {
      return "";
    }
    int most = Math.max(1, Math.min(3, given.length() / 3));
    return known.stream()
        .filter(word -> distance(folded(given), folded(word)) <= most || isBeginning(given, word))
        .min(
            Comparator.comparingInt((String word) -> distance(folded(given), folded(word)))
                .thenComparing(Comparator.naturalOrder()))
        .map(word -> " (did you mean '%s'?)".formatted(word))
        .orElse("");
  }

  private static boolean isBeginning(String given, String word) {
    return given.length() >= MIN_BEGINNING && folded(word).startsWith(folded(given));
  }

  private static String folded(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Edits by one letter, two neighbours swapped counting as one (optimal string alignment). */
  static int distance(String from, String to) {
    int[][] edits = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, from, to, i, j);
      }
    }
    return edits[from.length()][to.length()];
  }

  private static int cheapest(int[][] edits, String from, String to, int i, int j) {
    int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
    int least = Math.min(edits[i - 1][j] + 1, edits[i][j - 1] + 1);
    least = Math.min(least, edits[i - 1][j - 1] + change);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
