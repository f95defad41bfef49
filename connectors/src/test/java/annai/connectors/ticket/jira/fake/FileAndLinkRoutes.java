package annai.connectors.ticket.jira.fake;

import annai.connectors.ticket.jira.fake.Routes.Call;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Attachments, remote links and links between issues. */
final class FileAndLinkRoutes {

  static final List<String> LINK_TYPES = List.of("Duplicate", "Relates", "Blocks");

  private final Issues issues;
  private final IssueJson json;
  private final int largest;

  /**
   * @param largest bytes of a file
   */
  FileAndLinkRoutes(Issues issues, IssueJson json, int largest) {
    this.issues = issues;
    this.json = json;
    this.largest = largest;
  }

  void addTo(Routes routes) {
    routes.on("POST", "/issue/{}/attachments", this::attach);
    routes.on("GET", "/attachment/content/{}", this::content);
    routes.on("GET", "/issue/{}/remotelink", this::remoteLinks);
    routes.on("POST", "/issue/{}/remotelink", this::remoteLink);
    routes.on("DELETE", "/issue/{}/remotelink", this::deleteRemoteLink);
    routes.on("POST", "/issueLink", this::link);
    routes.on("GET", "/issueLinkType", this::linkTypes);
  }

  private JiraAnswer attach(Call call) {
    String token = call.request().header("X-Atlassian-Token");
    if (!"no-check".equals(token)) {
      throw new JiraRefusal(JiraAnswer.html(403, "XSRF check failed"));
    }
    List<Multipart.Part> parts = Multipart.parse(call.request());
    if (parts.isEmpty() || parts.stream().anyMatch(p -> !p.field().equals("file"))) {
      throw new JiraRefusal(400, "Every part has to be named 'file'.");
    }
    if (parts.stream().anyMatch(part -> part.content().length > largest)) {
      throw new JiraRefusal(413, "The file exceeds its maximum permitted size of " + largest + ".");
    }
    return issues.with(
        call.part(0),
        issue -> {
          var list = JiraRequest.JSON.createArrayNode();
          for (Multipart.Part part : parts) {
            FakeIssue.File file =
                new FakeIssue.File(
                    issues.nextId(),
                    part.fileName(),
                    part.mediaType(),
                    Instant.now(),
                    Account.ANNAI,
                    part.content());
            issue.files.add(file);
            list.add(json.file(file));
          }
          issues.touch(issue);
          return JiraAnswer.json(200, list);
        });
  }

  private JiraAnswer content(Call call) {
    return issues.all().stream()
        .flatMap(issue -> issue.files.stream())
        .filter(file -> file.id().equals(call.part(0)))
        .findFirst()
        .map(file -> JiraAnswer.file(file.mediaType(), file.content()))
        .orElseThrow(() -> new JiraRefusal(404, "The attachment does not exist."));
  }

  private JiraAnswer remoteLinks(Call call) {
    String globalId = call.query("globalId", "");
    return issues.with(
        call.part(0),
        issue -> {
          var list = JiraRequest.JSON.createArrayNode();
          for (FakeIssue.RemoteLink link : issue.remoteLinks) {
            if (globalId.isEmpty()) {
              list.add(remote(issue, link));
            } else if (globalId.equals(link.globalId())) {
              return JiraAnswer.json(200, remote(issue, link));
            }
          }
          if (!globalId.isEmpty()) {
            throw new JiraRefusal(404, "No remote link with this global id.");
          }
          return JiraAnswer.json(200, list);
        });
  }

  private ObjectNode remote(FakeIssue issue, FakeIssue.RemoteLink link) {
    ObjectNode node = (ObjectNode) link.sent().deepCopy();
    return node.put("id", Integer.parseInt(link.id()))
        .put("self", json.self("/issue/" + issue.key + "/remotelink/" + link.id()));
  }

  private JiraAnswer remoteLink(Call call) {
    ObjectNode sent = call.request().json();
    Fields.onlyKnown(sent, Set.of("globalId", "application", "relationship", "object"));
    JsonNode object = sent.path("object");
    Fields.onlyKnown(object, Set.of("url", "title", "summary", "icon", "status"));
    if (object.path("url").asString("").isBlank() || object.path("title").asString("").isBlank()) {
      throw new JiraRefusal(Map.of("object", "'url' and 'title' are required for a remote link."));
    }
    String globalId = sent.path("globalId").asString("");
    return issues.with(
        call.part(0),
        issue -> {
          boolean there =
              !globalId.isEmpty()
                  && issue.remoteLinks.removeIf(link -> link.globalId().equals(globalId));
          var link = new FakeIssue.RemoteLink(issues.nextId(), globalId, sent);
          issue.remoteLinks.add(link);
          ObjectNode answer = IssueJson.object().put("id", Integer.parseInt(link.id()));
          answer.put("self", json.self("/issue/" + issue.key + "/remotelink/" + link.id()));
          return JiraAnswer.json(there ? 200 : 201, answer);
        });
  }

  private JiraAnswer deleteRemoteLink(Call call) {
    String globalId = call.query("globalId", "");
    return issues.with(
        call.part(0),
        issue -> {
          if (!issue.remoteLinks.removeIf(link -> link.globalId().equals(globalId))) {
            throw new JiraRefusal(404, "No remote link with this global id.");
          }
          return JiraAnswer.noContent();
        });
  }

  private JiraAnswer link(Call call) {
    ObjectNode sent = call.request().json();
    Fields.onlyKnown(sent, Set.of("type", "inwardIssue", "outwardIssue", "comment"));
    String type = sent.path("type").path("name").asString("");
    if (!LINK_TYPES.contains(type)) {
      throw new JiraRefusal(404, "No issue link type with name '" + type + "' found.");
    }
    String inward = sent.path("inwardIssue").path("key").asString("");
    String outward = sent.path("outwardIssue").path("key").asString("");
    FakeIssue.IssueLink link = new FakeIssue.IssueLink(issues.nextId(), type, inward, outward);
    issues.with(inward, issue -> issues.with(outward, other -> issue.links.add(link)));
    issues.with(outward, issue -> issue.links.add(link));
    return new JiraAnswer(201, Map.of(), new byte[0]);
  }

  private JiraAnswer linkTypes(Call call) {
    ObjectNode node = IssueJson.object();
    var list = node.putArray("issueLinkTypes");
    for (String type : LINK_TYPES) {
      list.add(
          IssueJson.object()
              .put("id", Integer.toString(10_000 + LINK_TYPES.indexOf(type)))
              .put("name", type)
              .put("inward", "is linked by")
              .put("outward", "links"));
    }
    return JiraAnswer.json(200, node);
  }
}
