package annai.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTextTest {

  private static final RevisionText KEPT =
      RevisionText.of(
          Map.of("b.yml", "text\nfile c.yml 3\nabc\n", "a.yml", "", "procedures/d.yml", "案内😀"));

  @Test
  void files_areWrittenAndRead_areTheSame() {
    RevisionText again = RevisionText.parse(KEPT.text());

    assertThat(again).isEqualTo(KEPT);
    assertThat(again.hash()).isEqualTo(KEPT.hash());
  }

  @Test
  void oneLetter_isChanged_changesTheHash() {
    assertThat(RevisionText.of(Map.of("a.yml", "a")).hash())
        .isNotEqualTo(RevisionText.of(Map.of("a.yml", "b")).hash())
        .isNotEqualTo(RevisionText.of(Map.of("b.yml", "a")).hash());
  }

  @Test
  void hash_isComputed_isThatOfTheText() {
    assertThat(RevisionText.of(Map.of("a.yml", "x")).text())
        .isEqualTo("annai-revision 1\nfile a.yml 1\nx\n");
    assertThat(RevisionText.of(Map.of("a.yml", "x")).hash()).matches("[0-9a-f]{64}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "annai-revision 2\n",
        "annai-revision 1\nfile a.yml 9\nx\n",
        "annai-revision 1\nfile a.yml\nx\n",
        "annai-revision 1\nfile a.yml -1\nx\n",
        "annai-revision 1\nfile a.yml 1",
        "annai-revision 1\nfile a.yml 1\nxy"
      })
  void brokenText_isRead_isRefused(String text) {
    assertThatThrownBy(() -> RevisionText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A stored revision");
  }
}
