package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Reference;
import annai.knowledge.authoring.ManualReading.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads sentences that send the reader to another section, and finds the section. */
final class ManualReferences {

  private static final Pattern SAME =
      Pattern.compile(
          "と同様|と同じ(?:です|手順|方法|操作|設定|く|$|。)|に準じ|と共通|same(?:steps|procedure|settings|instructions|way|method)?(?:as|for)|identicalto|arethesameas|likethatof|asin(?:section|chapter)?\\d|asdescribed(?:in|for|under)");
  private static final Pattern SEE =
      Pattern.compile(
          "を?(?:参照|ご覧|御覧|見て)(?:して)?(?:ください|下さい|のこと|願います|$|。)|^(?:please)?(?:see|referto|follow)|referto|followthe(?:steps|instructions)(?:in|for|under)|see(?:section|chapter|the|above|\\d)");
  private static final Pattern ABOVE =
      Pattern.compile(
          "^(?:上記|前項|前述|上と|前の?(?:節|章|項))|(?:the)?(?:above|previoussection|precedingsection)");
  private static final Pattern NUMBER =
      Pattern.compile("(?<![\\d.-])(\\d{1,2}(?:[.-]\\d{1,2}){0,4})(?![\\d]|[.-]\\d|\\.x)");

  /**
   * Another place of the manual.
   *
   * @param number null when it has none
   * @param isEntry whether it is a mail client's part as a whole
   */
  record Target(
      @Nullable String number,
      String title,
      @Nullable ManualMailClient mailClient,
      boolean isEntry) {

    String label() {
      return number != null ? number : title;
    }
  }

  private final List<Target> targets;
  private final List<Remark> doubts;
  private final List<Reference> references = new ArrayList<>();

  ManualReferences(List<Target> targets, List<Remark> doubts) {
    this.targets = targets;
    this.doubts = doubts;
  }

  List<Reference> references() {
    return List.copyOf(references);
  }

  /** Whether a text does nothing but send the reader elsewhere. */
  static boolean isReference(String text) {
    String key = ManualText.key(text);
    boolean external = key.contains("http") || key.contains("サポートページ") || key.contains("当社");
    return key.length() <= 120
        && !external
        && ManualMarker.of(text).isEmpty()
        && (SAME.matcher(key).find() || SEE.matcher(key).find())
        && pointsInside(text, key);
  }

  private static boolean pointsInside(String text, String key) {
    return NUMBER.matcher(key).find()
        || ABOVE.matcher(key).find()
        || ManualMailClients.recognise(text, null).isPresent();
  }

  /** Adds the reference of a section whose only content are these sentences. */
  void add(Target from, List<ManualLine> sentences) {
    Set<String> found = new TreeSet<>();
    for (ManualLine sentence : sentences) {
      byNumber(from, sentence.text()).ifPresent(target -> found.add(target.label()));
    }
    if (found.isEmpty()) {
      for (ManualLine sentence : sentences) {
        byName(from, sentence.text()).ifPresent(target -> found.add(target.label()));
      }
    }
    int line = sentences.getFirst().number();
    if (found.isEmpty()) {
      doubts.add(
          new Remark(
              line,
              "Section '%s' points to another one that was not found: '%s'"
                  .formatted(from.label(), sentences.getFirst().text())));
      return;
    }
    if (found.size() > 1) {
      doubts.add(
          new Remark(
              line, "Section '%s' points to several others: %s".formatted(from.label(), found)));
    }
    references.add(new Reference(from.label(), found.iterator().next(), line));
  }

  private Optional<Target> byNumber(Target from, String text) {
    Matcher number =
        NUMBER.matcher(
            ManualText.key(text)
                .replaceAll(
                    "(?:outlook|thunderbird|ios|android|windows|becky!?)(?:ver\\.?)?[\\d.]+(?:x)?",
                    " "));
    while (number.find()) {
      String printed = number.group(1);
      Optional<Target> target =
          targets.stream()
              .filter(t -> printed.equals(t.number()) && !t.label().equals(from.label()))
              .findFirst();
      if (target.isPresent()
          && (printed.length() > 2
              || text.contains("章")
              || text.matches("(?i).*(?:section|chapter).*"))) {
        return target;
      }
    }
    return Optional.empty();
  }

  private Optional<Target> byName(Target from, String text) {
    ManualMailClient own = from.mailClient();
    Optional<ManualMailClient> named =
        ManualMailClients.recognise(text, own == null ? null : own.os())
            .map(ManualMailClients.Match::mailClient);
    if (named.isEmpty()) {
      return ABOVE.matcher(ManualText.key(text)).find() ? before(from) : Optional.empty();
    }
    ManualMailClient client = named.get();
    return targets.stream()
        .filter(
            t ->
                !t.label().equals(from.label())
                    && t.mailClient() != null
                    && isSame(client, t.mailClient()))
        .findFirst();
  }

  private static boolean isSame(ManualMailClient named, ManualMailClient target) {
    boolean family =
        named.family().equals(target.family())
            && (!named.isOther() || named.name().equals(target.name()));
    return family && (named.version() == null || named.version().equals(target.version()));
  }

  /** The mail client's part before this one, as a whole. */
  private Optional<Target> before(Target from) {
    int place = targets.indexOf(from);
    for (Target target : targets.subList(0, Math.max(0, place)).reversed()) {
      if (target.isEntry() && !Objects.equals(target.mailClient(), from.mailClient())) {
        return Optional.of(target);
      }
    }
    return Optional.empty();
  }
}
