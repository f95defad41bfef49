package annai.knowledge.authoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A place in a YAML file that knows its line and gathers what is wrong there.
 *
 * <p>Every accessor that misses something adds a {@link Problem} to the list given at {@link
 * #parse} and answers a neutral value, so that one reading finds all problems of a file. YAML 1.2.
 */
public final class Yaml {

  /** Composing is recursive: a file of brackets alone would overflow the stack. */
  private static final int MAX_DEPTH = 32;

  /** So few repeated collections can't blow up a small file. */
  private static final int MAX_ALIASES = 50;

  private final String file;
  private final @Nullable Node node;
  private final int line;
  private final String path;
  private final List<Problem> problems;

  private Yaml(String file, @Nullable Node node, int line, String path, List<Problem> problems) {
    this.file = file;
    this.node = node;
    this.line = line;
    this.path = path;
    this.problems = problems;
  }

  /** The root of a file; a file that is no YAML gives one problem and an empty root. */
  public static Yaml parse(String file, String text, List<Problem> problems) {
    try {
      LoadSettings settings =
          LoadSettings.builder()
              .setLabel(file)
              .setAllowDuplicateKeys(true)
              .setMaxAliasesForCollections(MAX_ALIASES)
              .build();
      if (isTooDeep(settings, text)) {
        problems.add(
            new Problem(
                file, 0, "is nested deeper than %d levels, expected fewer".formatted(MAX_DEPTH)));
        return new Yaml(file, null, 0, "", problems);
      }
      Optional<Node> root = new Compose(settings).composeString(text);
      return new Yaml(file, root.orElse(null), 1, "", problems);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      problems.add(new Problem(file, line, "is not YAML: " + e.getProblem()));
    } catch (YamlEngineException e) {
      problems.add(new Problem(file, 0, "is not YAML: " + e.getMessage()));
    }
    return new Yaml(file, null, 0, "", problems);
  }

  private static boolean isTooDeep(LoadSettings settings, String text) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      if (event instanceof CollectionStartEvent) {
        depth++;
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
      if (depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  public String file() {
    return file;
  }

  /** From 1. */
  public int line() {
    return line;
  }

  public boolean isPresent() {
    return node != null;
  }

  /** Adds a problem at this place. */
  public void refuse(String message) {
    problems.add(new Problem(file, line, message));
  }

  /** The value under a key; absent without a problem when there is none. */
  public Yaml get(String key) {
    Yaml found = entries().get(key);
    return found != null
        ? found
        : new Yaml(file, null, line, path.isEmpty() ? key : path + "." + key, problems);
  }

  /** The value under a key; a problem when there is none. */
  public Yaml require(String key) {
    Yaml found = get(key);
    if (!found.isPresent() && node instanceof MappingNode) {
      refuse("'%s' is missing%s".formatted(key, path.isEmpty() ? "" : " in '" + path + "'"));
    }
    return found;
  }

  /** Refuses every key that isn't among those named. */
  public Yaml allowOnly(Set<String> keys) {
    for (var entry : entries().entrySet()) {
      if (!keys.contains(entry.getKey())) {
        entry
            .getValue()
            .refuse(
                "'%s' is unknown here%s; expected one of %s"
                    .formatted(
                        entry.getKey(),
                        NearMiss.of(entry.getKey(), keys),
                        keys.stream().sorted().toList()));
      }
    }
    return this;
  }

  /**
   * Keys and values of a mapping in their order; a repeated key is a problem, the first one holds.
   */
  public Map<String, Yaml> entries() {
    Map<String, Yaml> entries = new LinkedHashMap<>();
    if (node == null) {
      return entries;
    }
    if (!(node instanceof MappingNode mapping)) {
      refuse("'%s' must be a mapping, was %s".formatted(path, shape(node)));
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      Yaml value = child(tuple.getValueNode(), lineOf(tuple.getKeyNode()), key);
      if (entries.putIfAbsent(key, value) != null) {
        Problem problem =
            new Problem(file, value.line, "'%s' stands here a second time".formatted(key));
        if (!problems.contains(problem)) {
          problems.add(problem);
        }
      }
    }
    return entries;
  }

  /** The items of a sequence; a single value counts as a sequence of one. */
  public List<Yaml> items() {
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    List<Yaml> items = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      items.add(child(item, lineOf(item), "[" + items.size() + "]"));
    }
    return items;
  }

  /** The scalar's text; "" with a problem when this is a mapping or a sequence, "" when absent. */
  public String text() {
    if (node == null) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue().strip();
    }
    refuse("'%s' must be a text, was %s".formatted(path, shape(node)));
    return "";
  }

  /** The scalar's text, or null when absent. */
  public @Nullable String textOrNull() {
    return node == null ? null : text();
  }

  /** A whole number; 0 with a problem when it is none. */
  public int number() {
    String text = text();
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      if (node != null) {
        refuse("'%s' must be a whole number, was '%s'".formatted(path, text));
      }
      return 0;
    }
  }

  private Yaml child(Node child, int childLine, String key) {
    String childPath = path.isEmpty() ? key : key.startsWith("[") ? path + key : path + "." + key;
    return new Yaml(file, child, childLine, childPath, problems);
  }

  private static int lineOf(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static String shape(Node node) {
    return switch (node) {
      case MappingNode _ -> "a mapping";
      case SequenceNode _ -> "a sequence";
      case ScalarNode scalar -> "'" + scalar.getValue() + "'";
      default -> "something else";
    };
  }
}
