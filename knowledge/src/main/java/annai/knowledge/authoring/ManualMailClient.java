package annai.knowledge.authoring;

import annai.knowledge.OperatingSystem;
import org.jspecify.annotations.Nullable;

/**
 * A mail client as a heading of a manual names it.
 *
 * @param family the product over all its versions, such as "outlook", or {@link #OTHER}
 * @param os null when neither the heading nor its chapter says it
 * @param version as printed, such as "2016" or "10.x"; null when none is printed
 * @param name the product's name without its version; for {@link #OTHER} the only key to it
 */
public record ManualMailClient(
    String family, @Nullable OperatingSystem os, @Nullable String version, String name) {

  /** The family of every product that has no family of its own. */
  public static final String OTHER = "other";

  ManualMailClient on(@Nullable OperatingSystem chapterOs) {
    return os != null || chapterOs == null
        ? this
        : new ManualMailClient(family, chapterOs, version, name);
  }

  ManualMailClient ofVersion(@Nullable String chapterVersion) {
    return version != null || chapterVersion == null
        ? this
        : new ManualMailClient(family, os, chapterVersion, name);
  }

  /** Whether it comes with its system, so that the system's version is its version. */
  boolean comesWithSystem() {
    return family.matches("mac-mail|iphone-mail|ipad-mail|android-gmail");
  }

  /** Whether the product has no family of its own. */
  public boolean isOther() {
    return family.equals(OTHER);
  }
}
