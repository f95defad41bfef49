package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document, against which answers are held. */
public final class Contract {

  private final JsonNode document;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Contract(JsonNode document) {
    this.document = document;
  }

  public static Contract of(String json) {
    return new Contract(JsonMapper.shared().readTree(json));
  }

  /** Holds an answer against what is documented for it. */
  public void check(String method, String template, HttpResponse<String> answer) {
    JsonNode responses =
        document
            .path("paths")
            .path(template)
            .path(method.toLowerCase(Locale.ROOT))
            .path("responses");
    JsonNode response = responses.path(Integer.toString(answer.statusCode()));
    assertThat(response.isObject())
        .as("%s %s documents %d", method, template, answer.statusCode())
        .isTrue();
    String ref = response.path("$ref").asString("");
    if (!ref.isEmpty()) {
      response = document.at(ref.substring(1));
    }
    JsonNode content = response.path("content");
    if (content.isEmpty()) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    assertThat(content.has(type)).as("%s documents %s", template, type).isTrue();
    if (type.endsWith("json")) {
      String schema = content.path(type).path("schema").path("$ref").asString();
      assertThat(schema(schema).validate(answer.body(), InputFormat.JSON))
          .as("%s %s: %s", method, template, answer.body())
          .isEmpty();
    }
  }

  /** The documented operations below a path, as "GET /path". */
  public Set<String> operations(String below) {
    Set<String> operations = new TreeSet<>();
    for (var path : document.path("paths").properties()) {
      for (String method : path.getValue().propertyNames()) {
        if (path.getKey().startsWith(below) && !method.equals("parameters")) {
          operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
        }
      }
    }
    return operations;
  }

  /** The documented path that a path is one of; one without placeholders comes first. */
  public String template(String path) {
    String plain = path.replaceFirst("\\?.*", "");
    return document.path("paths").propertyNames().stream()
        .filter(template -> plain.matches(template.replaceAll("\\{[^}]+}", "[^/]+")))
        .min(Comparator.comparingInt(template -> template.equals(plain) ? 0 : 1))
        .orElse(plain);
  }

  private Schema schema(String ref) {
    return schemas.computeIfAbsent(
        ref,
        name -> {
          var whole = JsonMapper.shared().createObjectNode();
          whole.put("$ref", name);
          whole.set("components", document.path("components"));
          return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(whole.toString(), InputFormat.JSON);
        });
  }

  static void assertProblem(HttpResponse<String> answer) {
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    JsonNode problem = JsonMapper.shared().readTree(answer.body());
    assertThat(problem.path("status").asInt()).isEqualTo(answer.statusCode());
    assertThat(problem.path("detail").asString()).isNotBlank();
  }
}
