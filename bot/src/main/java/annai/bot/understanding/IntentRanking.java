package annai.bot.understanding;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the one intent of a text in which several were found.
 *
 * <p>The order is the rule: what must never be missed comes first, then what the customer reports,
 * then what they ask, then talk. A failure that is told beats a step that is told as done.
 *
 * @param strong found by sure signs
 * @param weak found by signs that hold when nothing stronger is there
 * @param guess what the examples most like the text say; null when nothing is like it
 */
record IntentRanking(
    Set<Intent> strong, Set<Intent> weak, Signs signs, PhraseClassifier.@Nullable Guess guess) {

  /** From here on the examples are believed against the patterns. */
  private static final double SURE_SHARE = 0.75;

  private static final double SURE_LIKENESS = 0.3;

  /** From here on they are believed against a name that merely stands in the text. */
  private static final double FAIR_SHARE = 0.5;

  private static final double FAIR_LIKENESS = 0.2;

  /** Below it a text is like nothing: better no intent than a wrong one. */
  private static final double LEAST_SHARE = 0.3;

  private static final double LEAST_LIKENESS = 0.12;

  /**
   * What was seen in the text beside the phrases.
   *
   * @param secret a password or personal data was masked
   * @param errorText a known error text is there
   * @param outsideManual it is about a mail client without a procedure
   * @param namesMailClient a mail client, a system or a version is named
   * @param corrected a mail client was taken back
   * @param stillFails it says that something still fails
   * @param contrast one thing works, another doesn't
   * @param literalError an error is quoted or has a code
   * @param asksWhen it asks from when on something is so
   * @param longText a report of many sentences, in which a passing word weighs little
   */
  record Signs(
      boolean secret,
      boolean errorText,
      boolean outsideManual,
      boolean namesMailClient,
      boolean corrected,
      boolean stillFails,
      boolean contrast,
      boolean literalError,
      boolean asksWhen,
      boolean longText) {}

  private static final List<Intent> ASKED =
      List.of(Intent.ASK_WHY, Intent.ABUSIVE, Intent.OFF_TOPIC, Intent.STEP_NOT_FOUND);
  private static final List<Intent> TALKED =
      List.of(Intent.SMALLTALK, Intent.THANKS, Intent.GREETING);

  /** The intent, or null when nothing was understood. */
  @Nullable Intent best() {
    if (isBeyondDoubt()) {
      return urgent();
    }
    Intent found = found();
    if (found == null) {
      return guess != null && isLikely(guess) ? guess.intent() : null;
    }
    return guess != null && overrules(guess, found) ? guess.intent() : found;
  }

  private boolean isBeyondDoubt() {
    return strong.contains(Intent.PROMPT_INJECTION) || signs.secret() || signs.outsideManual();
  }

  /** Telling customers that they gave a password away, when nothing was masked, must be sure. */
  private static boolean isLikely(PhraseClassifier.Guess guess) {
    boolean password = guess.intent() == Intent.GIVE_PASSWORD;
    return guess.share() >= (password ? SURE_SHARE : LEAST_SHARE)
        && guess.likeness() >= (password ? SURE_LIKENESS : LEAST_LIKENESS);
  }

  /** An error that is quoted or has a code stays one, however the rest is worded. */
  private boolean overrules(PhraseClassifier.Guess guess, Intent found) {
    if (guess.intent() == Intent.GREETING || (found == Intent.ERROR_MESSAGE && isLiteral())) {
      return false;
    }
    boolean onlyNamed = found == Intent.IDENTIFY_CLIENT && !strong.contains(found);
    return guess.share() >= (onlyNamed ? FAIR_SHARE : SURE_SHARE)
        && guess.likeness() >= (onlyNamed ? FAIR_LIKENESS : SURE_LIKENESS);
  }

  private boolean isLiteral() {
    return signs.errorText() || signs.literalError();
  }

  /** By the patterns alone. */
  private @Nullable Intent found() {
    Intent urgent = urgent();
    if (urgent != null) {
      return urgent;
    }
    Intent reported = reported();
    if (reported != null) {
      return reported;
    }
    if (strong.contains(Intent.OTHER_CLIENT_NOT_IN_MANUAL)) {
      return Intent.OTHER_CLIENT_NOT_IN_MANUAL;
    }
    Intent asked = first(ASKED, strong);
    return asked != null ? asked : told();
  }

  private @Nullable Intent urgent() {
    if (strong.contains(Intent.PROMPT_INJECTION)) {
      return Intent.PROMPT_INJECTION;
    }
    if (signs.secret()) {
      return Intent.GIVE_PASSWORD;
    }
    if (strong.contains(Intent.WANT_HUMAN)) {
      return Intent.WANT_HUMAN;
    }
    return signs.outsideManual() ? Intent.OTHER_CLIENT_NOT_IN_MANUAL : null;
  }

  private @Nullable Intent reported() {
    if (strong.contains(Intent.DONE_STEP) && !signs.stillFails() && !isContrast()) {
      return Intent.DONE_STEP;
    }
    if (strong.contains(Intent.ASK_SECURITY)) {
      return Intent.ASK_SECURITY;
    }
    if (strong.contains(Intent.ASK_HOW_TO_FIND_VERSION)) {
      return Intent.ASK_HOW_TO_FIND_VERSION;
    }
    if (isChange()) {
      return Intent.CHANGE_CLIENT;
    }
    if (strong.contains(Intent.GO_BACK) && !signs.errorText()) {
      return Intent.GO_BACK;
    }
    if (signs.asksWhen() && strong.contains(Intent.ASK_WHY)) {
      return Intent.ASK_WHY;
    }
    return failure();
  }

  private boolean isContrast() {
    return signs.contrast()
        && (strong.contains(Intent.CANNOT_SEND) || strong.contains(Intent.CANNOT_RECEIVE));
  }

  private boolean isChange() {
    boolean failing =
        signs.errorText()
            || strong.contains(Intent.CANNOT_SEND)
            || strong.contains(Intent.CANNOT_RECEIVE)
            || strong.contains(Intent.ERROR_MESSAGE)
            || strong.contains(Intent.STEP_NOT_FOUND);
    return !failing
        && (signs.corrected()
            || (strong.contains(Intent.CHANGE_CLIENT) && !strong.contains(Intent.ASK_WHY)));
  }

  private @Nullable Intent failure() {
    boolean receive = strong.contains(Intent.CANNOT_RECEIVE);
    boolean send = strong.contains(Intent.CANNOT_SEND);
    if (receive && !send && !signs.literalError()) {
      return Intent.CANNOT_RECEIVE;
    }
    if (send && signs.longText() && !signs.literalError()) {
      return Intent.CANNOT_SEND;
    }
    if (signs.errorText() || strong.contains(Intent.ERROR_MESSAGE)) {
      return Intent.ERROR_MESSAGE;
    }
    return send ? Intent.CANNOT_SEND : receive ? Intent.CANNOT_RECEIVE : null;
  }

  private @Nullable Intent told() {
    if (signs.stillFails() && !strong.contains(Intent.THANKS)) {
      return Intent.CANNOT_SEND;
    }
    if (weak.contains(Intent.DONE_STEP) && !weak.contains(Intent.CANNOT_SEND)) {
      return Intent.DONE_STEP;
    }
    Intent talked = first(TALKED, strong);
    if (talked != null) {
      return talked;
    }
    if (weak.contains(Intent.CANNOT_RECEIVE)) {
      return Intent.CANNOT_RECEIVE;
    }
    if (weak.contains(Intent.CANNOT_SEND)) {
      return Intent.CANNOT_SEND;
    }
    return signs.namesMailClient() || strong.contains(Intent.IDENTIFY_CLIENT)
        ? Intent.IDENTIFY_CLIENT
        : null;
  }

  private static @Nullable Intent first(List<Intent> order, Set<Intent> found) {
    for (Intent intent : order) {
      if (found.contains(intent)) {
        return intent;
      }
    }
    return null;
  }

  /** What else was found beside the best. */
  Set<Intent> also(Intent best) {
    Set<Intent> others = EnumSet.noneOf(Intent.class);
    others.addAll(strong);
    if (signs.errorText()) {
      others.add(Intent.ERROR_MESSAGE);
    }
    if (signs.namesMailClient() && best != Intent.OTHER_CLIENT_NOT_IN_MANUAL) {
      others.add(Intent.IDENTIFY_CLIENT);
    }
    others.remove(best);
    return others;
  }

  double confidence(@Nullable Intent best) {
    if (best == null) {
      return 0;
    }
    boolean sure =
        strong.contains(best) || signs.secret() || signs.errorText() || signs.outsideManual();
    if (sure) {
      return 0.9;
    }
    if (guess != null && guess.intent() == best) {
      return Math.max(weak.contains(best) ? 0.6 : 0.2, Math.round(80 * guess.strength()) / 100.0);
    }
    return best == Intent.IDENTIFY_CLIENT ? 0.8 : 0.6;
  }
}
