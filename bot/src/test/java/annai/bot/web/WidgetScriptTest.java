package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.conversation.Shipped;
import annai.bot.wording.PageWording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class WidgetScriptTest {

  private static final int KIB = 1024;

  private final ScriptController scripts =
      new ScriptController(PageWording.load(Shipped.CONFIG.resolve("wording").resolve("page")));

  @Test
  void widget_compressed_isSmall() throws IOException {
    ByteArrayOutputStream small = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(small)) {
      gzip.write(widget());
    }

    assertThat(small.size()).isBetween(KIB, 40 * KIB);
  }

  @Test
  void widget_asServed_holdsItsWordsAndNamesNoOtherHost() {
    String script = new String(widget(), StandardCharsets.UTF_8);

    assertThat(script)
        .contains(
            "\"en\":{\"open\":\"Mail support\"", "\"ja\":{\"open\":\"メールサポート\"", "const contrast =")
        .doesNotContain("export ", "/* WORDS */", "/* COLOURS */", "cookie");
    assertThat(
            script
                .replace("http://www.w3.org/2000/svg", "")
                .replace("https://help.example.net", ""))
        .doesNotContain("http://", "https://");
  }

  private byte[] widget() {
    byte[] body = scripts.widget().getBody();
    assertThat(body).isNotNull();
    return body;
  }
}
