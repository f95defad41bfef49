package annai.connectors.ticket.jira.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a request is answered with. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record JiraAnswer(int status, Map<String, String> headers, byte[] body) {

  private static final String JSON_TYPE = "application/json;charset=UTF-8";

  public static JiraAnswer json(int status, JsonNode body) {
    return new JiraAnswer(
        status,
        Map.of("Content-Type", JSON_TYPE),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }

  static JiraAnswer noContent() {
    return new JiraAnswer(204, Map.of(), new byte[0]);
  }

  static JiraAnswer file(String mediaType, byte[] content) {
    return new JiraAnswer(200, Map.of("Content-Type", mediaType), content);
  }

  /** Not from Jira but from something before it, such as a proxy's page. */
  public static JiraAnswer html(int status, String text) {
    return new JiraAnswer(
        status,
        Map.of("Content-Type", "text/html;charset=UTF-8"),
        ("<html><body><h1>" + text + "</h1></body></html>").getBytes(StandardCharsets.UTF_8));
  }

  public static JiraAnswer error(int status, String... messages) {
    ObjectNode body = JiraRequest.JSON.createObjectNode();
    var list = body.putArray("errorMessages");
    for (String message : messages) {
      list.add(message);
    }
    body.putObject("errors");
    return json(status, body);
  }

  public static JiraAnswer fieldErrors(Map<String, String> errors) {
    ObjectNode body = JiraRequest.JSON.createObjectNode();
    body.putArray("errorMessages");
    ObjectNode fields = body.putObject("errors");
    errors.forEach(fields::put);
    return json(400, body);
  }

  public JiraAnswer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new JiraAnswer(status, more, body);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
