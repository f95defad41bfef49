package annai.connectors.ticket.jira.fake;

import annai.connectors.ticket.jira.fake.Routes.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Issues, their comments, transitions, links and properties. */
final class IssueRoutes {

  private static final int PAGE = 100;
  private static final String ISSUE = "/issue/{}";

  private final Issues issues;
  private final IssueJson json;
  private final boolean cloud;

  IssueRoutes(Issues issues, IssueJson json) {
    this.issues = issues;
    this.json = json;
    this.cloud = json.flavour() == Flavour.CLOUD;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/issue", this::create);
    routes.on("GET", ISSUE, this::read);
    routes.on("PUT", ISSUE, this::edit);
    routes.on("DELETE", ISSUE, this::delete);
    routes.on("GET", ISSUE + "/comment", this::comments);
    routes.on("POST", ISSUE + "/comment", this::comment);
    routes.on("GET", ISSUE + "/comment/{}", this::readComment);
    routes.on("PUT", ISSUE + "/comment/{}", this::editComment);
    routes.on("DELETE", ISSUE + "/comment/{}", this::deleteComment);
    routes.on("GET", ISSUE + "/transitions", this::transitions);
    routes.on("POST", ISSUE + "/transitions", this::transition);
    routes.on("GET", ISSUE + "/properties", this::propertyKeys);
    routes.on("GET", ISSUE + "/properties/{}", this::property);
    routes.on("PUT", ISSUE + "/properties/{}", this::setProperty);
    routes.on("DELETE", ISSUE + "/properties/{}", this::deleteProperty);
    routes.on("GET", "/comment/{}/properties/{}", this::commentProperty);
  }

  private JiraAnswer create(Call call) {
    FakeIssue issue = issues.create(call.request().json(), Account.ANNAI);
    return JiraAnswer.json(201, json.reference(issue));
  }

  static Set<String> names(String list) {
    return list.isBlank() ? Set.of() : Set.of(list.split(",", -1));
  }

  private JiraAnswer read(Call call) {
    Set<String> fields = names(call.query("fields", "*all"));
    Set<String> properties = names(call.query("properties", ""));
    return issues.with(
        call.part(0),
        issue -> {
          ObjectNode node = json.issue(issue, fields, properties);
          if (call.query("expand", "").contains("transitions")) {
            node.set("transitions", transitionList(call.part(0), false));
          }
          if (call.query("expand", "").contains("changelog")) {
            node.set("changelog", json.changelog(issue));
          }
          return JiraAnswer.json(200, node);
        });
  }

  private JiraAnswer edit(Call call) {
    issues.edit(call.part(0), call.request().json(), Account.ANNAI);
    return JiraAnswer.noContent();
  }

  private JiraAnswer delete(Call call) {
    issues.delete(call.part(0), Account.ANNAI);
    return JiraAnswer.noContent();
  }

  private JiraAnswer comments(Call call) {
    int startAt = call.number("startAt", 0, Integer.MAX_VALUE);
    int maxResults = call.number("maxResults", PAGE, PAGE);
    boolean whole = call.query("expand", "").contains("properties");
    boolean newestFirst = call.query("orderBy", "created").equals("-created");
    return issues.with(
        call.part(0),
        issue -> {
          List<FakeIssue.Comment> all = new ArrayList<>(issue.comments);
          if (newestFirst) {
            Collections.reverse(all);
          }
          ObjectNode page = json.comments(all, startAt, maxResults);
          if (whole) {
            var list = page.putArray("comments");
            all.stream()
                .skip(startAt)
                .limit(maxResults)
                .forEach(comment -> list.add(json.commentWithProperties(comment)));
          }
          return JiraAnswer.json(200, page);
        });
  }

  private JiraAnswer comment(Call call) {
    var comment = issues.comment(call.part(0), call.request().json(), Account.ANNAI);
    return JiraAnswer.json(201, json.comment(comment));
  }

  private JiraAnswer readComment(Call call) {
    boolean whole = call.query("expand", "").contains("properties");
    return issues.with(
        call.part(0),
        issue -> {
          var comment = Issues.commentOf(issue, call.part(1));
          return JiraAnswer.json(
              200, whole ? json.commentWithProperties(comment) : json.comment(comment));
        });
  }

  private JiraAnswer editComment(Call call) {
    var edited =
        issues.editComment(call.part(0), call.part(1), call.request().json(), Account.ANNAI);
    return JiraAnswer.json(200, json.comment(edited));
  }

  private JiraAnswer deleteComment(Call call) {
    issues.deleteComment(call.part(0), call.part(1), Account.ANNAI);
    return JiraAnswer.noContent();
  }

  private JiraAnswer transitions(Call call) {
    ObjectNode node = IssueJson.object().put("expand", "transitions");
    boolean whole = call.query("expand", "").contains("transitions.fields");
    node.set("transitions", transitionList(call.part(0), whole));
    return JiraAnswer.json(200, node);
  }

  private JsonNode transitionList(String key, boolean whole) {
    var list = JiraRequest.JSON.createArrayNode();
    for (Workflow.Transition transition : issues.transitions(key)) {
      ObjectNode node =
          IssueJson.object().put("id", transition.id()).put("name", transition.label());
      node.set("to", json.status(transition.to()));
      if (whole) {
        node.set(
            "fields", issues.asks(transition) ? Fields.resolutionScreen() : IssueJson.object());
      }
      list.add(
          node.put("hasScreen", false)
              .put("isGlobal", false)
              .put("isInitial", false)
              .put("isAvailable", true)
              .put("isConditional", false)
              .put("isLooped", false));
    }
    return list;
  }

  private JiraAnswer transition(Call call) {
    issues.transition(call.part(0), call.request().json(), Account.ANNAI);
    return JiraAnswer.noContent();
  }

  private JiraAnswer propertyKeys(Call call) {
    return issues.with(
        call.part(0),
        issue -> {
          ObjectNode node = IssueJson.object();
          var keys = node.putArray("keys");
          issue.properties.keySet().forEach(key -> keys.add(IssueJson.object().put("key", key)));
          return JiraAnswer.json(200, node);
        });
  }

  private JiraAnswer property(Call call) {
    return issues.with(call.part(0), issue -> property(issue.properties, call.part(1)));
  }

  private static JiraAnswer property(java.util.Map<String, JsonNode> properties, String key) {
    JsonNode value = properties.get(key);
    if (value == null) {
      throw new JiraRefusal(404, "The property " + key + " does not exist.");
    }
    return JiraAnswer.json(200, IssueJson.object().put("key", key).set("value", value));
  }

  private JiraAnswer setProperty(Call call) {
    JsonNode value = JiraRequest.JSON.readTree(call.request().body());
    return issues.with(
        call.part(0),
        issue -> {
          boolean there = issue.properties.put(call.part(1), value) != null;
          return new JiraAnswer(there ? 200 : 201, java.util.Map.of(), new byte[0]);
        });
  }

  private JiraAnswer deleteProperty(Call call) {
    return issues.with(
        call.part(0),
        issue -> {
          property(issue.properties, call.part(1));
          issue.properties.remove(call.part(1));
          return JiraAnswer.noContent();
        });
  }

  private JiraAnswer commentProperty(Call call) {
    for (FakeIssue issue : issues.all()) {
      for (FakeIssue.Comment comment : issue.comments) {
        if (comment.id.equals(call.part(0))) {
          return property(comment.properties, call.part(1));
        }
      }
    }
    throw new JiraRefusal(404, cloud ? "Comment does not exist." : "No comment.");
  }
}
