package annai.connectors.ticket.rest;

import annai.connectors.TrustStore;
import annai.connectors.ticket.TicketDraft.Priority;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a ticket system's settings from texts and gathers what is wrong with them.
 *
 * <p>What is wrong reads as something harmless, so that {@link #check} can tell of all of it at
 * once.
 */
public final class SettingsReader {

  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern SIMPLE_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final URI NOWHERE = URI.create("https://invalid");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String prefix;
  private final Map<String, String> defaults;
  private final Map<String, String> settings;
  private final List<String> problems = new ArrayList<>();

  /**
   * @param prefix what stands before every name, such as "annai.tickets.jira."
   * @param defaults every name that may be set, with what holds where it is empty
   */
  public SettingsReader(String prefix, Map<String, String> defaults, Map<String, String> settings) {
    this.prefix = prefix;
    this.defaults = Map.copyOf(defaults);
    this.settings = Map.copyOf(settings);
    Set<String> unknown = new TreeSet<>(settings.keySet());
    unknown.removeAll(defaults.keySet());
    unknown.forEach(
        name -> problem(name, "is unknown; expected one of " + new TreeSet<>(defaults.keySet())));
  }

  /**
   * To be called last.
   *
   * @throws IllegalArgumentException with all problems, each with the setting's whole name and its
   *     value
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  public String text(String name) {
    String text = settings.get(name);
    return text == null || text.isBlank() ? defaults.getOrDefault(name, "") : text.strip();
  }

  public @Nullable String orNull(String name) {
    return text(name).isEmpty() ? null : text(name);
  }

  /** The text, which has to be there. */
  public String required(String name) {
    return text(name).isEmpty() ? missing(name, "?") : text(name);
  }

  /** What stands between commas. */
  public List<String> list(String name) {
    return Arrays.stream(text(name).split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** An address of http or https without a slash at its end, which has to be there. */
  public URI uri(String name) {
    if (text(name).isEmpty()) {
      return missing(name, NOWHERE);
    }
    try {
      URI uri = new URI(text(name).replaceFirst("/+$", ""));
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (http && uri.getHost() != null && uri.getQuery() == null && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    return expected(name, "an address such as 'https://tickets.example.net'", NOWHERE);
  }

  /** A token or a key of printable ASCII: the setting's own, or what is in the file NAME-file. */
  public String secret(String name) {
    String file = name + "-file";
    String secret = text(name);
    if (!text(file).isEmpty()) {
      if (!secret.isEmpty()) {
        problem(file, "is set beside '%s'; expected one of them".formatted(name));
      }
      secret = content(file).strip();
    }
    if (secret.isEmpty()) {
      problem(name, "is empty; expected its value here, or its file in '%s'".formatted(file));
    } else if (!SECRET.matcher(secret).matches()) {
      problem(name, "has characters that it can't have; expected printable ASCII");
    }
    return secret;
  }

  private String content(String name) {
    try {
      return Files.readString(Path.of(text(name)));
    } catch (IOException | InvalidPathException e) {
      return expected(name, "a file that can be read", "?");
    }
  }

  /** The certificate authorities of "trust-store"; null where it isn't set. */
  public @Nullable KeyStore trusted() {
    String file = text("trust-store");
    if (file.isEmpty()) {
      return null;
    }
    try {
      return TrustStore.read(Path.of(file), text("trust-store-password"));
    } catch (IOException | InvalidPathException e) {
      return expected("trust-store", "a PKCS12, JKS or PEM file with its password", null);
    }
  }

  /** "connect-timeout" and "request-timeout". */
  public RestSite.Timing timing() {
    return new RestSite.Timing(
        duration("connect-timeout", false), duration("request-timeout", false));
  }

  /** A time of less than a day. */
  public Duration duration(String name, boolean zeroAllowed) {
    String text = text(name).toLowerCase(Locale.ROOT);
    try {
      var simple = SIMPLE_DURATION.matcher(text);
      Duration duration =
          simple.matches() && simple.group(2).equals("ms")
              ? Duration.ofMillis(Long.parseLong(simple.group(1)))
              : Duration.parse(simple.matches() ? "PT" + text : text);
      if (!duration.isNegative()
          && (zeroAllowed || !duration.isZero())
          && duration.compareTo(Duration.ofDays(1)) < 0) {
        return duration;
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    return expected(name, "a time such as '20s'", Duration.ofSeconds(1));
  }

  /** Names of priorities, such as "P1=Highest, P2=High". */
  public Map<Priority, String> priorities(String name) {
    Map<Priority, String> priorities = new EnumMap<>(Priority.class);
    for (String pair : list(name)) {
      String[] parts = pair.split("=", 2);
      try {
        priorities.put(Priority.valueOf(parts[0].strip()), parts[1].strip());
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        expected(name, "such as 'P1=Highest, P2=High, P3=Medium'", "");
      }
    }
    return priorities;
  }

  /** A JSON object of values by the id of a field, as {@link DraftValue#resolve} takes them. */
  public Map<String, JsonNode> fields(String name) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    if (text(name).isEmpty()) {
      return fields;
    }
    try {
      JsonNode object = JSON.readTree(text(name));
      if (object.isObject()) {
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        fields.values().forEach(value -> checkValue(name, value));
        return fields;
      }
    } catch (JacksonException e) {
      // told below
    }
    return expected(name, "a JSON object such as '{\"FIELD\": \"draft.key\"}'", fields);
  }

  private void checkValue(String name, JsonNode value) {
    if (value instanceof StringNode text
        && text.stringValue().startsWith("draft.")
        && !DraftValue.words().contains(text.stringValue())) {
      expected(name, "of values of a draft one of " + DraftValue.words(), "");
    }
  }

  private <T> T missing(String name, T instead) {
    problem(name, "is empty; it has to be set");
    return instead;
  }

  /** Notes that a setting isn't what was expected. */
  public <T extends @Nullable Object> T expected(String name, String what, T instead) {
    problems.add("%s%s: '%s' is not valid; expected %s".formatted(prefix, name, text(name), what));
    return instead;
  }

  /** Notes anything else that is wrong with a setting. */
  public void problem(String name, String what) {
    problems.add(prefix + name + " " + what);
  }
}
