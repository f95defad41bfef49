package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WikiTextTest {

  @Test
  void strangeTexts_writtenAndRead_areTheSame() {
    StrangeTexts.all()
        .forEach(text -> assertThat(WikiText.plain(WikiText.escape(text))).isEqualTo(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "{code}x{code} ¦ \\{code\\}x\\{code\\}",
        "[~admin] ¦ \\[\\~admin\\]",
        "!a.png! ¦ \\!a.png\\!",
        "a \\\\ b ¦ a &#92;&#92; b",
        "*bold* _it_ ¦ \\*bold\\* \\_it\\_",
        "snake_case 2-3 a@b.example ¦ snake_case 2-3 a@b.example",
        "# one ¦ \\# one",
        "item #1 ¦ item #1",
        "h1. big ¦ h1&#46; big",
        "&amp; & &#1; ¦ &amp;amp; & &amp;#1;",
        "ok :) ¦ ok :\\)",
        "(y) (yes) ¦ \\(y) (yes)",
        "what?? ¦ what\\?\\?",
        "a -- b ¦ a \\-\\- b",
        "| cell ¦ \\| cell",
      })
  void markup_written_isShownAsTyped(String typed, String wiki) {
    assertThat(WikiText.escape(typed)).isEqualTo(wiki);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "[設定|https://help.example/a] ¦ 設定 (https://help.example/a)",
        "[https://help.example/a] ¦ https://help.example/a",
        "[~taro] さん ¦ @taro さん",
        "[~accountid:5b10] ¦ @5b10",
        "[^log.txt] ¦ log.txt",
        "[重要] ¦ [重要]",
        "!screen.png|thumbnail! ¦ [screen.png]",
        "Hello! Yes! ¦ Hello! Yes!",
        "{code:java}a * b{code} ¦ a * b",
        "{noformat}[x]{noformat} ¦ [x]",
        "{color:red}red{color} ¦ red",
        "h2. Title ¦ Title",
        "bq. said ¦ > said",
        "a &lt; b &#9731; ¦ a < b ☃",
        "\\*not bold\\* ¦ *not bold*",
      })
  void person_writing_isReadWithoutMarkup(String wiki, String plain) {
    assertThat(WikiText.plain(wiki)).isEqualTo(plain);
  }

  @Test
  void forcedBreaksAndLineEnds_read_areLineFeeds() {
    assertThat(WikiText.plain("one\\\\\r\ntwo \\\\ three")).isEqualTo("one\n\ntwo \n three");
  }

  @Test
  void unendedMacrosAndNonsense_read_endAtTheEnd() {
    assertThat(WikiText.plain("{code}open")).isEqualTo("open");
    assertThat(WikiText.plain("[a|b|c] [ ] {x} \\")).isEqualTo("a (b) [ ] {x} \\");
    assertThat(WikiText.plain("&#9999999;")).isEqualTo("&#9999999;");
  }
}
