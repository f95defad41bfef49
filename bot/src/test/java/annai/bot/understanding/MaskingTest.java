package annai.bot.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "パスワードは hoge123 です|hoge123",
        "パスワードはｈｏｇｅ１２３です|ｈｏｇｅ１２３",
        "password: xxxyyy|xxxyyy",
        "pw=s3cret!|s3cret!",
        "here's my login: suzuki / letmein99|letmein99",
        "パスワード欄に Momo0303 って入れた|Momo0303",
        "my password is letmein|letmein",
        "AUTH PLAIN AHN1enVraQBsZXRtZWluOTk=|AHN1enVraQBsZXRtZWluOTk=",
        "4111 1111 1111 1111|4111 1111 1111 1111",
        "パスワードはひまわりです|ひまわり",
        "ID: tanaka PW: ab12cd34|ab12cd34",
        "暗証番号は4649です|4649",
        "taro@mediacat.example / tama2024|tama2024",
        "smtp://taro:hunter2@mail.example|hunter2",
        "my password is P@ssw0rd1|P@ssw0rd1",
        "パスワードは P@ssw0rd1 です|P@ssw0rd1",
        "Tr0ub4dor&3|Tr0ub4dor&3",
        "I typed \"Kn7qzx#4\" as the password|Kn7qzx#4",
        "pass\u200bword: hoge\u200b123|hoge"
      })
  void pastedSecret_isReplaced(String text, String secret) {
    Masking.Masked masked = Masking.mask(text);

    assertThat(masked.text()).doesNotContain(secret).contains(Masking.MASK);
    assertThat(masked.secret()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "パスワードを忘れました",
        "パスワードが違うと言われます",
        "パスワードはあっています",
        "my password is wrong",
        "it keeps asking for my password",
        "Outlook2016でパスワードを聞かれます",
        "535 5.7.8 Error: authentication failed, password incorrect",
        "「パスワードが正しくありません」と出ます",
        "port 587 and password authentication",
        "電話は 090-1234-5678 です",
        "0x800CCC0E",
        "Outlook2016",
        "WindowsLiveMail2012",
        "taro.suzuki_1@mediacat.example",
        "メールアドレスは taro1@mediacat.example で、パスワードは合っています"
      })
  void sentenceAboutPasswords_staysAsItIs(String text) {
    assertThat(Masking.mask(text)).isEqualTo(new Masking.Masked(text, false));
  }

  @Test
  void randomSecretAfterItsName_neverSurvives() {
    Random random = new Random(7);
    String[] before = {"パスワードは", "パスワード：", "password is ", "PW=", "pass: ", "暗証番号は"};
    for (int i = 0; i < 2_000; i++) {
      String secret = secret(random);
      String masked = Masking.mask(before[i % before.length] + secret + " です").text();

      assertThat(masked).doesNotContain(secret);
      assertThat(Masking.mask(masked).text()).isEqualTo(masked);
    }
  }

  private static String secret(Random random) {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      secret.append((char) ('a' + random.nextInt(26)));
    }
    return secret.append(random.nextInt(10)).append(random.nextInt(10)).toString();
  }
}
