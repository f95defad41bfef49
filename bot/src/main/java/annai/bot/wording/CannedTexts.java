package annai.bot.wording;

import annai.knowledge.Language;
import annai.knowledge.LocalizedText;
import annai.knowledge.authoring.ConfigException;
import annai.knowledge.authoring.Problem;
import annai.knowledge.authoring.Yaml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The replies that agents have ready from the start: {@code config/canned-replies.yml}. */
public final class CannedTexts {

  /** What a shortcut is made of. */
  public static final Pattern SHORTCUT = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  /** The longest text, in characters. */
  public static final int LONGEST = 2_000;

  /** What a text may leave open. */
  public static final Set<String> PLACEHOLDERS =
      Set.of("customer", "agent", "ticket", "mailClient");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}\\s]{1,40})}");

  private CannedTexts() {}

  /**
   * Reads the file.
   *
   * @return the texts by their shortcut; none when there is no file
   * @throws ConfigException with all problems
   */
  public static Map<String, LocalizedText> load(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    List<Problem> problems = new ArrayList<>();
    Map<String, LocalizedText> texts = new TreeMap<>();
    try {
      String name = String.valueOf(file.getFileName());
      Yaml root = Yaml.parse(name, Files.readString(file, StandardCharsets.UTF_8), problems);
      root.entries().forEach((shortcut, value) -> texts.put(shortcut, text(shortcut, value)));
    } catch (IOException e) {
      problems.add(new Problem(String.valueOf(file), 0, "can't be read as UTF-8 text"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return texts;
  }

  private static LocalizedText text(String shortcut, Yaml value) {
    if (!SHORTCUT.matcher(shortcut).matches()) {
      value.refuse("'%s' is no shortcut; expected 1 to 40 of a-z, 0-9 and '-'".formatted(shortcut));
    }
    Map<Language, String> byLanguage = new EnumMap<>(Language.class);
    Set<String> tags = new TreeSet<>();
    for (Language language : Language.values()) {
      Yaml text = value.require(language.tag());
      tags.add(language.tag());
      byLanguage.put(language, text.text().strip());
      String problem = problem(text.text());
      if (problem != null && text.isPresent()) {
        text.refuse("'%s' has %s".formatted(shortcut, problem));
      }
    }
    value.allowOnly(tags);
    return new LocalizedText(byLanguage);
  }

  /** What is wrong with a text, with what was expected; null when nothing is. */
  public static @Nullable String problem(String text) {
    if (text.isBlank() || text.length() > LONGEST) {
      return "%d characters; expected 1 to %d".formatted(text.length(), LONGEST);
    }
    Matcher found = PLACEHOLDER.matcher(text);
    while (found.find()) {
      if (!PLACEHOLDERS.contains(found.group(1))) {
        return "the placeholder '%s'; expected one of %s"
            .formatted(found.group(), new TreeSet<>(PLACEHOLDERS));
      }
    }
    return null;
  }

  /** The text with what is known put in; a placeholder whose value is not known stays. */
  public static String filled(String text, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
  }
}
