package annai.connectors.ticket.jira.fake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which fields an issue may be given, and in which shape. */
final class Fields {

  /** The comment property by which Jira Service Management keeps a comment inside. */
  static final String INTERNAL = "sd.public.comment";

  static final List<String> PRIORITIES = List.of("Highest", "High", "Medium", "Low", "Lowest");
  static final List<String> TYPES = List.of("Task", "Service Request", "Incident");

  /** Text fields that a site has added. */
  static final Map<String, String> CUSTOM =
      Map.of("customfield_10050", "依頼者のメールアドレス", "customfield_10051", "依頼者の氏名");

  private static final Set<String> RESOLUTIONS =
      Set.of("Done", "Duplicate", "Won't Do", "完了", "10000");

  private final String project;
  private final Flavour flavour;
  private final RichText richText;

  Fields(String project, Flavour flavour) {
    this.project = project;
    this.flavour = flavour;
    this.richText = new RichText(flavour);
  }

  /** The fields of a transition that wants a resolution. */
  static ObjectNode resolutionScreen() {
    ObjectNode fields = JiraRequest.JSON.createObjectNode();
    ObjectNode field = fields.putObject("resolution").put("required", true);
    field.putArray("operations").add("set");
    field
        .putArray("allowedValues")
        .add(JiraRequest.JSON.createObjectNode().put("name", "完了").put("id", "10000"));
    return fields;
  }

  RichText richText() {
    return richText;
  }

  /** The fields of a new issue, or a refusal that names every wrong one. */
  Map<String, JsonNode> ofNew(ObjectNode body) {
    onlyKnown(body, Set.of("fields", "update", "properties", "historyMetadata", "transition"));
    JsonNode fields = body.path("fields");
    if (!fields.isObject()) {
      throw new JiraRefusal(
          Map.of("project", "Specify a valid project ID or key", "summary", required()));
    }
    Map<String, String> errors = new LinkedHashMap<>();
    for (String name : List.of("project", "issuetype", "summary")) {
      if (fields.path(name).isMissingNode() || fields.path(name).isNull()) {
        errors.put(name, missing(name));
      }
    }
    Map<String, JsonNode> checked = checked(fields, errors);
    refuseWith(errors);
    return checked;
  }

  private static String required() {
    return "You must specify a summary of the issue.";
  }

  private static String missing(String name) {
    return switch (name) {
      case "project" -> "Specify a valid project ID or key";
      case "issuetype" -> "Specify an issue type";
      default -> required();
    };
  }

  /** The fields that an edit or a transition sets. */
  Map<String, JsonNode> ofEdit(JsonNode fields, boolean onTransition) {
    Map<String, String> errors = new LinkedHashMap<>();
    if (fields.isMissingNode()) {
      return Map.of();
    }
    if (!onTransition && fields.has("resolution")) {
      errors.put("resolution", notOnScreen("resolution"));
    }
    Map<String, JsonNode> checked = checked(fields, errors);
    refuseWith(errors);
    return checked;
  }

