package annai.knowledge;

import java.util.Locale;
import java.util.Optional;

/** A language in which Annai talks. */
public enum Language {
  JA,
  EN;

  /** The BCP 47 tag: "ja" or "en". */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The language of a BCP 47 tag such as "ja", "ja-JP" or "EN"; empty for any other. */
  public static Optional<Language> ofTag(String tag) {
    String primary = tag.strip().split("[-_]", 2)[0].toUpperCase(Locale.ROOT);
    for (Language language : values()) {
      if (language.name().equals(primary)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
