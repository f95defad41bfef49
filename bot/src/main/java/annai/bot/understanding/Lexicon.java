package annai.bot.understanding;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The ways in which customers say what they want, as read from {@code config/intents/}.
 *
 * @param intents by intent
 * @param commands in the order in which they are tried
 */
record Lexicon(Map<Intent, Phrases> intents, Map<Command, List<Pattern>> commands) {

  Lexicon {
    intents = Map.copyOf(intents);
    commands = new EnumMap<>(commands);
  }

  /**
   * The patterns of one intent, on folded text.
   *
   * @param strong sure wherever they stand
   * @param weak hold when nothing stronger is there
   * @param whole must be the whole text
   */
  record Phrases(List<Pattern> strong, List<Pattern> weak, List<Pattern> whole) {

    Phrases {
      strong = List.copyOf(strong);
      weak = List.copyOf(weak);
      whole = List.copyOf(whole);
    }

    static final Phrases NONE = new Phrases(List.of(), List.of(), List.of());
  }

  /** The intents whose strong patterns, or whole ones, are in the text. */
  Set<Intent> strong(String folded, String rest) {
    Set<Intent> found = EnumSet.noneOf(Intent.class);
    intents.forEach(
        (intent, phrases) -> {
          if (anyFound(phrases.strong(), rest)
              || phrases.whole().stream().anyMatch(p -> p.matcher(folded).matches())) {
            found.add(intent);
          }
        });
    return found;
  }

  /** The intents whose weak patterns are in the text. */
  Set<Intent> weak(String rest) {
    Set<Intent> found = EnumSet.noneOf(Intent.class);
    intents.forEach(
        (intent, phrases) -> {
          if (anyFound(phrases.weak(), rest)) {
            found.add(intent);
          }
        });
    return found;
  }

  /** The first command whose patterns are in the text. */
  Optional<Command> command(String rest) {
    for (Map.Entry<Command, List<Pattern>> command : commands.entrySet()) {
      if (anyFound(command.getValue(), rest)) {
        return Optional.of(command.getKey());
      }
    }
    return Optional.empty();
  }

  boolean hasCommand(Command command, String rest) {
    return anyFound(commands.getOrDefault(command, List.of()), rest);
  }

  private static boolean anyFound(List<Pattern> patterns, String text) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(text).find()) {
        return true;
      }
    }
    return false;
  }
}
