package annai.knowledge.language;

import static org.assertj.core.api.Assertions.assertThat;

import annai.knowledge.Language;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFoldingTest {

  @ParameterizedTest
  @CsvSource({
    "ｻﾝﾀﾞｰﾊﾞｰﾄﾞ,サンダーバード",
    "Ｏｕｔｌｏｏｋ２０１６,outlook2016",
    "べっきー,ベッキー",
    "送 信 で き な い,送信デキナイ",
    "send   mail,send mail"
  })
  void waysOfWriting_becomeOne(String written, String folded) {
    assertThat(TextFolding.fold(written)).isEqualTo(folded);
  }

  @Test
  void controls_andLoneSurrogates_areCleanedAway() {
    assertThat(TextFolding.clean("a\u0000b\u202Ec\uD800d\uFEFF")).isEqualTo("abcd");
  }

  @Test
  void voicedKana_stayApart() {
    List<String> words = Analyzers.words(Analyzers.of(Language.JA, Set.of()), "バス パス ハス");

    assertThat(words).doesNotHaveDuplicates().hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "送れません,JA",
    "I can't send,EN",
    "Mein Drucker ist kaputt und ich kann nicht,",
    "sylpheed desu,JA"
  })
  void language_isTold(String text, Language language) {
    assertThat(LanguageDetector.detect(text, Set.of()).orElse(null)).isEqualTo(language);
  }
}
