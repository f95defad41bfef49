package annai.connectors.ticket.rest;

import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** How a system words its answers. */
public interface RestDialect {

  /** What an answer that refuses a request says about why; strangers' words. */
  List<String> told(JsonNode body);

  /** Whether a request changes nothing, so that a lost answer is no loss. */
  default boolean reads(HttpMethod method, String path) {
    return method.equals(HttpMethod.GET);
  }

  /** Whether the login was refused although the status says something else. */
  default boolean loginRefused(HttpHeaders headers) {
    return false;
  }
}
