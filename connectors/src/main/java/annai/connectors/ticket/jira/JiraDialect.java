package annai.connectors.ticket.jira;

import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.RestDialect;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** How Jira words its answers; both flavours do it alike. */
final class JiraDialect implements RestDialect {

  /** Messages, and errors by field. */
  @Override
  public List<String> told(JsonNode body) {
    List<String> told = new ArrayList<>();
    body.path("errorMessages").forEach(message -> told.add(message.asString("")));
    body.path("errors")
        .properties()
        .forEach(error -> told.add(error.getKey() + ": " + error.getValue().asString("")));
    String message = Json.firstText(body, "message", "errorMessage");
    if (!message.isEmpty()) {
      told.add(message);
    }
    return told;
  }

  @Override
  public boolean reads(HttpMethod method, String path) {
    return method.equals(HttpMethod.GET)
        || path.endsWith("/search")
        || path.endsWith("/search/jql");
  }

  /** Data Center serves who can't log in as a stranger, to whom a search finds nothing. */
  @Override
  public boolean loginRefused(HttpHeaders headers) {
    String reason = headers.getFirst("X-Seraph-LoginReason");
    return reason != null
        && (reason.contains("AUTHENTICATED_FAILED") || reason.contains("AUTHENTICATION_DENIED"));
  }
}
