package annai.connectors.ticket.jira.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** All issues and what can be done to them; every change is announced. Safe for many threads. */
final class Issues {

  /** A change as webhooks tell it: the event's name and its body. */
  record Change(String event, ObjectNode body) {}

  private final String project;
  private final Fields rules;
  private final Workflow workflow;
  private final IssueJson json;
  private final RandomFaults faults;
  private final Consumer<Change> announced;
  private final Map<String, FakeIssue> byKey = new LinkedHashMap<>();
  private final AtomicLong ids = new AtomicLong(10_000);
  private long number;

  Issues(FakeJira.Site site, IssueJson json, Consumer<Change> announced) {
    this.project = site.project();
    this.rules = new Fields(site.project(), site.flavour());
    this.workflow = site.workflow();
    this.faults = site.faults();
    this.json = json;
    this.announced = announced;
  }

  Fields rules() {
    return rules;
  }

  String nextId() {
    return Long.toString(ids.incrementAndGet());
  }

  synchronized List<FakeIssue> all() {
    return List.copyOf(byKey.values());
  }

  synchronized <T> T with(String keyOrId, java.util.function.Function<FakeIssue, T> work) {
    return work.apply(get(keyOrId));
  }

  /** An issue that a search found, also when it has been deleted since. */
  synchronized ObjectNode rendered(
      FakeIssue issue, java.util.function.Function<FakeIssue, ObjectNode> rendering) {
    return rendering.apply(issue);
  }

  private FakeIssue get(String keyOrId) {
    return known(keyOrId)
        .orElseThrow(
            () ->
                new JiraRefusal(
                    404, "Issue does not exist or you do not have permission to see it."));
  }

  synchronized Optional<FakeIssue> known(String keyOrId) {
    FakeIssue issue = byKey.get(keyOrId);
    return issue != null
        ? Optional.of(issue)
        : byKey.values().stream().filter(i -> i.id.equals(keyOrId)).findFirst();
  }

  synchronized FakeIssue create(ObjectNode body, Account author) {
    Map<String, JsonNode> fields = rules.ofNew(body);
    Map<String, JsonNode> properties = Fields.properties(body.path("properties"));
    number++;
    Instant now = Instant.now();
    FakeIssue issue =
        new FakeIssue(nextId(), project + "-" + number, now, now.plus(faults.lag(number)), author);
    issue.fields.putAll(fields);
    issue.fields.put(
        "issuetype",
        named(fields.getOrDefault("issuetype", IssueJson.object()), Fields.TYPES, "1000"));
    JsonNode priority = fields.get("priority");
    if (priority == null || priority.isNull()) {
      issue.fields.remove("priority");
    } else {
      issue.fields.put("priority", named(priority, Fields.PRIORITIES, ""));
    }
    issue.properties.putAll(properties);
    byKey.put(issue.key, issue);
    announce("jira:issue_created", "issue_created", issue, author, null, List.of());
    return issue;
  }

  private static JsonNode named(JsonNode sent, List<String> names, String idPrefix) {
    String given = sent.path("name").asString(sent.path("id").asString(""));
    int index = names.indexOf(given);
    if (index < 0) {
      index = Integer.parseInt(given.substring(idPrefix.length())) - 1;
    }
    return IssueJson.object().put("name", names.get(index)).put("id", idPrefix + (index + 1));
  }

  synchronized void edit(String key, ObjectNode body, Account author) {
    Fields.onlyKnown(body, Set.of("fields", "update", "properties", "historyMetadata"));
    FakeIssue issue = get(key);
    Map<String, JsonNode> fields = rules.ofEdit(body.path("fields"), false);
    Map<String, JsonNode> updates = updates(issue, body.path("update"));
    issue.properties.putAll(Fields.properties(body.path("properties")));
    issue.fields.putAll(fields);
    issue.fields.putAll(updates);
    touch(issue);
    List<String> changed = new ArrayList<>(fields.keySet());
    changed.addAll(updates.keySet());
    announce("jira:issue_updated", "issue_generic", issue, author, null, changed);
  }

