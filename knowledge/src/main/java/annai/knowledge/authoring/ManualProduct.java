package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail client as manuals print its name; the table is the resource {@code products.tsv}.
 *
 * @param os the system that it runs on; null when the heading's chapter has to say it
 * @param stems words of which a heading's key must hold one, which is cheaper to see than the
 *     pattern
 * @param pattern for a heading's key; its groups are printed versions
 */
record ManualProduct(
    String family, @Nullable OperatingSystem os, String name, List<String> stems, Pattern pattern) {

  static final String VERSION =
      "(?:[(・]?(?:version|ver\\.?|v\\.?)?(\\d{1,4}(?:\\.\\d{1,3}|\\.x)*(?:[/・,、~〜-]\\d{1,4}(?:\\.\\d{1,3})*)*|365|xp(?!\\w)))?";

  private static final String TABLE = "products.tsv";
  private static final Pattern VERSION_AT_END = Pattern.compile("(\\d{1,4}(?:\\.\\d+|\\.x)*)$");

  static List<ManualProduct> all() {
    try (InputStream in = ManualProduct.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("The resource '%s' is missing".formatted(TABLE));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(ManualProduct::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The resource '%s' can't be read".formatted(TABLE), e);
    }
  }

  private static ManualProduct of(String row) {
    List<String> cells = List.of(row.split("\t", -1));
    return new ManualProduct(
        cells.get(0),
        OperatingSystem.ofId(cells.get(1)).orElse(null),
        cells.get(2),
        List.of(cells.get(3).split(" ", -1)),
        Pattern.compile(cells.get(4).replace("{version}", VERSION)));
  }

  boolean mayBeIn(String key) {
    return stems.stream().anyMatch(key::contains);
  }

  /** The mail client whose name a misread heading is near to; only where one name is nearest. */
  static Optional<ManualMailClient> similar(String title) {
    String key =
        ManualText.key(title).replaceAll("[^\\p{L}\\p{N}]", "").replace('0', 'o').replace('1', 'l');
    String letters = key.replaceAll("(?:ver)?[\\do]*l*\\d+x?$", "");
    int least = letters.length() >= 8 ? 3 : letters.length() >= 6 ? 2 : 0;
    if (letters.length() > 40) {
      return Optional.empty();
    }
    Optional<ManualProduct> nearest = Optional.empty();
    for (ManualProduct product : ManualMailClients.PRODUCTS) {
      int distance =
          NearMiss.distance(letters, ManualText.key(product.name).replaceAll("[^\\p{L}]", ""));
      if (distance < least) {
        least = distance;
        nearest = Optional.of(product);
      }
    }
    Matcher version = VERSION_AT_END.matcher(ManualText.key(title));
    String printed = version.find() ? version.group(1) : null;
    return nearest.map(p -> new ManualMailClient(p.family, p.os, printed, p.name));
  }
}
