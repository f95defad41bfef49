package annai.connectors.ticket.jira.fake;

import annai.connectors.ticket.jira.fake.Routes.Call;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Searches: {@code /search} of v2, {@code /search/jql} of v3, whose {@code /search} is gone. */
final class SearchRoutes {

  private static final int DEFAULT_PAGE = 50;
  private static final int LARGEST_PAGE = 100;

  private final Issues issues;
  private final IssueJson json;

  SearchRoutes(Issues issues, IssueJson json) {
    this.issues = issues;
    this.json = json;
  }

  void addTo(Routes routes) {
    switch (json.flavour()) {
      case DATA_CENTER -> {
        routes.on("GET", "/search", call -> search(fromQuery(call)));
        routes.on("POST", "/search", call -> search(call.request().json()));
      }
      case CLOUD -> {
        routes.on("GET", "/search", call -> gone());
        routes.on("POST", "/search", call -> gone());
        routes.on("GET", "/search/jql", call -> searchJql(fromQuery(call)));
        routes.on("POST", "/search/jql", call -> searchJql(call.request().json()));
      }
    }
  }

  private static JiraAnswer gone() {
    return JiraAnswer.error(
        410,
        "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.");
  }

  private static ObjectNode fromQuery(Call call) {
    ObjectNode body = IssueJson.object();
    call.request()
        .query()
        .forEach(
            (name, value) -> {
              switch (name) {
                case "fields", "properties", "reconcileIssues" -> {
                  var list = body.putArray(name);
                  IssueRoutes.names(value).forEach(list::add);
                }
                case "startAt", "maxResults" -> body.put(name, call.number(name, 0, 1_000_000));
                case "validateQuery" -> body.put(name, value.equals("true"));
                default -> body.put(name, value);
              }
            });
    return body;
  }

  private JiraAnswer search(ObjectNode query) {
    Fields.onlyKnown(
        query, Set.of("jql", "startAt", "maxResults", "fields", "expand", "validateQuery"));
    Jql jql = Jql.parse(text(query, "jql"));
    if (query.path("validateQuery").asBoolean(true)) {
      refuseUnknownKeys(jql);
    }
    List<FakeIssue> found = issues.search(jql, Set.of());
    int startAt = whole(query, "startAt", 0);
    int size = Math.min(LARGEST_PAGE, whole(query, "maxResults", DEFAULT_PAGE));
    ObjectNode page =
        IssueJson.object()
            .put("startAt", startAt)
            .put("maxResults", size)
            .put("total", found.size());
    addIssues(page, query, found.stream().skip(startAt).limit(size).toList(), "*navigable");
    return JiraAnswer.json(200, page);
  }

  private JiraAnswer searchJql(ObjectNode query) {
    Fields.onlyKnown(
        query,
        Set.of(
            "jql",
            "nextPageToken",
            "maxResults",
            "fields",
            "expand",
            "properties",
            "fieldsByKeys",
            "failFast",
            "reconcileIssues"));
    Jql jql = Jql.parse(text(query, "jql"));
    if (!jql.bounded()) {
      throw new JiraRefusal(
          400,
          "Unbounded JQL queries are not allowed here. Please add a search restriction to your"
              + " query.");
    }
    refuseUnknownKeys(jql);
    List<FakeIssue> found = issues.search(jql, strings(query.path("reconcileIssues")));
    int size = Math.min(LARGEST_PAGE, whole(query, "maxResults", DEFAULT_PAGE));
    int from = fromToken(text(query, "nextPageToken"));
    List<FakeIssue> page = found.stream().skip(from).limit(size).toList();
    ObjectNode answer = IssueJson.object();
    addIssues(answer, query, page, "id");
    boolean last = from + page.size() >= found.size();
    if (!last) {
      answer.put("nextPageToken", "CAEaAggD-" + (from + page.size()));
    }
    return JiraAnswer.json(200, answer.put("isLast", last));
  }

  private static int fromToken(String token) {
    if (token.isEmpty()) {
      return 0;
    }
    if (!token.matches("CAEaAggD-\\d{1,7}")) {
      throw new JiraRefusal(400, "The provided next page token is invalid or expired.");
    }
    return Integer.parseInt(token.substring(token.indexOf('-') + 1));
  }

  private void addIssues(
      ObjectNode page, ObjectNode query, List<FakeIssue> found, String otherwise) {
    Set<String> sent = strings(query.path("fields"));
    Set<String> fields = sent.isEmpty() ? Set.of(otherwise) : sent;
    Set<String> properties = strings(query.path("properties"));
    var list = page.putArray("issues");
    for (FakeIssue issue : found) {
      ObjectNode node = issues.rendered(issue, i -> json.issue(i, fields, properties));
      list.add(node);
    }
  }

  private void refuseUnknownKeys(Jql jql) {
    for (String key : jql.keys()) {
      if (issues.known(key).isEmpty()) {
        throw new JiraRefusal(
            400, "An issue with key '" + key + "' does not exist for field 'issuekey'.");
      }
    }
  }

  private static Set<String> strings(JsonNode list) {
    Set<String> strings = new HashSet<>();
    if (list.isMissingNode()) {
      return strings;
    }
    if (!list.isArray()) {
      throw new JiraRefusal(400, "Cannot deserialize an array from '" + list + "'.");
    }
    list.forEach(value -> strings.add(value.asString("")));
    return strings;
  }

  private static String text(ObjectNode query, String name) {
    JsonNode value = query.path(name);
    if (!value.isMissingNode() && !value.isString()) {
      throw new JiraRefusal(400, "'" + name + "' has to be a string.");
    }
    return value.asString("");
  }

  private static int whole(ObjectNode query, String name, int otherwise) {
    JsonNode value = query.path(name);
    if (!value.isMissingNode() && !value.isInt()) {
      throw new JiraRefusal(400, "'" + name + "' has to be a number.");
    }
    return value.asInt(otherwise);
  }
}