  /** Labels can be added to and taken from, links added; other fields are set. */
  private Map<String, JsonNode> updates(FakeIssue issue, JsonNode update) {
    Map<String, JsonNode> changed = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : update.properties()) {
      if (entry.getKey().equals("issuelinks")) {
        entry.getValue().forEach(operation -> link(issue, operation.path("add")));
        continue;
      }
      if (!entry.getKey().equals("labels") || !entry.getValue().isArray()) {
        throw new JiraRefusal(Map.of(entry.getKey(), Fields.notOnScreen(entry.getKey())));
      }
      List<String> labels = new ArrayList<>(issue.labels());
      for (JsonNode operation : entry.getValue()) {
        Fields.onlyKnown(operation, Set.of("add", "remove"));
        operation
            .valueStream()
            .map(Fields::label)
            .flatMap(Optional::stream)
            .findFirst()
            .ifPresent(problem -> Fields.refuseWith(Map.of("labels", problem)));
        String add = operation.path("add").asString("");
        labels.remove(operation.path("remove").asString(""));
        if (!add.isEmpty() && !labels.contains(add)) {
          labels.add(add);
        }
      }
      changed.put("labels", JiraRequest.JSON.valueToTree(labels));
    }
    return changed;
  }

  private void link(FakeIssue issue, JsonNode sent) {
    Fields.onlyKnown(sent, Set.of("type", "inwardIssue", "outwardIssue"));
    String type = sent.path("type").path("name").asString("");
    if (!FileAndLinkRoutes.LINK_TYPES.contains(type)) {
      throw new JiraRefusal(Map.of("issuelinks", "No issue link type '" + type + "' found."));
    }
    FakeIssue other = get(sent.path("outwardIssue").path("key").asString(""));
    FakeIssue.IssueLink link = new FakeIssue.IssueLink(nextId(), type, issue.key, other.key);
    issue.links.add(link);
    other.links.add(link);
  }

  synchronized void delete(String key, Account author) {
    FakeIssue issue = get(key);
    byKey.remove(issue.key);
    announce("jira:issue_deleted", "issue_deleted", issue, author, null, List.of());
  }

  boolean asks(Workflow.Transition transition) {
    return workflow.asks(transition);
  }

  synchronized List<Workflow.Transition> transitions(String key) {
    return workflow.from(get(key).status);
  }

  synchronized void transition(String key, ObjectNode body, Account author) {
    Fields.onlyKnown(body, Set.of("transition", "fields", "update", "historyMetadata"));
    FakeIssue issue = get(key);
    JsonNode sent = body.path("transition");
    Fields.onlyKnown(sent, Set.of("id"));
    if (!sent.path("id").isString()) {
      throw new JiraRefusal(400, "Missing 'transition' identifier");
    }
    Workflow.Transition transition =
        workflow.from(issue.status).stream()
            .filter(t -> t.id().equals(sent.path("id").asString()))
            .findFirst()
            .orElseThrow(
                () ->
                    new JiraRefusal(
                        400,
                        "It seems that you have tried to perform a workflow operation ("
                            + sent.path("id").asString()
                            + ") that is not valid for the current state of this issue ("
                            + issue.key
                            + ")."));
    Map<String, JsonNode> fields = rules.ofEdit(body.path("fields"), true);
    if (workflow.asks(transition) && !fields.containsKey("resolution")) {
      throw new JiraRefusal(Map.of("resolution", "Resolution is required."));
    }
    List<ObjectNode> comments = commentsOf(body.path("update"));
    issue.fields.putAll(fields);
    touch(issue);
    issue.moves.add(
        new FakeIssue.Move(nextId(), author, issue.updated, issue.status, transition.to()));
    issue.status = transition.to();
    announce("jira:issue_updated", "issue_generic", issue, author, null, List.of("status"));
    comments.forEach(comment -> comment(key, comment, author));
  }

  private static List<ObjectNode> commentsOf(JsonNode update) {
    List<ObjectNode> comments = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : update.properties()) {
      if (!entry.getKey().equals("comment")) {
        throw new JiraRefusal(Map.of(entry.getKey(), Fields.notOnScreen(entry.getKey())));
      }
      for (JsonNode operation : entry.getValue()) {
        Fields.onlyKnown(operation, Set.of("add"));
        comments.add((ObjectNode) operation.path("add"));
      }
    }
    return comments;
  }

  synchronized FakeIssue.Comment comment(String key, ObjectNode body, Account author) {
    FakeIssue issue = get(key);
    Fields.onlyKnown(body, Set.of("body", "visibility", "properties"));
    checkComment(body);
    FakeIssue.Comment comment =
        new FakeIssue.Comment(
            nextId(), author, Instant.now(), body.path("body"), body.path("visibility"));
    comment.properties.putAll(Fields.properties(body.path("properties")));
    issue.comments.add(comment);
    touch(issue);
    announce("comment_created", null, issue, author, comment, List.of());
    announce("jira:issue_updated", "issue_commented", issue, author, comment, List.of());
    return comment;
  }

  private void checkComment(ObjectNode body) {
    JsonNode text = body.path("body");
    if (text.isMissingNode() || RichText.plain(text).isBlank()) {
      throw new JiraRefusal(Map.of("comment", "Comment body can not be empty!"));
    }
    rules
        .richText()
        .problem(text)
        .ifPresent(problem -> Fields.refuseWith(Map.of("comment", problem)));
    JsonNode visibility = body.path("visibility");
    if (!visibility.isMissingNode()) {
      Fields.onlyKnown(visibility, Set.of("type", "value", "identifier"));
      if (!Set.of("role", "group").contains(visibility.path("type").asString(""))) {
        throw new JiraRefusal(Map.of("commentLevel", "Visibility is by role or group."));
      }
    }
  }

  synchronized FakeIssue.Comment editComment(String key, String id, ObjectNode body, Account who) {
    FakeIssue issue = get(key);
    Fields.onlyKnown(body, Set.of("body", "visibility", "properties"));
    checkComment(body);
    FakeIssue.Comment comment = commentOf(issue, id);
    comment.body = body.path("body");
    comment.visibility =
        body.has("visibility") ? body.path("visibility") : MissingNode.getInstance();
    comment.properties.putAll(Fields.properties(body.path("properties")));
    comment.updated = Instant.now();
    touch(issue);
    announce("comment_updated", null, issue, who, comment, List.of());
    return comment;
  }

  synchronized void deleteComment(String key, String id, Account who) {
    FakeIssue issue = get(key);
    FakeIssue.Comment comment = commentOf(issue, id);
    issue.comments.remove(comment);
    touch(issue);
    announce("comment_deleted", null, issue, who, comment, List.of());
  }

  static FakeIssue.Comment commentOf(FakeIssue issue, String id) {
    return issue.comments.stream()
        .filter(c -> c.id.equals(id))
        .findFirst()
        .orElseThrow(() -> new JiraRefusal(404, "Can not find a comment for the id: " + id + "."));
  }

  synchronized List<FakeIssue> search(Jql jql, Set<String> reconciled) {
    Instant now = Instant.now();
    return byKey.values().stream()
        .filter(i -> !i.foundFrom.isAfter(now) || reconciled.contains(i.id))
        .filter(jql.matches())
        .sorted(jql.order())
        .toList();
  }

  void touch(FakeIssue issue) {
    Instant now = Instant.now();
    issue.updated = now.isAfter(issue.updated) ? now : issue.updated.plusMillis(1);
  }

  private void announce(
      String event,
      @org.jspecify.annotations.Nullable String type,
      FakeIssue issue,
      Account author,
      FakeIssue.@org.jspecify.annotations.Nullable Comment comment,
      List<String> changed) {
    ObjectNode body = IssueJson.object();
    body.put("timestamp", Instant.now().toEpochMilli()).put("webhookEvent", event);
    if (type != null) {
      body.put("issue_event_type_name", type);
      body.set("user", author.json(json.flavour()));
    }
    body.set("issue", json.hookIssue(issue));
    if (comment != null) {
      body.set("comment", json.hookComment(comment));
    }
    if (!changed.isEmpty()) {
      ObjectNode log = body.putObject("changelog").put("id", nextId());
      var items = log.putArray("items");
      changed.forEach(
          field ->
              items.add(
                  IssueJson.object()
                      .put("field", field)
                      .put("fieldtype", "jira")
                      .put("toString", field.equals("status") ? issue.status.label : "")
                      .put("to", field.equals("status") ? issue.status.id : "")));
    }
    announced.accept(new Change(event, body));
  }
}