  private Map<String, JsonNode> checked(JsonNode fields, Map<String, String> errors) {
    Map<String, JsonNode> checked = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (!errors.containsKey(name)) {
        problem(name, value).ifPresent(problem -> errors.put(name, problem));
        checked.put(name, value);
      }
    }
    return checked;
  }

  static void refuseWith(Map<String, String> errors) {
    if (!errors.isEmpty()) {
      throw new JiraRefusal(errors);
    }
  }

  private Optional<String> problem(String name, JsonNode value) {
    return switch (name) {
      case "project" -> oneOf(name, value, Set.of("key", "id"), Set.of(project, "10000"));
      case "issuetype" -> oneOf(name, value, Set.of("name", "id"), named(TYPES, "1000"));
      case "priority" ->
          absent(value)
              ? Optional.empty()
              : oneOf(name, value, Set.of("name", "id"), named(PRIORITIES, ""));
      case "resolution" -> oneOf(name, value, Set.of("name", "id"), RESOLUTIONS);
      case "summary" -> summary(value);
      case "description", "environment" ->
          absent(value) ? Optional.empty() : richText.problem(value);
      case "labels" -> labels(value);
      case "reporter", "assignee" -> absent(value) ? Optional.empty() : person(name, value);
      case "duedate" ->
          value.isString() && value.asString().matches("\\d{4}-\\d\\d-\\d\\d")
              ? Optional.empty()
              : Optional.of("Error parsing date string: " + value);
      default -> custom(name, value);
    };
  }

  private static boolean absent(JsonNode value) {
    return value.isNull();
  }

  private static Set<String> named(List<String> names, String idPrefix) {
    Set<String> all = new java.util.HashSet<>(names);
    for (int i = 1; i <= names.size(); i++) {
      all.add(idPrefix + i);
    }
    return all;
  }

  static String notOnScreen(String name) {
    return "Field '" + name + "' cannot be set. It is not on the appropriate screen, or unknown.";
  }

  private static Optional<String> custom(String name, JsonNode value) {
    if (!CUSTOM.containsKey(name)) {
      return Optional.of(notOnScreen(name));
    }
    if (!value.isString() && !value.isNull()) {
      return Optional.of("Operation value must be a string");
    }
    return value.asString("").length() > 255
        ? Optional.of("The entered text is too long. It exceeds the allowed limit of 255.")
        : Optional.empty();
  }

  private static Optional<String> oneOf(
      String name, JsonNode value, Set<String> keys, Set<String> allowed) {
    if (!value.isObject() || value.isEmpty()) {
      return Optional.of("data was not an object");
    }
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      if (!keys.contains(entry.getKey()) || !entry.getValue().isString()) {
        return Optional.of("Specify the " + name + " (" + keys + ") in the string format");
      }
      if (!allowed.contains(entry.getValue().asString())) {
        return Optional.of("Specify a valid value for " + name);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> summary(JsonNode value) {
    if (!value.isString()) {
      return Optional.of("Operation value must be a string");
    }
    String text = value.asString();
    if (text.isBlank()) {
      return Optional.of(required());
    }
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      return Optional.of("The summary is invalid because it contains newline characters.");
    }
    return text.length() > 255
        ? Optional.of("Summary must be less than 255 characters.")
        : Optional.empty();
  }

  static Optional<String> label(JsonNode label) {
    if (!label.isString()) {
      return Optional.of("Operation value must be a string");
    }
    if (label.asString().matches(".*\\s.*") || label.asString().isEmpty()) {
      return Optional.of("The label '" + label.asString() + "' contains spaces which is invalid.");
    }
    return label.asString().length() > 255
        ? Optional.of("The label '" + label.asString() + "' exceeds the maximum length of 255.")
        : Optional.empty();
  }

  private static Optional<String> labels(JsonNode value) {
    if (!(value instanceof ArrayNode array)) {
      return Optional.of("data was not an array");
    }
    return array.valueStream().map(Fields::label).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> person(String name, JsonNode value) {
    Set<String> keys =
        switch (flavour) {
          case DATA_CENTER -> Set.of("name", "key");
          case CLOUD -> Set.of("accountId", "id");
        };
    return oneOf(name, value, keys, Set.of(Account.ANNAI.id(), Account.AGENT.id()))
        .map(problem -> "The " + name + " specified is not a user.");
  }

  /** Refuses every key but these. */
  static void onlyKnown(JsonNode body, Set<String> known) {
    Map<String, String> errors = new LinkedHashMap<>();
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        errors.put(name, "Unrecognized field \"" + name + "\"");
      }
    }
    refuseWith(errors);
  }

  /** Entity properties as they are sent: {@code [{key, value}]}. */
  static Map<String, JsonNode> properties(JsonNode sent) {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    if (sent.isMissingNode()) {
      return properties;
    }
    if (!sent.isArray()) {
      throw new JiraRefusal(400, "Can not deserialize instance of entity properties");
    }
    for (JsonNode property : sent) {
      onlyKnown(property, Set.of("key", "value"));
      if (!property.path("key").isString() || property.path("value").isMissingNode()) {
        throw new JiraRefusal(400, "An entity property has a key and a value.");
      }
      properties.put(property.path("key").asString(), property.path("value"));
    }
    return properties;
  }
}
