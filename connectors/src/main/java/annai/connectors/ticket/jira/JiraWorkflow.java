package annai.connectors.ticket.jira;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.JiraSettings.Workflow;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.PlainText;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Moves issues along their workflow.
 *
 * <p>A status is told by its category, never by its name, which every site words as it likes.
 */
final class JiraWorkflow {

  private static final String DONE = "done";
  private static final String BEGUN = "indeterminate";
  private static final List<String> BEFORE_DONE = List.of("new", BEGUN);
  private static final int MOST_STEPS = 5;

  /** What statuses are called where nothing tells of their categories. */
  private static final Map<String, String> USUAL =
      Map.ofEntries(
          Map.entry("open", "new"),
          Map.entry("to do", "new"),
          Map.entry("reopened", "new"),
          Map.entry("未着手", "new"),
          Map.entry("in progress", BEGUN),
          Map.entry("進行中", BEGUN),
          Map.entry("作業中", BEGUN),
          Map.entry("resolved", DONE),
          Map.entry("closed", DONE),
          Map.entry("done", DONE),
          Map.entry("解決済み", DONE),
          Map.entry("完了", DONE));

  private final JiraRestClient jira;
  private final Workflow settings;
  private final Map<String, String> categories = new ConcurrentHashMap<>();

  JiraWorkflow(JiraRestClient jira, Workflow settings) {
    this.jira = jira;
    this.settings = settings;
  }

  Ticket.Status status(JsonNode issue) {
    return category(issue.path("fields").path("status")).equals(DONE)
        ? Ticket.Status.CLOSED
        : Ticket.Status.OPEN;
  }

  /** Whether an issue came into a status after a time, as far as its history is told. */
  boolean cameInto(Ticket.Status status, String issue, Instant after) {
    return jira.issue(issue, Map.of("fields", "status", "expand", "changelog"))
        .path("changelog")
        .path("histories")
        .valueStream()
        .filter(change -> JiraTime.of(change, "created").isAfter(after))
        .flatMap(change -> change.path("items").valueStream())
        .filter(item -> Json.text(item, "field").equals("status"))
        .anyMatch(item -> category(item, "to", "toString").equals(DONE) == closed(status));
  }

  private static boolean closed(Ticket.Status status) {
    return status == Ticket.Status.CLOSED;
  }

  /**
   * Moves an issue into a status, over others where no transition leads there at once.
   *
   * @throws TicketSystemException REJECTED when no transition leads there
   */
  void move(String issue, Ticket.Status target) {
    Set<String> passed = new HashSet<>();
    for (int step = 0; step < MOST_STEPS; step++) {
      List<JsonNode> transitions = offered(issue);
      Optional<JsonNode> last = best(transitions, target);
      JsonNode next =
          last.or(() -> towards(transitions, target, passed))
              .orElseThrow(() -> noWay(issue, target, transitions));
      take(issue, next, target);
      if (last.isPresent()) {
        return;
      }
      passed.add(name(next.path("to")));
    }
    throw noWay(issue, target, List.of());
  }

  private List<JsonNode> offered(String issue) {
    return jira.transitions(issue, "transitions.fields").path("transitions").valueStream().toList();
  }

  private Optional<JsonNode> best(List<JsonNode> transitions, Ticket.Status target) {
    List<String> wanted = closed(target) ? List.of(DONE) : BEFORE_DONE;
    String preferred = closed(target) ? settings.closed() : settings.reopened();
    List<JsonNode> leading =
        wanted.stream()
            .flatMap(
                category ->
                    transitions.stream().filter(one -> category(one.path("to")).equals(category)))
            .toList();
    return leading.stream()
        .filter(one -> preferred != null && name(one.path("to")).equalsIgnoreCase(preferred))
        .findFirst()
        .or(() -> leading.stream().findFirst());
  }

  /** Only work that has begun can be done; from there it can't be far. */
  private Optional<JsonNode> towards(
      List<JsonNode> transitions, Ticket.Status target, Set<String> passed) {
    return transitions.stream()
        .filter(_ -> closed(target))
        .filter(one -> category(one.path("to")).equals(BEGUN))
        .filter(one -> !passed.contains(name(one.path("to"))))
        .findFirst();
  }

  private void take(String issue, JsonNode transition, Ticket.Status target) {
    String id = Json.text(transition, "id");
    JsonNode resolution = transition.path("fields").path("resolution");
    ObjectNode body = body(id);
    if (closed(target) && resolution.isObject()) {
      body.set("fields", resolution(resolution));
    }
    try {
      jira.transition(issue, body);
    } catch (TicketSystemException e) {
      if (e.kind() != Kind.REJECTED) {
        throw e;
      }
      if (offered(issue).stream().noneMatch(one -> Json.text(one, "id").equals(id))) {
        throw new TicketSystemException(Kind.CONFLICT, moved(issue), null, e);
      }
      if (!wantsResolution(e) || body.has("fields")) {
        throw e;
      }
      body.set("fields", resolution(resolution));
      jira.transition(issue, body);
    }
  }

  private static boolean wantsResolution(TicketSystemException refusal) {
    String message = refusal.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("resolution");
  }

  private static String moved(String issue) {
    return "Ticket '%s' was moved by somebody else meanwhile".formatted(issue);
  }

  private static ObjectNode body(String transition) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("transition").put("id", transition);
    return body;
  }

  /** The one of the settings, else the first that is offered, else the one that Jira brings. */
  private ObjectNode resolution(JsonNode field) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    String wanted = settings.resolution();
    JsonNode first = field.path("allowedValues").path(0);
    ObjectNode resolution = fields.putObject("resolution");
    if (wanted != null) {
      resolution.put("name", wanted);
    } else if (!Json.text(first, "id").isEmpty()) {
      resolution.put("id", Json.text(first, "id"));
    } else {
      resolution.put("name", "Done");
    }
    return fields;
  }

  private TicketSystemException noWay(
      String issue, Ticket.Status target, List<JsonNode> transitions) {
    String offered =
        transitions.stream()
            .map(one -> "'" + Json.text(one, "name") + "' to '" + name(one.path("to")) + "'")
            .limit(10)
            .collect(Collectors.joining(", "));
    return new TicketSystemException(
        Kind.REJECTED,
        "Ticket '%s': no transition leads to a status that is %s; offered are: %s"
            .formatted(
                issue,
                closed(target) ? "done" : "not done",
                offered.isEmpty() ? "none" : PlainText.cut(offered, 300)));
  }

  private static String name(JsonNode status) {
    return Json.firstText(status, "name", "id");
  }

  private String category(JsonNode status) {
    String told = Json.text(status.path("statusCategory"), "key");
    return told.isEmpty() ? category(status, "id", "name") : told;
  }

  /** By the list of statuses, for a status that comes without its category. */
  private String category(JsonNode named, String id, String name) {
    if (categories.isEmpty()) {
      learn();
    }
    String known = categories.get(Json.text(named, id));
    return known != null
        ? known
        : categories.getOrDefault(Json.text(named, name).toLowerCase(Locale.ROOT), "");
  }

  private void learn() {
    try {
      for (JsonNode status : jira.statuses()) {
        String category = Json.text(status.path("statusCategory"), "key");
        if (!category.isEmpty()) {
          categories.put(Json.text(status, "id"), category);
          categories.putIfAbsent(Json.text(status, "name").toLowerCase(Locale.ROOT), category);
        }
      }
    } catch (TicketSystemException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
    }
    USUAL.forEach(categories::putIfAbsent);
  }
}
