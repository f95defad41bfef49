package annai.connectors.ticket.redmine;

import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.redmine.RedmineSettings.Statuses;
import annai.connectors.ticket.redmine.RedmineSite.Status;
import annai.connectors.ticket.rest.Json;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Chooses the status into which an issue is moved.
 *
 * <p>Redmine ignores, without a word, a status that the workflow doesn't offer to us. It tells
 * which ones those are since version 5.0.
 */
record RedmineWorkflow(Statuses settings) {

  /**
   * @param issue read with its allowed_statuses
   * @throws TicketSystemException REJECTED when the workflow leads to no such status
   */
  Status towards(Ticket.Status target, String ticket, JsonNode issue, RedmineSite site) {
    boolean closed = target == Ticket.Status.CLOSED;
    JsonNode told = issue.path("allowed_statuses");
    List<Status> offered =
        !told.isArray()
            ? site.statuses()
            : told.valueStream()
                .flatMap(status -> site.status(Json.number(status, "id")).stream())
                .toList();
    String preferred = closed ? settings.closed() : settings.reopened();
    return preferred(preferred, offered)
        .or(() -> first(preferred == null ? offered : List.of(), closed))
        .orElseThrow(() -> noWay(ticket, issue, preferred, offered));
  }

  private static Optional<Status> preferred(@Nullable String name, List<Status> offered) {
    return offered.stream().filter(status -> status.name().equalsIgnoreCase(name)).findFirst();
  }

  private static Optional<Status> first(List<Status> offered, boolean closed) {
    return offered.stream().filter(status -> status.closed() == closed).findFirst();
  }

  private static TicketSystemException noWay(
      String ticket, JsonNode issue, @Nullable String preferred, List<Status> offered) {
    return new TicketSystemException(
        Kind.REJECTED,
        "Ticket '%s': Redmine's workflow does not let Annai move it from '%s' to %s, only to %s"
            .formatted(
                ticket,
                Json.text(issue.path("status"), "name"),
                preferred == null ? "such a status" : "'" + preferred + "'",
                offered.stream()
                    .map(status -> "'" + status.name() + "'")
                    .collect(Collectors.joining(", "))));
  }
}
