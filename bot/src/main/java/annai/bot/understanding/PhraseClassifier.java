package annai.bot.understanding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes a text for what the labelled examples most like it say.
 *
 * <p>The mean of two judges that err in different ways: the votes of the nearest examples by cosine
 * of their weighted features, which find a phrasing again, and naive Bayes over all examples of an
 * intent, which adds up small hints. Made once from the examples; the same examples always give the
 * same answers.
 */
final class PhraseClassifier {

  private static final int NEIGHBOURS = 5;
  private static final double SMOOTHING = 0.1;

  /** How much a feature that no example has takes from the likeness, beside a rare one's weight. */
  private static final double UNKNOWN_WEIGHT = 0.3;

  private static final List<Intent> INTENTS = List.of(Intent.values());

  private final List<Example> examples;
  private final Map<String, Feature> features = new HashMap<>();
  private final double[] lengths;
  private final double[] seenIn = new double[INTENTS.size()];

  /** A labelled phrase: folded, names of mail clients as the sign that stands for them. */
  record Example(Intent intent, String folded) {}

  /**
   * What a text is taken for.
   *
   * @param share how sure, from 0 to 1, against the other intents
   * @param likeness of the nearest example of any intent, from 0 (nothing in common) to 1 (equal)
   */
  record Guess(Intent intent, double share, double likeness) {

    /** The product: sure against others, and near to something known. */
    double strength() {
      return share * likeness;
    }
  }

  /** Where a feature stands. */
  private static final class Feature {
    private final List<Integer> examples = new ArrayList<>();
    private final double[] counts = new double[INTENTS.size()];
    private double weight;
  }

  PhraseClassifier(List<Example> examples) {
    this.examples = List.copyOf(examples);
    this.lengths = new double[examples.size()];
    for (int i = 0; i < examples.size(); i++) {
      learn(i, this.examples.get(i));
    }
    for (Feature feature : features.values()) {
      feature.weight = Math.log(1 + (double) examples.size() / feature.examples.size());
      feature.examples.forEach(example -> lengths[example] += feature.weight * feature.weight);
    }
  }

  private void learn(int index, Example example) {
    int intent = INTENTS.indexOf(example.intent());
    for (String name : PhraseFeatures.of(example.folded())) {
      Feature feature = features.computeIfAbsent(name, _ -> new Feature());
      feature.examples.add(index);
      feature.counts[intent]++;
      seenIn[intent]++;
    }
  }

  /** What the text is taken for; empty when it has no word in common with any example. */
  Optional<Guess> guess(String folded) {
    if (folded.codePoints().noneMatch(Character::isLetter)) {
      return Optional.empty();
    }
    Set<String> names = PhraseFeatures.of(folded);
    double[] likeness = likeness(names);
    List<Integer> nearest = nearest(likeness);
    if (nearest.isEmpty()) {
      return Optional.empty();
    }
    double[] votes = votes(nearest, likeness);
    double[] bayes = bayes(names);
    int best = 0;
    for (int i = 1; i < INTENTS.size(); i++) {
      best = votes[i] + bayes[i] > votes[best] + bayes[best] ? i : best;
    }
    double share = (votes[best] + bayes[best]) / 2;
    return Optional.of(new Guess(INTENTS.get(best), share, likeness[nearest.getFirst()]));
  }

  private double[] likeness(Set<String> names) {
    double[] products = new double[examples.size()];
    double rare = Math.log(1 + (double) examples.size());
    double length = 0;
    for (String name : names) {
      Feature feature = features.get(name);
      if (feature == null) {
        length += UNKNOWN_WEIGHT * rare * rare;
      } else {
        double square = feature.weight * feature.weight;
        length += square;
        feature.examples.forEach(example -> products[example] += square);
      }
    }
    for (int i = 0; i < products.length; i++) {
      products[i] = products[i] == 0 ? 0 : products[i] / Math.sqrt(length * lengths[i]);
    }
    return products;
  }

  private static List<Integer> nearest(double[] likeness) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < likeness.length; i++) {
      if (likeness[i] > 0) {
        found.add(i);
      }
    }
    found.sort(Comparator.comparingDouble((Integer i) -> likeness[i]).reversed());
    return found.subList(0, Math.min(NEIGHBOURS, found.size()));
  }

  private double[] votes(List<Integer> nearest, double[] likeness) {
    double[] votes = new double[INTENTS.size()];
    double all = 0;
    for (int example : nearest) {
      double vote = likeness[example] * likeness[example];
      votes[INTENTS.indexOf(examples.get(example).intent())] += vote;
      all += vote;
    }
    for (int i = 0; i < votes.length; i++) {
      votes[i] /= all;
    }
    return votes;
  }

  /** Divided by the root of the number of features, which hang together far too much for Bayes. */
  private double[] bayes(Set<String> names) {
    double[] sums = new double[INTENTS.size()];
    for (String name : names) {
      Feature feature = features.get(name);
      for (int i = 0; feature != null && i < INTENTS.size(); i++) {
        double seen = seenIn[i] + SMOOTHING * features.size();
        sums[i] += Math.log((feature.counts[i] + SMOOTHING) / seen);
      }
    }
    for (int i = 0; i < INTENTS.size(); i++) {
      sums[i] = seenIn[i] == 0 ? Double.NEGATIVE_INFINITY : sums[i];
    }
    return softmax(sums, Math.sqrt(names.size()));
  }

  private static double[] softmax(double[] sums, double divisor) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double sum : sums) {
      highest = Math.max(highest, sum);
    }
    double all = 0;
    double[] shares = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      shares[i] = Math.exp((sums[i] - highest) / divisor);
      all += shares[i];
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= all;
    }
    return shares;
  }
}
