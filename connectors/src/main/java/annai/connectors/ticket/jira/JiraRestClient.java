package annai.connectors.ticket.jira;

import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/**
 * What of Jira's REST API a ticket needs; the paths are the same in versions 2 and 3.
 *
 * <p>Every method throws {@link annai.connectors.ticket.TicketSystemException}. Source: the REST
 * API reference at developer.atlassian.com.
 */
@HttpExchange(accept = MediaType.APPLICATION_JSON_VALUE)
interface JiraRestClient {

  @GetExchange("/myself")
  JsonNode myself();

  @GetExchange("/project/{project}")
  JsonNode project(@PathVariable String project);

  @GetExchange("/status")
  JsonNode statuses();

  @GetExchange("/user/search")
  JsonNode users(@RequestParam Map<String, String> query);

  /** The search of Data Center. */
  @GetExchange("/search")
  JsonNode search(@RequestParam Map<String, String> query);

  @PostExchange(url = "/search", contentType = MediaType.APPLICATION_JSON_VALUE)
  JsonNode search(@RequestBody JsonNode query);

  /** The search of Cloud. */
  @GetExchange("/search/jql")
  JsonNode searchJql(@RequestParam Map<String, String> query);

  @PostExchange(url = "/search/jql", contentType = MediaType.APPLICATION_JSON_VALUE)
  JsonNode searchJql(@RequestBody JsonNode query);

  @PostExchange(url = "/issue", contentType = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<JsonNode> create(@RequestBody JsonNode issue);

  @GetExchange("/issue/{issue}")
  JsonNode issue(@PathVariable String issue, @RequestParam Map<String, String> query);

  @PutExchange(url = "/issue/{issue}", contentType = MediaType.APPLICATION_JSON_VALUE)
  void edit(@PathVariable String issue, @RequestBody JsonNode change);

  @GetExchange("/issue/{issue}/comment")
  JsonNode comments(@PathVariable String issue, @RequestParam Map<String, String> query);

  @PostExchange(url = "/issue/{issue}/comment", contentType = MediaType.APPLICATION_JSON_VALUE)
  void comment(@PathVariable String issue, @RequestBody JsonNode comment);

  @GetExchange("/issue/{issue}/transitions")
  JsonNode transitions(@PathVariable String issue, @RequestParam String expand);

  @PostExchange(url = "/issue/{issue}/transitions", contentType = MediaType.APPLICATION_JSON_VALUE)
  void transition(@PathVariable String issue, @RequestBody JsonNode transition);

  @PostExchange(url = "/issue/{issue}/remotelink", contentType = MediaType.APPLICATION_JSON_VALUE)
  void link(@PathVariable String issue, @RequestBody JsonNode link);

  @PostExchange(
      url = "/issue/{issue}/attachments",
      contentType = MediaType.MULTIPART_FORM_DATA_VALUE,
      headers = "X-Atlassian-Token=no-check")
  void attach(@PathVariable String issue, @RequestPart HttpEntity<Resource> file);
}
