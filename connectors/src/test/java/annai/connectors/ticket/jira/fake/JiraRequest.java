package annai.connectors.ticket.jira.fake;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as it came.
 *
 * @param number counted from 1 over all requests
 * @param path escaped, without the query
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JiraRequest(
    long number,
    Instant at,
    String method,
    String path,
    @Nullable String rawQuery,
    Map<String, List<String>> headers,
    byte[] body) {

  static final JsonMapper JSON = JsonMapper.builder().build();

  static Map<String, List<String>> copy(Headers headers) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    headers.forEach((name, values) -> copy.put(name.toLowerCase(java.util.Locale.ROOT), values));
    return copy;
  }

  /** Whether method and path are these; the path is compared after {@code /rest/api/N}. */
  public boolean is(String method, String pathPattern) {
    return this.method.equals(method) && route().matches(pathPattern);
  }

  /** Whether it makes a ticket. */
  public boolean createsIssue() {
    return is("POST", "/issue");
  }

  /** Whether it may change something; a search by POST does not. */
  public boolean writes() {
    return !method.equals("GET") && !route().startsWith("/search");
  }

  /** The path after {@code /rest/api/N}. */
  public String route() {
    return path.replaceFirst("^/rest/api/[^/]+", "");
  }

  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(java.util.Locale.ROOT));
    return values == null ? null : values.getFirst();
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The query, decoded; of a name given twice the last value. */
  public Map<String, String> query() {
    Map<String, String> query = new LinkedHashMap<>();
    if (rawQuery == null) {
      return query;
    }
    for (String pair : rawQuery.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      query.put(decode(name), decode(value));
    }
    return query;
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The body, which has to be a JSON object. */
  public ObjectNode json() {
    String type = header("Content-Type");
    if (type == null || !type.startsWith("application/json")) {
      throw new JiraRefusal(415, "Unsupported Media Type: " + type);
    }
    JsonNode node;
    try {
      node = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new JiraRefusal(400, "Unexpected character in the request: " + e.getOriginalMessage());
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new JiraRefusal(400, "Invalid request payload. Refer to the REST API documentation.");
  }
}
