package annai.connectors.ticket.rest;

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
}
