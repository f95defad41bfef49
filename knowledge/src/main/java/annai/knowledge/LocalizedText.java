package annai.knowledge;

import java.util.EnumMap;
import java.util.Map;

/** The same text in every {@link Language}; one with a missing language can't be made. */
public record LocalizedText(Map<Language, String> byLanguage) {

  public LocalizedText {
    for (Language language : Language.values()) {
      if (!byLanguage.containsKey(language)) {
        throw new IllegalArgumentException(
            "Text %s has no language '%s'".formatted(byLanguage, language.tag()));
      }
    }
    byLanguage = Map.copyOf(new EnumMap<>(byLanguage));
  }

  public static LocalizedText of(String ja, String en) {
    return new LocalizedText(Map.of(Language.JA, ja, Language.EN, en));
  }

  public String in(Language language) {
    String text = byLanguage.get(language);
    if (text == null) {
      throw new IllegalStateException("No text in '%s'".formatted(language.tag()));
    }
    return text;
  }
}
