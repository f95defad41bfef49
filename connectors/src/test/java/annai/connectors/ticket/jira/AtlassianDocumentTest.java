package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AtlassianDocumentTest {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void strangeTexts_writtenAndRead_areTheSame() {
    StrangeTexts.all()
        .forEach(
            text ->
                assertThat(AtlassianDocument.plain(AtlassianDocument.of(text))).isEqualTo(text));
  }

  @Test
  void markup_written_isOnlyText() {
    assertThat(AtlassianDocument.of("*a* [~b]\nc\n\nd").toString())
        .isEqualTo(
            """
            {"type":"doc","version":1,"content":[\
            {"type":"paragraph","content":[{"type":"text","text":"*a* [~b]"},{"type":"hardBreak"},\
            {"type":"text","text":"c"}]},\
            {"type":"paragraph","content":[{"type":"text","text":"d"}]}]}\
            """);
  }

  @Test
  void person_writing_isReadAsText() {
    JsonNode document =
        JSON.readTree(
            """
            {"type": "doc", "version": 1, "content": [
              {"type": "heading", "attrs": {"level": 2}, "content": [{"type": "text", "text": "手順"}]},
              {"type": "paragraph", "content": [
                {"type": "mention", "attrs": {"id": "5b", "text": "@山田"}},
                {"type": "text", "text": " see ", "marks": [{"type": "strong"}]},
                {"type": "text", "text": "here", "marks": [{"type": "link", "attrs": {"href": "https://e.example"}}]},
                {"type": "emoji", "attrs": {"shortName": ":smile:", "text": "😄"}}]},
              {"type": "bulletList", "content": [
                {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]},
                  {"type": "orderedList", "content": [
                    {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "inner"}]}]}]}]},
                {"type": "listItem", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "two"}]}]}]},
              {"type": "codeBlock", "content": [{"type": "text", "text": "a\\nb"}]},
              {"type": "blockquote", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "said"}]}]},
              {"type": "mediaSingle", "content": [{"type": "media", "attrs": {"alt": "screen.png"}}]},
              {"type": "rule"},
              {"type": "invented", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "kept"}]}]}]}
            """);

    assertThat(AtlassianDocument.plain(document))
        .isEqualTo(
            """
            手順

            @山田 see here (https://e.example)😄

            - one
              1. inner
            - two

            a
            b

            > said

            [screen.png]

            ---

            kept\
            """);
  }

  @Test
  void deepNesting_read_endsAtADepth() {
    StringBuilder deep = new StringBuilder("{\"type\":\"text\",\"text\":\"x\"}");
    for (int i = 0; i < 200; i++) {
      deep.insert(0, "{\"type\":\"expand\",\"content\":[").append("]}");
    }

    assertThat(AtlassianDocument.plain(JSON.readTree(deep.toString()))).isEmpty();
  }
}
