package annai.connectors.ticket.rest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import tools.jackson.databind.JsonNode;

/** Reads what a server sent without trusting that it is there. */
public final class Json {

  private Json() {}

  /** The member's text, or its number as text; empty where it is neither. */
  public static String text(JsonNode node, String name) {
    JsonNode member = node.path(name);
    return member.isString() || member.isNumber() ? member.asString() : "";
  }

  /** The first of these members that has a text; empty where none has. */
  public static String firstText(JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node, name);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The member's whole number; 0 where it is none. */
  public static long number(JsonNode node, String name) {
    return node.path(name).asLong(0);
  }

  /** The member's time, as "2026-01-31T12:34:56Z"; the epoch where it is none. */
  public static Instant time(JsonNode node, String name) {
    try {
      return OffsetDateTime.parse(text(node, name)).toInstant();
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }
}
