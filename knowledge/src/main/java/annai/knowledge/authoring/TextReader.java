package annai.knowledge.authoring;

import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.Template;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what all files are made of: texts in every language, names, dates. */
final class TextReader {

  static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,63}");

  private static final int MAX_LENGTH = 2000;
  private static final Set<String> LANGUAGES =
      Stream.of(Language.values()).map(Language::tag).collect(Collectors.toUnmodifiableSet());

  private final Set<String> providerValues;

  /**
   * @param providerValues the names that texts may use, such as "smtp.port"
   */
  TextReader(Collection<String> providerValues) {
    this.providerValues = Set.copyOf(providerValues);
  }

  /** A text without placeholders. */
  static LocalizedText plain(Yaml place) {
    return localized(place, (_, _) -> {});
  }

  /** A text that may use the provider's values, but no controls. */
  LocalizedText text(Yaml place) {
    return localized(place, (language, text) -> check(language, text, Set.of()));
  }

  /** A step's text, which must use every one of its controls in every language. */
  LocalizedText stepText(Yaml place, Set<String> controls) {
    return localized(
        place,
        (language, text) -> {
          Set<String> unused = new LinkedHashSet<>(controls);
          unused.removeAll(check(language, text, controls));
          for (String control : unused) {
            language.refuse(
                "the control '%s' is never used here; expected {%s} in the text or no such control"
                    .formatted(control, control));
          }
        });
  }

  /** A value such as "{smtp.port}", the same in all languages. */
  String value(Yaml place) {
    String value = required(place);
    check(place, value, Set.of());
    return value;
  }

  /** A text that must be there and not be blank; "" with a problem otherwise. */
  static String required(Yaml place) {
    String text = place.text();
    if (place.isPresent() && text.isEmpty()) {
      place.refuse("is empty; expected a text");
    } else if (text.length() > MAX_LENGTH) {
      place.refuse(
          "is %d characters long; expected at most %d".formatted(text.length(), MAX_LENGTH));
    }
    return text;
  }

  /** An id in small letters that isn't taken yet. */
  static String newId(Yaml place, Set<String> taken) {
    return newId(place, taken, ID, "small letters, digits and hyphens");
  }

  /** An id of a given form that isn't taken yet. */
  static String newId(Yaml place, Set<String> taken, Pattern form, String expected) {
    String id = required(place);
    if (!id.isEmpty() && !form.matcher(id).matches()) {
      place.refuse("the id '%s' must consist of %s".formatted(id, expected));
    } else if (!id.isEmpty() && !taken.add(id)) {
      place.refuse("the id '%s' is there a second time; expected another one".formatted(id));
    }
    return id;
  }

  /** A date such as 2017-03-22; 1970-01-01 with a problem when it is none. */
  static LocalDate date(Yaml place) {
    String text = place.text();
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      if (place.isPresent()) {
        place.refuse("'%s' is no date; expected one such as 2017-03-22".formatted(text));
      }
      return LocalDate.EPOCH;
    }
  }

  private static LocalizedText localized(Yaml place, TextCheck check) {
    place.allowOnly(LANGUAGES);
    Map<Language, String> texts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      Yaml inLanguage = place.require(language.tag());
      String text = required(inLanguage);
      if (inLanguage.isPresent()) {
        check.check(inLanguage, text);
      }
      texts.put(language, text);
    }
    return new LocalizedText(texts);
  }

  /** Refuses unknown placeholders; answers the controls that the text uses. */
  private Set<String> check(Yaml place, String text, Set<String> controls) {
    Set<String> used = new HashSet<>();
    for (Template.Piece piece : pieces(place, text)) {
      switch (piece) {
        case Template.Words _ -> {}
        case Template.ControlReference reference -> {
          used.add(reference.id());
          refuseUnknown(place, reference.id(), controls, "control of this step");
        }
        case Template.ProviderValue value ->
            refuseUnknown(place, value.name(), providerValues, "value in provider.yml");
      }
    }
    return used;
  }

  private static List<Template.Piece> pieces(Yaml place, String text) {
    try {
      return Template.parse(text).pieces();
    } catch (IllegalArgumentException e) {
      place.refuse("has " + e.getMessage());
      return List.of();
    }
  }

  private static void refuseUnknown(Yaml place, String name, Set<String> known, String what) {
    if (!known.contains(name)) {
      place.refuse("{%s} is no %s%s".formatted(name, what, NearMiss.of(name, known)));
    }
  }

  /** What to look at in a text that was read. */
  private interface TextCheck {
    void check(Yaml place, String text);
  }
}
