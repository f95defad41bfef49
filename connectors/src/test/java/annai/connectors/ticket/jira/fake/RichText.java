package annai.connectors.ticket.jira.fake;

import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Long texts: a string in v2, an ADF document in v3. */
final class RichText {

  static final int LONGEST = 32_767;

  private static final Set<String> BLOCKS =
      Set.of(
          "paragraph",
          "heading",
          "bulletList",
          "orderedList",
          "codeBlock",
          "blockquote",
          "rule",
          "panel",
          "expand",
          "table");
  private static final Set<String> INLINES =
      Set.of("text", "hardBreak", "mention", "emoji", "inlineCard", "date", "status");
  private static final Set<String> NODE_KEYS =
      Set.of("type", "attrs", "content", "marks", "text", "version");
  private static final Set<String> MARKS =
      Set.of("strong", "em", "code", "link", "strike", "underline", "subsup", "textColor");

  private final Flavour flavour;

  RichText(Flavour flavour) {
    this.flavour = flavour;
  }

  /** What is wrong with it, in Jira's words. */
  Optional<String> problem(JsonNode value) {
    return switch (flavour) {
      case DATA_CENTER ->
          value.isString() ? tooLong(value) : Optional.of("Operation value must be a string");
      case CLOUD ->
          isDocument(value)
              ? tooLong(value)
              : Optional.of(
                  "Operation value must be an Atlassian Document (see the Atlassian Document"
                      + " Format)");
    };
  }

  private static Optional<String> tooLong(JsonNode value) {
    return plain(value).length() > LONGEST
        ? Optional.of(
            "The entered text is too long. It exceeds the allowed limit of 32,767 characters.")
        : Optional.empty();
  }

  private static boolean isDocument(JsonNode node) {
    return node.isObject()
        && "doc".equals(node.path("type").asString(""))
        && node.path("version").asInt(0) == 1
        && node.path("content").isArray()
        && node.propertyNames().size() == 3
        && all(node.path("content"), RichText::isBlock);
  }

  private static boolean isBlock(JsonNode node) {
    String type = node.path("type").asString("");
    if (!BLOCKS.contains(type) || !NODE_KEYS.containsAll(node.propertyNames())) {
      return false;
    }
    JsonNode content = node.path("content");
    return switch (type) {
      case "paragraph" -> all(content, RichText::isInline);
      case "heading" ->
          node.path("attrs").path("level").asInt(0) >= 1 && all(content, RichText::isInline);
      case "codeBlock" ->
          all(content, n -> "text".equals(n.path("type").asString("")) && isText(n));
      case "bulletList", "orderedList" -> !content.isEmpty() && all(content, RichText::isListItem);
      case "rule" -> content.isMissingNode();
      default -> !content.isEmpty() && all(content, RichText::isBlock);
    };
  }

  private static boolean isListItem(JsonNode node) {
    return "listItem".equals(node.path("type").asString(""))
        && !node.path("content").isEmpty()
        && all(node.path("content"), RichText::isBlock);
  }

  private static boolean isInline(JsonNode node) {
    String type = node.path("type").asString("");
    return INLINES.contains(type)
        && NODE_KEYS.containsAll(node.propertyNames())
        && (!type.equals("text") || isText(node));
  }

  private static boolean isText(JsonNode node) {
    return node.path("text").isString()
        && !node.path("text").asString().isEmpty()
        && all(node.path("marks"), mark -> MARKS.contains(mark.path("type").asString("")));
  }

  private static boolean all(JsonNode list, java.util.function.Predicate<JsonNode> test) {
    if (list.isMissingNode()) {
      return true;
    }
    return list.isArray() && list.valueStream().allMatch(test);
  }

  /** As lines, the way Jira's webhooks carry it. */
  static String plain(JsonNode value) {
    if (!value.isObject()) {
      return value.asString("");
    }
    StringBuilder text = new StringBuilder();
    append(value, text);
    return text.toString().strip();
  }

  private static void append(JsonNode node, StringBuilder text) {
    String type = node.path("type").asString("");
    switch (type) {
      case "text" -> text.append(node.path("text").asString(""));
      case "hardBreak" -> text.append('\n');
      case "inlineCard" -> text.append(node.path("attrs").path("url").asString(""));
      case "mention" -> text.append(node.path("attrs").path("text").asString(""));
      default -> {
        node.path("content").forEach(child -> append(child, text));
        if (BLOCKS.contains(type)) {
          text.append("\n\n");
        }
      }
    }
  }
}
