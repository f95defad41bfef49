package annai.knowledge.search;

import annai.knowledge.OperatingSystem;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which one mail client or platform is written.
 *
 * @param id the family, the name of another mail client, or the platform
 * @param os what the name alone says; null when it says none
 * @param version the version that the name alone fixes
 * @param product the family that another mail client is easily taken for, such as "outlook"
 * @param candidates what the name may mean when it isn't one mail client
 * @param patterns on the folded text
 */
record NamePattern(
    Kind kind,
    String id,
    @Nullable OperatingSystem os,
    @Nullable String version,
    @Nullable String product,
    List<String> candidates,
    List<Pattern> patterns) {

  enum Kind {
    FAMILY,
    OTHER,
    PLATFORM
  }
}
