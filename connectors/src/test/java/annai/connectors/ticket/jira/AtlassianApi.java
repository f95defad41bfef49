package annai.connectors.ticket.jira;

import annai.connectors.ticket.jira.fake.JiraRequest;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Atlassian's own OpenAPI document of Jira Cloud, held against requests.
 *
 * <p>It lies in the folder shared beside the project. It is older than {@code /search/jql}, and
 * says nothing useful of multipart bodies.
 */
final class AtlassianApi {

  private static final String FILE = "shared/data/jira-cloud-v3.openapi.json";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JsonNode document;
  private final Map<String, Schema> schemas = new HashMap<>();

  private AtlassianApi(JsonNode document) {
    this.document = document;
  }

  /** Empty where the document isn't there. */
  static Optional<AtlassianApi> find() {
    Path root = Path.of(System.getProperty("annai.root", System.getProperty("user.dir")));
    return Stream.iterate(root.toAbsolutePath(), at -> at != null, Path::getParent)
        .map(at -> at.resolve(FILE))
        .filter(Files::exists)
        .findFirst()
        .map(AtlassianApi::read);
  }

  private static AtlassianApi read(Path file) {
    try {
      return new AtlassianApi(JSON.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a request; empty when nothing is. */
  List<String> problems(JiraRequest request) {
    String name = request.method() + " " + request.path();
    Optional<JsonNode> path = path(request.path());
    if (path.isEmpty()) {
      return List.of(name + ": no such path");
    }
    JsonNode operation = path.get().path(request.method().toLowerCase(Locale.ROOT));
    if (operation.isMissingNode()) {
      return List.of(name + ": no such method");
    }
    List<String> problems = new ArrayList<>(queryProblems(request, operation));
    problems.addAll(bodyProblems(request, operation.path("requestBody")));
    return problems.stream().map(problem -> name + ": " + problem).toList();
  }

  private Optional<JsonNode> path(String path) {
    return document.path("paths").properties().stream()
        .filter(entry -> path.matches(entry.getKey().replaceAll("\\{[^}]+}", "[^/]+")))
        .min((a, b) -> Boolean.compare(a.getKey().contains("{"), b.getKey().contains("{")))
        .map(Map.Entry::getValue);
  }

  private List<String> queryProblems(JiraRequest request, JsonNode operation) {
    List<String> problems = new ArrayList<>();
    Map<String, String> query = request.query();
    Map<String, JsonNode> known = new HashMap<>();
    for (JsonNode parameter : operation.path("parameters")) {
      if (parameter.path("in").asString("").equals("query")) {
        known.put(parameter.path("name").asString(""), parameter);
      }
    }
    query.forEach(
        (name, value) -> {
          JsonNode parameter = known.get(name);
          if (parameter == null) {
            problems.add("no such query parameter: " + name);
          } else {
            problems.addAll(validated(parameter.path("schema"), typed(parameter, value)));
          }
        });
    known.forEach(
        (name, parameter) -> {
          if (parameter.path("required").asBoolean(false) && !query.containsKey(name)) {
            problems.add("the query parameter is missing: " + name);
          }
        });
    return problems;
  }

  private static String typed(JsonNode parameter, String value) {
    String text = JSON.valueToTree(value).toString();
    return switch (parameter.path("schema").path("type").asString("")) {
      case "array" -> "[" + text + "]";
      case "integer", "number", "boolean" -> value.matches("-?\\d+|true|false") ? value : text;
      default -> text;
    };
  }

  private List<String> bodyProblems(JiraRequest request, JsonNode described) {
    String type = String.valueOf(request.header("Content-Type")).replaceFirst(";.*", "");
    if (described.isMissingNode()) {
      return request.body().length == 0 ? List.of() : List.of("a body, but none is described");
    }
    JsonNode content = described.path("content").path(type);
    if (content.isMissingNode()) {
      return List.of("a body of the type " + type + " is not described");
    }
    return type.equals("application/json")
        ? validated(content.path("schema"), request.text())
        : List.of();
  }

  private List<String> validated(JsonNode schema, String json) {
    return schemas
        .computeIfAbsent(schema.toString(), _ -> compiled(schema))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private Schema compiled(JsonNode schema) {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("allOf").add(schema);
    whole.set("components", document.path("components"));
    return SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30())
        .getSchema(whole.toString(), InputFormat.JSON);
  }
}
