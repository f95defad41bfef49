package annai.connectors.ticket.jira.fake;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Issues and their parts as Jira writes them. */
final class IssueJson {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSZ").withZone(Jql.ZONE);

  private static final int EMBEDDED_COMMENTS = 100;

  private final Flavour flavour;
  private final boolean serviceDesk;
  private final URI base;

  IssueJson(Flavour flavour, boolean serviceDesk, URI base) {
    this.flavour = flavour;
    this.serviceDesk = serviceDesk;
    this.base = base;
  }

  boolean serviceDesk() {
    return serviceDesk;
  }

  ObjectNode changelog(FakeIssue issue) {
    ObjectNode log = object().put("startAt", 0).put("maxResults", issue.moves.size());
    log.put("total", issue.moves.size());
    var histories = log.putArray("histories");
    for (FakeIssue.Move move : issue.moves) {
      ObjectNode history = object().put("id", move.id()).put("created", time(move.at()));
      history.set("author", move.author().json(flavour));
      history
          .putArray("items")
          .addObject()
          .put("field", "status")
          .put("fieldtype", "jira")
          .put("from", move.from().id)
          .put("fromString", move.from().label)
          .put("to", move.to().id)
          .put("toString", move.to().label);
      histories.add(history);
    }
    return log;
  }

  Flavour flavour() {
    return flavour;
  }

