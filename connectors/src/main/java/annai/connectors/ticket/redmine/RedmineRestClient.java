package annai.connectors.ticket.redmine;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/**
 * What of Redmine's REST API a ticket needs.
 *
 * <p>Every method throws {@link annai.connectors.ticket.TicketSystemException}. Source: Rest_api in
 * the wiki of www.redmine.org.
 */
@HttpExchange(accept = MediaType.APPLICATION_JSON_VALUE)
interface RedmineRestClient {

  @GetExchange("/users/current.json")
  JsonNode currentUser(@RequestParam String include);

  @GetExchange("/roles/{role}.json")
  JsonNode role(@PathVariable long role);

  /** Only for administrators. */
  @GetExchange("/users.json")
  JsonNode users(@RequestParam String name, @RequestParam int limit);

  @GetExchange("/projects/{project}.json")
  JsonNode project(@PathVariable String project, @RequestParam String include);

  @GetExchange("/issue_statuses.json")
  JsonNode statuses();

  @GetExchange("/enumerations/issue_priorities.json")
  JsonNode priorities();

  @GetExchange("/issues.json")
  JsonNode issues(@RequestParam Map<String, String> query);

  @PostExchange(url = "/issues.json", contentType = MediaType.APPLICATION_JSON_VALUE)
  JsonNode create(@RequestBody JsonNode issue);

  @GetExchange("/issues/{issue}.json")
  JsonNode issue(@PathVariable long issue, @RequestParam String include);

  @PutExchange(url = "/issues/{issue}.json", contentType = MediaType.APPLICATION_JSON_VALUE)
  void edit(@PathVariable long issue, @RequestBody JsonNode change);

  @PostExchange(
      url = "/issues/{issue}/relations.json",
      contentType = MediaType.APPLICATION_JSON_VALUE)
  void relate(@PathVariable long issue, @RequestBody JsonNode relation);

  @PostExchange(url = "/uploads.json", contentType = MediaType.APPLICATION_OCTET_STREAM_VALUE)
  JsonNode upload(@RequestParam String filename, @RequestBody byte[] content);
}
