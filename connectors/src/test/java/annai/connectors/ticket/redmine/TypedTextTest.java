package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Test mail: OLD_SETTINGS (port 25, 12:30), sent by taro@example.jp.",
        "メールが送信できません。Outlook 2016（Windows 10）を使用しています！",
        "An e-mail - or two - to see; isn't it? 100% sure, 1/2."
      })
  void ordinaryText_written_staysAsItIs(String text) {
    assertThat(TypedText.write(text)).isEqualTo(text);
  }

  @Test
  void markup_written_isNoneOfRedmines() {
    assertThat(TypedText.write("h1. *x* {{toc}}\n  * a  b"))
        .isEqualTo(
            "h1&#46; &#42;x&#42; &#123;\u2060&#123;\u2060toc&#125;&#125;\n&#160;&#160;&#42; a&#160; b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Go on at https://chat.example/annai#t=1.eyJ_-x--y_z-.A_bC-_9- please",
        "http://127.0.0.1:8080/desk?a=b&c=d\nhttps://x.example/"
      })
  void addressBetweenBlanks_written_staysALink(String text) {
    assertThat(TypedText.write(text)).isEqualTo(text);
  }

  @Test
  void addressWithMarkup_written_isNone() {
    assertThat(TypedText.write("https://x.example/*a* (https://y.example/#1)"))
        .contains("https&#58;//x", "&#42;a&#42;", "https&#58;//y", "&#35;");
  }

  @Property(tries = 3_000)
  void anyText_writtenAndRead_isTheSame(@ForAll String text) {
    assertThat(TypedText.read(TypedText.write(text))).isEqualTo(text);
  }
}