  static ObjectNode object() {
    return JiraRequest.JSON.createObjectNode();
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  String self(String rest) {
    return base + flavour.root() + rest;
  }

  /**
   * @param fields names, {@code *all}, {@code *navigable}; {@code -name} takes one away
   */
  ObjectNode issue(FakeIssue issue, Set<String> fields, Set<String> properties) {
    ObjectNode node = reference(issue);
    if (!onlyId(fields)) {
      ObjectNode all = fields(issue);
      all.propertyNames().stream()
          .filter(name -> !wanted(name, fields))
          .toList()
          .forEach(all::remove);
      node.set("fields", all);
    } else {
      node.remove(List.of("key", "self"));
    }
    if (!properties.isEmpty()) {
      ObjectNode map = node.putObject("properties");
      issue.properties.forEach(
          (key, value) -> {
            if (properties.contains(key) || properties.contains("*all")) {
              map.set(key, value);
            }
          });
    }
    return node;
  }

  private static boolean onlyId(Set<String> fields) {
    return fields.equals(Set.of("id"));
  }

  private static boolean wanted(String name, Set<String> fields) {
    if (fields.contains("-" + name)) {
      return false;
    }
    boolean heavy = name.equals("comment") || name.equals("attachment");
    return fields.contains(name)
        || fields.contains("*all")
        || (fields.contains("*navigable") && !heavy)
        || fields.stream().allMatch(f -> f.startsWith("-"));
  }

  ObjectNode reference(FakeIssue issue) {
    return object()
        .put("id", issue.id)
        .put("key", issue.key)
        .put("self", self("/issue/" + issue.id));
  }

  private ObjectNode fields(FakeIssue issue) {
    ObjectNode fields = object();
    for (String name : List.of("description", "environment", "duedate", "assignee", "resolution")) {
      fields.putNull(name);
    }
    Fields.CUSTOM.keySet().forEach(fields::putNull);
    fields.putArray("labels");
    fields.set("priority", object().put("name", "Medium").put("id", "3"));
    issue.fields.forEach(fields::set);
    fields.set(
        "project",
        object()
            .put("id", "10000")
            .put("key", issue.key.replaceAll("-.*", ""))
            .put("name", "Mail"));
    fields.set("status", status(issue.status));
    fields.set("creator", issue.creator.json(flavour));
    if (!fields.has("reporter") || fields.path("reporter").isNull()) {
      fields.set("reporter", issue.creator.json(flavour));
    }
    for (Account account : List.of(Account.ANNAI, Account.AGENT)) {
      if (fields
          .path("reporter")
          .valueStream()
          .anyMatch(id -> id.asString("").equals(account.id()))) {
        fields.set("reporter", account.json(flavour));
      }
    }
    fields.put("created", time(issue.created)).put("updated", time(issue.updated));
    fields.set("comment", comments(issue.comments, 0, embedded(issue)));
    issue.files.forEach(file -> fields.withArray("attachment").add(file(file)));
    if (issue.files.isEmpty()) {
      fields.putArray("attachment");
    }
    var links = fields.putArray("issuelinks");
    issue.links.forEach(link -> links.add(link(issue, link)));
    return fields;
  }

  private static ObjectNode link(FakeIssue issue, FakeIssue.IssueLink link) {
    ObjectNode node = object().put("id", link.id());
    node.putObject("type").put("name", link.type());
    boolean inward = !link.inward().equals(issue.key);
    node.putObject(inward ? "inwardIssue" : "outwardIssue")
        .put("key", inward ? link.inward() : link.outward());
    return node;
  }

  private int embedded(FakeIssue issue) {
    return flavour == Flavour.CLOUD ? EMBEDDED_COMMENTS : Math.max(1, issue.comments.size());
  }

  ObjectNode status(Workflow.Status status) {
    ObjectNode node =
        object()
            .put("self", self("/status/" + status.id))
            .put("name", status.label)
            .put("id", status.id);
    node.putObject("statusCategory")
        .put("id", Integer.parseInt(status.categoryId))
        .put("key", status.category)
        .put("colorName", status.color)
        .put("name", status.categoryLabel);
    return node;
  }

  ObjectNode comments(List<FakeIssue.Comment> comments, int startAt, int maxResults) {
    ObjectNode page = object();
    var list = page.putArray("comments");
    comments.stream().skip(startAt).limit(maxResults).forEach(c -> list.add(comment(c)));
    return page.put("maxResults", maxResults).put("total", comments.size()).put("startAt", startAt);
  }

  ObjectNode comment(FakeIssue.Comment comment) {
    ObjectNode node = object().put("id", comment.id).put("self", self("/comment/" + comment.id));
    node.set("author", comment.author.json(flavour));
    node.set("updateAuthor", comment.author.json(flavour));
    node.set("body", comment.body);
    node.put("created", time(comment.created)).put("updated", time(comment.updated));
    if (!comment.visibility.isMissingNode()) {
      node.set("visibility", comment.visibility);
    }
    if (serviceDesk && flavour == Flavour.CLOUD) {
      node.put("jsdPublic", !comment.internal());
    }
    return node;
  }

  /** A comment with its entity properties, as {@code expand=properties} asks for. */
  ObjectNode commentWithProperties(FakeIssue.Comment comment) {
    ObjectNode node = comment(comment);
    var list = node.putArray("properties");
    for (Map.Entry<String, JsonNode> property : comment.properties.entrySet()) {
      list.add(object().put("key", property.getKey()).set("value", property.getValue()));
    }
    return node;
  }

  ObjectNode file(FakeIssue.File file) {
    ObjectNode node =
        object()
            .put("id", file.id())
            .put("self", self("/attachment/" + file.id()))
            .put("filename", file.name())
            .put("created", time(file.created()))
            .put("size", file.content().length)
            .put("mimeType", file.mediaType())
            .put("content", self("/attachment/content/" + file.id()));
    node.set("author", file.author().json(flavour));
    return node;
  }

  /** The issue as a webhook carries it: texts as strings in both flavours, no comments. */
  ObjectNode hookIssue(FakeIssue issue) {
    ObjectNode node = issue(issue, Set.of("*navigable"), Set.of());
    ObjectNode fields = (ObjectNode) node.get("fields");
    JsonNode description = fields.path("description");
    if (description.isObject()) {
      fields.put("description", RichText.plain(description));
    }
    return node;
  }

  ObjectNode hookComment(FakeIssue.Comment comment) {
    return comment(comment).put("body", RichText.plain(comment.body));
  }
}
