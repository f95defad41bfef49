package annai.bot.understanding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes a folded text apart into what makes it alike to others: words and pairs of words where
 * there are blanks between words, runs of one to four characters where there are none.
 *
 * <p>All numbers count as one, so that "changed to 587" and "changed to 465" are alike.
 */
final class PhraseFeatures {

  private static final int MAX_CHARACTERS = 300;
  private static final int LONGEST_RUN = 4;
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final Pattern WORD = Pattern.compile("[a-z']{1,30}|¤|0|●{1,8}");
  private static final Pattern LATIN = Pattern.compile("[a-z' ]{2,}");
  private static final String SIGNS = " 。、.,!?";

  private PhraseFeatures() {}

  /** The features of a folded text, in the order in which they stand; its start alone counts. */
  static Set<String> of(String folded) {
    String text = folded.substring(0, Math.min(folded.length(), MAX_CHARACTERS));
    text = NUMBER.matcher(text).replaceAll("0");
    Set<String> features = new LinkedHashSet<>();
    addWords(features, text);
    addRuns(features, LATIN.matcher(" " + text + " ").replaceAll(" "));
    return features;
  }

  private static void addWords(Set<String> features, String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
    }
    String before = "^";
    for (String word : words) {
      features.add("word " + word);
      features.add("pair " + before + " " + word);
      addPieces(features, "<" + word + ">");
      before = word;
    }
    features.add("pair " + before + " $");
  }

  private static void addPieces(Set<String> features, String word) {
    for (int i = 0; i + LONGEST_RUN <= word.length(); i++) {
      features.add("piece " + word.substring(i, i + LONGEST_RUN));
    }
  }

  private static void addRuns(Set<String> features, String text) {
    for (int length = 1; length <= LONGEST_RUN; length++) {
      for (int i = 0; i + length <= text.length(); i++) {
        String run = text.substring(i, i + length);
        if (!run.chars().allMatch(c -> SIGNS.indexOf(c) >= 0)) {
          features.add(run);
        }
      }
    }
  }
}
