package annai.connectors.ticket.jira;

import annai.connectors.ticket.rest.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Atlassian Document Format of Jira Cloud: plain text to nodes, and nodes to plain text.
 *
 * <p>Text only ever becomes text nodes, so that nothing in it is markup. Source: the document
 * format's page at developer.atlassian.com.
 */
final class AtlassianDocument {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 40;

  private AtlassianDocument() {}

  /** A blank line ends a paragraph, any other line a line within it. */
  static ObjectNode of(String plain) {
    ObjectNode document = node("doc").put("version", 1);
    ArrayNode paragraphs = document.putArray("content");
    for (String block : plain.split("\n\n", -1)) {
      ObjectNode paragraph = node("paragraph");
      ArrayNode content = paragraph.putArray("content");
      String[] lines = block.split("\n", -1);
      for (int i = 0; i < lines.length; i++) {
        if (i > 0) {
          content.add(node("hardBreak"));
        }
        if (!lines[i].isEmpty()) {
          content.add(node("text").put("text", lines[i]));
        }
      }
      paragraphs.add(paragraph);
    }
    return document;
  }

  private static ObjectNode node(String type) {
    return NODES.objectNode().put("type", type);
  }

  static String plain(JsonNode document) {
    return blocks(document, "\n\n", 0);
  }

  private static String blocks(JsonNode parent, String between, int depth) {
    if (depth > DEEPEST) {
      return "";
    }
    return parent
        .path("content")
        .valueStream()
        .map(child -> block(child, depth + 1))
        .collect(Collectors.joining(between));
  }

  private static String block(JsonNode node, int depth) {
    return switch (type(node)) {
      case "paragraph", "heading", "codeBlock", "caption" -> inline(node, depth);
      case "bulletList", "taskList", "decisionList" -> list(node, depth, false);
      case "orderedList" -> list(node, depth, true);
      case "blockquote" -> "> " + blocks(node, "\n", depth).replace("\n", "\n> ");
      case "rule" -> "---";
      case "table", "listItem", "mediaSingle", "mediaGroup" -> blocks(node, "\n", depth);
      case "tableRow" -> blocks(node, " | ", depth);
      case "text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status" ->
          leaf(node, depth);
      case "media", "mediaInline", "blockCard", "embedCard" -> leaf(node, depth);
      default -> mixed(node, depth);
    };
  }

  private static String list(JsonNode list, int depth, boolean numbered) {
    List<String> items = new ArrayList<>();
    for (JsonNode item : list.path("content")) {
      String mark = numbered ? (items.size() + 1) + ". " : "- ";
      items.add(mark + block(item, depth + 1).replace("\n", "\n  "));
    }
    return String.join("\n", items);
  }

  /** A node that this version does not know: of texts, or of blocks. */
  private static String mixed(JsonNode node, int depth) {
    boolean texts =
        node.path("content").valueStream().anyMatch(child -> type(child).equals("text"));
    return texts ? inline(node, depth) : blocks(node, "\n", depth);
  }

  private static String inline(JsonNode node, int depth) {
    if (depth > DEEPEST) {
      return "";
    }
    return node.path("content")
        .valueStream()
        .map(child -> leaf(child, depth + 1))
        .collect(Collectors.joining());
  }

  private static String leaf(JsonNode node, int depth) {
    JsonNode attributes = node.path("attrs");
    return switch (type(node)) {
      case "text" -> linked(Json.text(node, "text"), node.path("marks"));
      case "hardBreak" -> "\n";
      case "mention", "status" -> Json.text(attributes, "text");
      case "emoji" -> Json.firstText(attributes, "text", "shortName");
      case "inlineCard", "blockCard", "embedCard" -> Json.text(attributes, "url");
      case "date" -> Json.text(attributes, "timestamp");
      case "media", "mediaInline" -> "[" + Json.firstText(attributes, "alt", "id") + "]";
      default -> mixed(node, depth);
    };
  }

  private static String linked(String text, JsonNode marks) {
    for (JsonNode mark : marks) {
      String target = Json.text(mark.path("attrs"), "href");
      if (type(mark).equals("link") && !target.isEmpty() && !target.equals(text)) {
        return text + " (" + target + ")";
      }
    }
    return text;
  }

  private static String type(JsonNode node) {
    return Json.text(node, "type");
  }
}
