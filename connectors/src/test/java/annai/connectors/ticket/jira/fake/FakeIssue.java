package annai.connectors.ticket.jira.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An issue as the fake keeps it; guarded by the lock of {@link Issues}. */
final class FakeIssue {

  /** A remark, with its properties and whom it is for. */
  static final class Comment {
    final String id;
    final Account author;
    final Instant created;
    final Map<String, JsonNode> properties = new LinkedHashMap<>();
    Instant updated;
    JsonNode body;
    JsonNode visibility;

    Comment(String id, Account author, Instant created, JsonNode body, JsonNode visibility) {
      this.id = id;
      this.author = author;
      this.created = created;
      this.updated = created;
      this.body = body;
      this.visibility = visibility;
    }

    boolean internal() {
      return properties.containsKey(Fields.INTERNAL)
          && properties.get(Fields.INTERNAL).path("internal").asBoolean(false);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record File(
      String id, String name, String mediaType, Instant created, Account author, byte[] content) {}

  record RemoteLink(String id, String globalId, JsonNode sent) {}

  record IssueLink(String id, String type, String inward, String outward) {}

  record Move(String id, Account author, Instant at, Workflow.Status from, Workflow.Status to) {}

  final String id;
  final String key;
  final Instant created;
  final Instant foundFrom;
  final Account creator;
  final Map<String, JsonNode> fields = new LinkedHashMap<>();
  final Map<String, JsonNode> properties = new LinkedHashMap<>();
  final List<Comment> comments = new ArrayList<>();
  final List<File> files = new ArrayList<>();
  final List<RemoteLink> remoteLinks = new ArrayList<>();
  final List<IssueLink> links = new ArrayList<>();
  final List<Move> moves = new ArrayList<>();
  Workflow.Status status = Workflow.Status.TO_DO;
  Instant updated;

  FakeIssue(String id, String key, Instant created, Instant foundFrom, Account creator) {
    this.id = id;
    this.key = key;
    this.created = created;
    this.updated = created;
    this.foundFrom = foundFrom;
    this.creator = creator;
  }

  List<String> labels() {
    JsonNode labels = fields.get("labels");
    return labels == null ? List.of() : labels.valueStream().map(JsonNode::asString).toList();
  }
}
