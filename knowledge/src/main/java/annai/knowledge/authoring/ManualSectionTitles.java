package annai.knowledge.authoring;

import annai.knowledge.authoring.ManualReading.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The titles that come back below one mail client after another, which is what the headings of
 * sections do in any wording.
 */
final class ManualSectionTitles {

  /** How often a title with no known word must come back before it counts. */
  private static final int OFTEN = 3;

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  private ManualSectionTitles() {}

  /** The kind of section that a title announces by coming back; empty when it does not. */
  Optional<Kind> kindOf(String title) {
    return Optional.ofNullable(kinds.get(ManualHeadings.bare(title)));
  }

  /** Finds the titles of a manual's sections, given the lines that look like headings. */
  static ManualSectionTitles of(List<ManualLine> lines) {
    Map<String, List<String>> titles =
        lines.stream()
            .flatMap(line -> ManualHeading.printedTitle(line).stream())
            .filter(title -> ManualText.width(title) <= 40)
            .filter(title -> !ManualHeadings.isRemark(title) && !ManualHeadings.isElsewhere(title))
            .filter(title -> !ManualHeadings.isGlossary(title))
            .collect(
                Collectors.groupingBy(
                    ManualHeadings::bare, LinkedHashMap::new, Collectors.toList()));
    titles.values().removeIf(same -> same.size() < 2);
    titles.values().removeIf(same -> namesMailClient(same.getFirst()));
    ManualSectionTitles read = new ManualSectionTitles();
    titles.forEach(
        (key, same) ->
            ManualHeadings.kindOf(same.getFirst()).ifPresent(k -> read.kinds.put(key, k)));
    read.placeUnknown(titles);
    return read;
  }

  private static boolean namesMailClient(String title) {
    return ManualMailClients.recognise(title, null).isPresent()
        || ManualMailClients.system(ManualHeadings.bare(title)).isPresent();
  }

  /** Two titles that alternate are looking and changing, whichever of them is known. */
  private void placeUnknown(Map<String, List<String>> titles) {
    List<String> order = new ArrayList<>(titles.keySet());
    List<String> unknown =
        order.stream()
            .filter(key -> !kinds.containsKey(key) && often(titles, key))
            .filter(key -> !ManualHeadings.isOtherTopic(key))
            .toList();
    boolean confirm = kinds.containsValue(Kind.CONFIRM);
    boolean change = kinds.containsValue(Kind.CHANGE);
    if (unknown.size() == 1 && confirm != change) {
      kinds.put(unknown.getFirst(), confirm ? Kind.CHANGE : Kind.CONFIRM);
    } else if (unknown.size() == 2 && kinds.isEmpty()) {
      kinds.put(unknown.getFirst(), Kind.CONFIRM);
      kinds.put(unknown.getLast(), Kind.CHANGE);
    }
  }

  private static boolean often(Map<String, List<String>> titles, String key) {
    return titles.getOrDefault(key, List.of()).size() >= OFTEN;
  }
}
