package annai.connectors.ticket.jira;

import annai.connectors.ticket.rest.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import tools.jackson.databind.JsonNode;

/** Times as Jira writes them: "2026-01-31T12:34:56.789+0900". */
final class JiraTime {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter();

  private JiraTime() {}

  /** The first of these members that holds a time; the epoch where none does. */
  static Instant of(JsonNode node, String... names) {
    for (String name : names) {
      try {
        return OffsetDateTime.parse(Json.text(node, name), FORMAT).toInstant();
      } catch (DateTimeException e) {
        // the next one
      }
    }
    return Instant.EPOCH;
  }
}
