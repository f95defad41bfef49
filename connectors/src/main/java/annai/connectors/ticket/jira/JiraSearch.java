package annai.connectors.ticket.jira;

import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.JiraSettings.Flavour;
import annai.connectors.ticket.rest.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Looks for the issues that Annai made and that carry a marker. */
record JiraSearch(JiraRestClient jira, Flavour flavour, String project, JiraAccounts accounts) {

  private static final int PAGE = 50;
  private static final int MOST_PAGES = 20;
  private static final List<String> FIELDS = List.of("created", "labels", "creator");

  private record Hit(String key, Instant created, long number) {}

  /** The keys of the issues, oldest first. */
  List<String> find(TicketMarker marker) {
    Set<Hit> hits = new LinkedHashSet<>();
    String jql = "project = \"%s\" AND labels = \"%s\"".formatted(project, marker);
    Map<String, String> query = new LinkedHashMap<>();
    query.put("jql", jql);
    query.put("fields", String.join(",", FIELDS));
    query.put("maxResults", Integer.toString(PAGE));
    int seen = 0;
    boolean more = true;
    for (int page = 0; more && page < MOST_PAGES; page++) {
      JsonNode answer = ask(query);
      JsonNode issues = answer.path("issues");
      issues.forEach(issue -> hit(issue, marker).ifPresent(hits::add));
      seen += issues.size();
      more = !issues.isEmpty() && goesOn(answer, seen, query);
    }
    return hits.stream()
        .sorted(Comparator.comparing(Hit::created).thenComparingLong(Hit::number))
        .map(Hit::key)
        .toList();
  }

  /** By a token where the answer has one, else by how many there are in all. */
  private static boolean goesOn(JsonNode answer, int seen, Map<String, String> query) {
    String next = Json.text(answer, "nextPageToken");
    if (!next.isEmpty()) {
      query.put("nextPageToken", next);
      return !answer.path("isLast").asBoolean(false);
    }
    query.remove("nextPageToken");
    query.put("startAt", Integer.toString(seen));
    return seen < answer.path("total").asLong(0);
  }

  private JsonNode ask(Map<String, String> query) {
    return switch (flavour) {
      case CLOUD -> askCloud(query);
      case DATA_CENTER -> ask(query, jira::search, jira::search);
    };
  }

  /** What stands in for Cloud may know the search that Cloud had before. */
  private JsonNode askCloud(Map<String, String> query) {
    try {
      return ask(query, jira::searchJql, jira::searchJql);
    } catch (TicketSystemException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      return ask(query, jira::search, jira::search);
    }
  }

  /** A gateway that lets only one of the two ways through is no reason to fail. */
  private static JsonNode ask(
      Map<String, String> query,
      Function<Map<String, String>, JsonNode> get,
      Function<JsonNode, JsonNode> post) {
    try {
      return get.apply(query);
    } catch (TicketSystemException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.UNSUPPORTED) {
        throw e;
      }
      return post.apply(body(query));
    }
  }

  private static ObjectNode body(Map<String, String> query) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    query.forEach(
        (name, value) -> {
          switch (name) {
            case "fields" -> {
              var fields = body.putArray("fields");
              FIELDS.forEach(fields::add);
            }
            case "maxResults", "startAt" -> body.put(name, Integer.parseInt(value));
            default -> body.put(name, value);
          }
        });
    return body;
  }

  /**
   * Empty when the index still knows an issue that is gone, or that lost its label; and for a
   * person's clone, which carries the labels of its model.
   */
  private Optional<Hit> hit(JsonNode found, TicketMarker marker) {
    try {
      boolean whole =
          !Json.text(found, "key").isEmpty() && found.path("fields").path("labels").isArray();
      JsonNode issue =
          whole
              ? found
              : jira.issue(
                  Json.firstText(found, "key", "id"), Map.of("fields", String.join(",", FIELDS)));
      String key = Json.text(issue, "key");
      boolean cloned = accounts.somebodyElse(issue.path("fields").path("creator"));
      return !cloned && JiraIssues.labels(issue).contains(marker.token())
          ? Optional.of(new Hit(key, JiraTime.of(issue.path("fields"), "created"), number(key)))
          : Optional.empty();
    } catch (TicketSystemException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static long number(String key) {
    String digits = key.substring(key.lastIndexOf('-') + 1);
    return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
  }
}
