package annai.connectors.ticket.redmine;

import annai.connectors.ticket.TicketMarker;
import annai.connectors.ticket.rest.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Looks for the issues that carry a marker.
 *
 * <p>The filter on descriptions reads the table of issues itself, so that an issue is found as soon
 * as it is stored; in all projects, as people move issues. The newest are read first: what was
 * opened lately is found however many issues quote it.
 */
record RedmineSearch(RedmineRestClient redmine, RedmineIssues issues) {

  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  /** The numbers of the issues, oldest first. */
  List<String> find(TicketMarker marker, RedmineSite site) {
    List<String> found = new ArrayList<>();
    boolean more = true;
    for (int page = 0; more && page < MOST_PAGES; page++) {
      JsonNode answer = redmine.issues(query(marker, (long) page * PAGE));
      answer
          .path("issues")
          .valueStream()
          .filter(issue -> issues.carries(issue, marker, site))
          .map(issue -> Json.text(issue, "id"))
          .forEach(found::add);
      more = (page + 1L) * PAGE < Json.number(answer, "total_count");
    }
    return found.stream().distinct().toList().reversed();
  }

  private static Map<String, String> query(TicketMarker marker, long offset) {
    Map<String, String> query = new HashMap<>();
    query.put("description", "~" + marker.token());
    query.put("status_id", "*");
    query.put("sort", "id:desc");
    query.put("limit", Integer.toString(PAGE));
    query.put("offset", Long.toString(offset));
    return query;
  }

  /** Redmine's words: a list of errors. */
  static List<String> told(JsonNode body) {
    return body.path("errors").valueStream().map(error -> error.asString("")).toList();
  }
}
