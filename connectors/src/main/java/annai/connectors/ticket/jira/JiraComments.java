package annai.connectors.ticket.jira;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.jira.JiraSettings.Internal;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The comments of an issue, of which ours are known again by their signature. */
record JiraComments(JiraRestClient jira, RichText texts, JiraAccounts accounts) {

  /** More is never given at once. */
  private static final int PAGE = 100;

  private static final int MOST = 5_000;

  /** A comment with its marker; only the first of a marker is ours, others quote it. */
  record Marked(Ticket.Comment comment, @Nullable TicketMarker marker) {}

  /** All of them, oldest first. */
  List<Marked> read(String issue) {
    List<JsonNode> comments = all(issue);
    Set<TicketMarker> seen = new HashSet<>();
    return comments.stream().map(comment -> marked(comment, seen)).toList();
  }

  private List<JsonNode> all(String issue) {
    List<JsonNode> all = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    boolean more = true;
    while (more && all.size() < MOST) {
      JsonNode page = jira.comments(issue, page(all.size()));
      List<JsonNode> fresh =
          page.path("comments")
              .valueStream()
              .filter(comment -> ids.add(Json.text(comment, "id")))
              .toList();
      all.addAll(fresh);
      more = !fresh.isEmpty() && all.size() < page.path("total").asLong(0);
    }
    all.sort(
        Comparator.comparing((JsonNode comment) -> JiraTime.of(comment, "created"))
            .thenComparingLong(JiraComments::number));
    return all;
  }

  /** In Data Center only a property tells which comments are internal. */
  private static Map<String, String> page(int startAt) {
    return Map.of(
        "startAt", Integer.toString(startAt),
        "maxResults", Integer.toString(PAGE),
        "expand", "properties");
  }

  private static long number(JsonNode comment) {
    String id = Json.text(comment, "id");
    return id.matches("\\d{1,18}") ? Long.parseLong(id) : 0;
  }

  private Marked marked(JsonNode comment, Set<TicketMarker> seen) {
    Signature.Signed signed = texts.read(comment.path("body"));
    JsonNode author = comment.path("author");
    TicketMarker marker = signed.marker().orElse(null);
    boolean first = marker != null && seen.add(marker);
    boolean ours = first || accounts.ours(author);
    String text = ours ? signed.text() : texts.unsigned(comment.path("body")).text();
    return new Marked(
        new Ticket.Comment(
            Json.text(comment, "id"),
            JiraTime.of(comment, "created"),
            Json.firstText(author, "displayName", "name", "accountId"),
            text,
            internal(comment) || (ours && signed.internal()),
            ours),
        ours ? marker : null);
  }

  /** Also what only a role or a group may see. */
  private static boolean internal(JsonNode comment) {
    return comment.path("visibility").isObject()
        || !comment.path("jsdPublic").asBoolean(true)
        || comment
            .path("properties")
            .valueStream()
            .anyMatch(
                property ->
                    Json.text(property, "key").equals("sd.public.comment")
                        && property.path("value").path("internal").asBoolean(false));
  }

  /**
   * @param internal how the comment is kept from customers; null for a public one
   */
  void add(String issue, TicketMarker marker, String text, @Nullable Internal internal) {
    ObjectNode comment = JsonNodeFactory.instance.objectNode();
    comment.set("body", texts.of(text, Signature.of(marker, internal != null)));
    switch (internal) {
      case Internal.VisibleTo(String type, String name) ->
          comment.putObject("visibility").put("type", type).put("value", name);
      case Internal.ServiceManagement _, Internal.Detected _ ->
          comment
              .putArray("properties")
              .addObject()
              .put("key", "sd.public.comment")
              .putObject("value")
              .put("internal", true);
      case Internal.None _ -> {}
      case null -> {}
    }
    jira.comment(issue, comment);
  }
}
