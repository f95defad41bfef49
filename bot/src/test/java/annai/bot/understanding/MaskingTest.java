package annai.bot.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
        "暗証番号 4649 です|4649",
        "password letmein|letmein",
        "user bob password letmein doesn't work|letmein",
        "パスワード himawari で入れません|himawari",
        "パスワードに himawari と入力しました|himawari",
        "「ひまわり」がパスワードです|ひまわり",
        "himawariがパスワードです|himawari",
        "letmein is my password|letmein",
        "the password for my account is letmein|letmein",
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
        "password reset",
        "password wrong",
        "forgot password, please help",
        "what is my password",
        "is the same as the password",
        "did not pass authentication",
        "password prompt doesn't go away",
        "Outlookがパスワードを聞いてきます",
        "Gmailがパスワードを何度も要求します",
        "パスワード error と出ます",
        "I need a password manager",
        "password for outlook is wrong",
        "パスワードって何ですか",
        "パスワードの欄が空白です",
        "パスワードに使える文字は何ですか",
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

  private static final List<String> PHRASINGS =
      List.of(
          "パスワードは%sです",
          "パスワードは %s",
          "パスワード：%s",
          "パスワード %s で入れません",
          "パスワードが%sなんですけど通りません",
          "パスワードを%sに変えました",
          "パスワード欄に%sと入れました",
          "パスワードに %s と入力しても駄目です",
          "パスワードとして %s を使っています",
          "パスは%sです",
          "ユーザー名 taro パスワード %s",
          "ID: taro@mediacat.example PASS: %s",
          "IDはtaroでパスワードは%sです。合っていますか",
          "ﾊﾟｽﾜｰﾄﾞ：%s",
          "%sがパスワードです",
          "「%s」がパスワードです",
          "パスワードは「%s」です",
          "メールのパスワードは%sだったと思います",
          "password %s",
          "password: %s",
          "PW=%s",
          "pw: %s",
          "pass: %s",
          "my password is %s",
          "My password is %s, is that right?",
          "the password for my account is %s",
          "password for the mail server: %s",
          "I changed my password to %s",
          "I use %s as my password",
          "%s is my password",
          "I typed \"%s\" as the password",
          "user taro password %s",
          "login: taro password: %s",
          "here is my login taro, password %s",
          "password %s doesn't work",
          "passwd %s",
          "Outlook 2013, user taro@mediacat.example, password %s. Please check");

  @Test
  void secretInAnyPhrasing_neverSurvives() {
    Random random = new Random(7);
    for (int i = 0; i < 400; i++) {
      for (String phrasing : PHRASINGS) {
        String secret = secret(random, i);
        String masked = Masking.mask(phrasing.formatted(secret)).text();

        assertThat(masked).as(phrasing).doesNotContain(secret);
        assertThat(Masking.mask(masked).text()).isEqualTo(masked);
      }
    }
  }

  /** Letters alone, with figures, with signs, capitals among them, figures first. */
  private static String secret(Random random, int kind) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 6 + kind % 4; i++) {
      letters.append((char) ('a' + random.nextInt(26)));
    }
    int number = 10 + random.nextInt(9_990);
    return switch (kind % 5) {
      case 0 -> letters.toString();
      case 1 -> letters.append(number).toString();
      case 2 -> letters.insert(3, "!#%@_".charAt(random.nextInt(5))).append(number).toString();
      case 3 -> Character.toUpperCase(letters.charAt(0)) + letters.substring(1);
      default -> number + letters.toString();
    };
  }
}
