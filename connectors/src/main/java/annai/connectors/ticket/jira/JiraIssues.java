package annai.connectors.ticket.jira;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.jira.JiraSettings.Filing;
import annai.connectors.ticket.jira.JiraSettings.RequesterPlace;
import annai.connectors.ticket.rest.DraftValue;
import annai.connectors.ticket.rest.Json;
import annai.connectors.ticket.rest.PlainText;
import annai.connectors.ticket.rest.Signature;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A draft to an issue's fields, and an issue to a ticket. */
record JiraIssues(Filing filing, RichText texts, JiraAccounts accounts) {

  /** Tells an incident from a request where both are of one issue type. */
  private static final String INCIDENT = TicketMarker.LABEL + "-incident";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  ObjectNode issue(TicketDraft draft) {
    boolean incident = draft.kind() == TicketDraft.Kind.INCIDENT;
    ObjectNode fields = NODES.objectNode();
    fields.set("project", named("key", filing.project()));
    fields.set("issuetype", named("name", incident ? filing.incidentType() : filing.requestType()));
    fields.put("summary", PlainText.summary(draft.summary()));
    fields.set("description", texts.of(draft.description(), signature(draft)));
    fields.set("labels", labels(draft));
    String priority = filing.priorities().get(draft.priority());
    if (priority != null) {
      fields.set("priority", named("name", priority));
    }
    addRequester(fields, draft);
    filing
        .fields()
        .forEach(
            (field, value) ->
                DraftValue.resolve(value, draft).ifPresent(it -> fields.set(field, it)));
    return NODES.objectNode().set("fields", fields);
  }

  /** Things are named by a number or by a word. */
  private static ObjectNode named(String by, String name) {
    return NODES.objectNode().put(name.matches("\\d+") ? "id" : by, name);
  }

  private Signature signature(TicketDraft draft) {
    Requester requester =
        switch (filing.requester()) {
          case RequesterPlace.Field _ -> Requester.NONE;
          case RequesterPlace.Description _, RequesterPlace.Reporter _ -> draft.requester();
        };
    return new Signature(requester, TicketMarker.of(draft.key()), false);
  }

  private ArrayNode labels(TicketDraft draft) {
    ArrayNode labels = NODES.arrayNode();
    labels.add(TicketMarker.LABEL).add(TicketMarker.of(draft.key()).token());
    if (draft.kind() == TicketDraft.Kind.INCIDENT) {
      labels.add(INCIDENT);
    }
    filing.labels().forEach(labels::add);
    return labels;
  }

  private void addRequester(ObjectNode fields, TicketDraft draft) {
    String mailAddress = draft.requester().mailAddress();
    if (mailAddress == null) {
      return;
    }
    switch (filing.requester()) {
      case RequesterPlace.Field(String id) -> fields.put(id, mailAddress);
      case RequesterPlace.Reporter _ ->
          accounts.reporter(mailAddress).ifPresent(account -> fields.set("reporter", account));
      case RequesterPlace.Description _ -> {}
    }
  }

  /** Which fields {@link #ticket} looks at. */
  String needed() {
    String needed = "summary,description,status,labels,reporter,created,updated";
    return filing.requester() instanceof RequesterPlace.Field(String id)
        ? needed + "," + id
        : needed;
  }

  Ticket ticket(
      TicketRef ref, JsonNode issue, Ticket.Status status, List<Ticket.Comment> comments) {
    JsonNode fields = issue.path("fields");
    Set<String> labels = labels(issue);
    Signature.Signed description = description(fields.path("description"), labels);
    return new Ticket(
        ref,
        labels.contains(INCIDENT) ? TicketDraft.Kind.INCIDENT : TicketDraft.Kind.REQUEST,
        Json.text(fields, "summary"),
        description.text(),
        requester(fields, description.signature()),
        status,
        JiraTime.of(fields, "updated", "created"),
        comments);
  }

  static Set<String> labels(JsonNode issue) {
    return issue
        .path("fields")
        .path("labels")
        .valueStream()
        .map(label -> label.asString(""))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** A last line that looks like ours only counts where the issue is ours. */
  private Signature.Signed description(JsonNode written, Set<String> labels) {
    Signature.Signed signed = texts.read(written);
    Optional<TicketMarker> marker = signed.marker();
    boolean ours =
        marker.isPresent() && (labels.isEmpty() || labels.contains(marker.get().token()));
    return ours || marker.isEmpty() ? signed : texts.unsigned(written);
  }

  private Requester requester(JsonNode fields, @Nullable Signature signature) {
    if (filing.requester() instanceof RequesterPlace.Field(String id)
        && !Json.text(fields, id).isEmpty()) {
      return new Requester(null, Json.text(fields, id));
    }
    if (signature != null) {
      return signature.requester();
    }
    JsonNode reporter = fields.path("reporter");
    return !reporter.isObject() || accounts.ours(reporter)
        ? Requester.NONE
        : new Requester(
            orNull(Json.firstText(reporter, "displayName", "name")),
            orNull(Json.text(reporter, "emailAddress")));
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
