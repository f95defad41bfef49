package annai.connectors.ticket.redmine;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketDraft.Kind;
import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.redmine.RedmineSettings.Filing;
import annai.connectors.ticket.redmine.RedmineSettings.RequesterPlace;
import annai.connectors.ticket.rest.DraftValue;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.PlainText;
import annai.connectors.ticket.rest.Signature;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A draft to an issue, and an issue with its notes to a ticket. */
record RedmineIssues(Filing filing, RedmineText texts) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * A comment with its marker.
   *
   * @param marker null for what others wrote
   * @param moved whether the status was changed with it
   */
  record Marked(Ticket.Comment comment, @Nullable TicketMarker marker, boolean moved) {}

  ObjectNode issue(TicketDraft draft, long tracker, RedmineSite site) {
    ObjectNode root = NODES.objectNode();
    ObjectNode issue = root.putObject("issue");
    issue.put("project_id", site.project());
    issue.put("tracker_id", tracker);
    issue.put("subject", PlainText.summary(draft.summary()));
    issue.put("description", texts.of(draft.description(), signature(draft)));
    Long priority = site.priorities().get(draft.priority());
    if (priority != null) {
      issue.put("priority_id", priority.longValue());
    }
    addFields(issue.putArray("custom_fields"), draft);
    ArrayNode watchers = issue.putArray("watcher_user_ids");
    site.watchers().forEach(watchers::add);
    return root;
  }

  private Signature signature(TicketDraft draft) {
    Requester requester =
        switch (filing.requester()) {
          case RequesterPlace.Description _ -> draft.requester();
          case RequesterPlace.Field _ -> Requester.NONE;
        };
    return new Signature(requester, TicketMarker.of(draft.key()), false);
  }

  private void addFields(ArrayNode fields, TicketDraft draft) {
    filing
        .fields()
        .forEach(
            (field, setting) ->
                DraftValue.resolve(setting, draft)
                    .ifPresent(value -> addField(fields, Integer.parseInt(field), value)));
    String mailAddress = draft.requester().mailAddress();
    if (filing.requester() instanceof RequesterPlace.Field(int number) && mailAddress != null) {
      addField(fields, number, StringNode.valueOf(PlainText.clean(mailAddress)));
    }
  }

  private static void addField(ArrayNode fields, int number, JsonNode value) {
    fields.addObject().put("id", number).set("value", value);
  }

  /** Whether we opened it under this marker; a copy that somebody made of it is not it. */
  boolean carries(JsonNode issue, TicketMarker marker, RedmineSite site) {
    return wrote(issue.path("author"), site)
        && description(issue).marker().filter(marker::equals).isPresent();
  }

  Ticket ticket(TicketRef ref, JsonNode issue, RedmineSite site) {
    Signature.Signed description = description(issue);
    return new Ticket(
        ref,
        kind(issue, site),
        Json.text(issue, "subject"),
        description.text(),
        requester(issue, description, site),
        status(issue, site),
        Json.time(issue, "updated_on"),
        comments(issue, site).stream().map(Marked::comment).toList());
  }

  private Signature.Signed description(JsonNode issue) {
    return texts.read(Json.text(issue, "description"));
  }

  /** Where incidents have no tracker of their own, an issue is a request. */
  private static Kind kind(JsonNode issue, RedmineSite site) {
    Long tracker = Json.number(issue.path("tracker"), "id");
    return tracker.equals(site.trackers().get(Kind.INCIDENT))
            && !tracker.equals(site.trackers().get(Kind.REQUEST))
        ? Kind.INCIDENT
        : Kind.REQUEST;
  }

  static Ticket.Status status(JsonNode issue, RedmineSite site) {
    JsonNode status = issue.path("status");
    boolean closed =
        status.path("is_closed").isBoolean()
            ? status.path("is_closed").booleanValue()
            : site.status(Json.number(status, "id")).map(RedmineSite.Status::closed).orElse(false);
    return closed ? Ticket.Status.CLOSED : Ticket.Status.OPEN;
  }

  private Requester requester(JsonNode issue, Signature.Signed description, RedmineSite site) {
    if (filing.requester() instanceof RequesterPlace.Field(int number)) {
      for (JsonNode field : issue.path("custom_fields")) {
        if (Json.number(field, "id") == number && !Json.text(field, "value").isEmpty()) {
          return new Requester(null, Json.text(field, "value"));
        }
      }
    }
    Signature signature = description.signature();
    if (signature != null) {
      return signature.requester();
    }
    JsonNode author = issue.path("author");
    String name = Json.text(author, "name");
    return wrote(author, site) || name.isEmpty() ? Requester.NONE : new Requester(name, null);
  }

  /** The notes, oldest first. */
  List<Marked> comments(JsonNode issue, RedmineSite site) {
    Set<TicketMarker> seen = new HashSet<>();
    return issue
        .path("journals")
        .valueStream()
        .filter(journal -> !Json.text(journal, "notes").isBlank())
        .map(journal -> marked(journal, seen, site))
        .toList();
  }

  /**
   * Only the first of a marker that our account wrote is ours; others quote it. A stranger's note
   * that is not said to be public is taken for a private one.
   */
  private Marked marked(JsonNode journal, Set<TicketMarker> seen, RedmineSite site) {
    String notes = Json.text(journal, "notes");
    JsonNode author = journal.path("user");
    Signature.Signed signed = texts.read(notes);
    boolean ours = wrote(author, site) && signed.marker().map(seen::add).orElse(false);
    Signature.Signed text = ours ? signed : RedmineText.unsigned(notes);
    return new Marked(
        new Ticket.Comment(
            Json.text(journal, "id"),
            Json.time(journal, "created_on"),
            Json.firstText(author, "name", "id"),
            text.text(),
            journal.path("private_notes").asBoolean(!ours) || (ours && signed.internal()),
            ours),
        text.marker().orElse(null),
        journal
            .path("details")
            .valueStream()
            .anyMatch(detail -> Json.text(detail, "name").equals("status_id")));
  }

  private static boolean wrote(JsonNode author, RedmineSite site) {
    return Json.number(author, "id") == site.account();
  }

  /** The note of ours that carries a marker. */
  Optional<Marked> noted(JsonNode issue, TicketMarker marker, RedmineSite site) {
    return comments(issue, site).stream()
        .filter(comment -> marker.equals(comment.marker()))
        .findFirst();
  }

  /** A change that adds a note, and may be given more. */
  ObjectNode note(String notes, boolean internal) {
    ObjectNode root = NODES.objectNode();
    root.putObject("issue").put("notes", notes).put("private_notes", internal);
    return root;
  }
}
