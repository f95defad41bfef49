package annai.bot.understanding;

import annai.bot.understanding.UnmaskedText.Found;
import annai.bot.understanding.UnmaskedText.Span;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@value #MASK} in the place of passwords and card numbers that customers paste into free
 * text.
 *
 * <p>Pure, and to be run before a text is stored or logged. In a text about passwords it masks too
 * much rather than too little; a sentence that only speaks of a password stays as it is. Takes time
 * linear in the text.
 */
public final class Masking {

  /** What stands in the place of a secret. */
  public static final String MASK = "●●●●";

  private static final String KEY =
      "(?:パスワード|ぱすわーど|ﾊﾟｽﾜｰﾄﾞ|パスワ|パスコード|暗証番号|暗証|合言葉|(?<![ァ-ヶーA-Za-z])パス(?![ァ-ヶー])"
          + "|(?<![A-Za-z])(?:pass ?(?:word|phrase|code|wd)?|pa55word|p/w|pw|pwd|pin|psw|pswd|passcode|secret|PASS)(?![A-Za-z]))";
  private static final String ABOUT =
      "(?: (?:for|of|on|to|in) (?:my |the |this |our |your )?(?:(?:e-?mail|mail|outgoing|smtp) )?(?:e-?mails?|mails?|account|mailbox|server|program|client|smtp|pop|outlook|thunderbird|becky|gmail|iphone|ipad|mac|login|it)){0,2}";
  private static final String TOKEN = "[!-~！-～&&[^\\s\"'「」]]";
  private static final String GLUE =
      "(?:[ \\t\\u3000\\r\\n]|欄|らん|の|は|わ|が|を|に|で|も|って|[:：=＝→⇒>＞-]|として|is|was|as|to|called|and|だけど|ですけど|ですが|変えて|変更|使って|入れて|いつも|いま|今|現在|多分|たぶん|確か|たしか|ところ|とこ|box|field|set|it'?s|I use|i use|use|used|using|[(（\\[【「『\"'、,]){0,8}";

  private static final Pattern AFTER_KEY =
      flags("(" + KEY + ABOUT + ")(" + GLUE + ")(" + TOKEN + "{3,512})");
  private static final Pattern QUOTED_AFTER_KEY =
      flags(
          "("
              + KEY
              + "(?:欄)?(?:は|を|が|に|も|:|：| |is|=)?\\s?)([「『\"“'])([^」』\"”'\\n]{2,120})(?=[」』\"”'])");
  private static final Pattern WORD_AFTER_KEY =
      flags(
          "("
              + KEY
              + "(?:は|:|：|=)\\s?)([ぁ-んァ-ヶー一-龠0-9０-９A-Za-z]{2,16}?)(?=です|でした|だよ|だけど|でございます|になって|っす|[。\\n]|$)");
  private static final Pattern KANA_AND_FIGURES =
      flags("(" + KEY + "(?:は|が|を|:|：|の)?\\s?)([ぁ-んァ-ヶー一-龠]{1,12}[0-9０-９]{2,10})");
  private static final String CLEAR_KEY =
      "(?:パスワード|ぱすわーど|ﾊﾟｽﾜｰﾄﾞ|パスコード|暗証番号|暗証|合言葉|(?<![A-Za-z])(?:pass ?word|pass ?phrase|pass ?code|passwd|pwd|pw|pswd)(?![A-Za-z]))";
  private static final Pattern RIGHT_AFTER_KEY =
      flags(
          "("
              + CLEAR_KEY
              + "[ 　:：=]{0,3})([A-Za-z][A-Za-z-]{3,40}|[0-9０-９]{4,12})(?=[.,;!?。、)）]|[ 　]{0,3}(?:$|\\n|[ぁ-んァ-ヶ一-龠]|(?:doesn|isn|won|does not|is not|is wrong|not|but|and|or|/|which)))");
  private static final Pattern BEFORE_KEY =
      flags(
          "(?<![!-~])("
              + TOKEN
              + "{4,512})( (?:is|was|as) (?:my |the |our |a )?(?:mail |e-?mail |login )?"
              + CLEAR_KEY
              + "(?! (?:field|box|prompt|window|reset|manager))|[ 　]?[がは](?:私の|わたしの|メールの|その|うちの)?"
              + CLEAR_KEY
              + "(?=です|だ|なん|や|$|[。\\n]))");
  private static final Pattern QUOTED_BEFORE_KEY =
      flags(
          "([「『\"“'])([^」』\"”'\\n]{2,40})(?=[」』\"”'](?:[がはと][^。\\n]{0,6}"
              + CLEAR_KEY
              + "(?:です|だ|なん|や|$|[。\\n])|,? (?:as|is|was) (?:my |the |our )?"
              + CLEAR_KEY
              + "))");
  private static final Pattern BESIDE_KEY = flags("(?<![!-~&&[^\"'(]])(" + TOKEN + "{4,512})");
  private static final Pattern ALONE = Pattern.compile("^\\s*([!-~]{8,128})\\s*$");
  private static final Pattern PRODUCT =
      flags(
          "outlook|windows|office|mail|express|becky|thunderbird|iphone|ipad|android|mac|microsoft"
              + "|apple|google|yahoo|docomo|ios|smtp|imap|pop|port|tls|ssl|auth|error|code|ver|\\.(?:com|net|org|jp)");
  private static final Pattern PAIR =
      flags(
          "((?:login|log-in|logon|credentials?|account|user ?(?:name|id)?|id|ユーザー?(?:名|id|ＩＤ)?|アカウント|ログイン)[ 　]?(?:is|are|info|情報|名)?[ 　]?(?:[:：=＝]|は|is)?[ 　]{0,2}"
              + "[\\w.+@-]{2,60}[ 　]{0,2}[/／|｜:：,、][ 　]{0,2})("
              + TOKEN
              + "{4,512})");
  private static final Pattern AFTER_ADDRESS =
      flags(
          "([\\w.+-]{1,64}@[\\w-]{1,60}(?:\\.[\\w-]{1,60}){1,4}[ 　]{0,2}(?:[/／|｜:：,、]|と|\\n| )[ 　]{0,2})("
              + TOKEN
              + "{5,512})");
  private static final Pattern AUTH_EXCHANGE =
      flags(
          "(auth[ :=]{1,3}(?:plain|login|cram-md5|xoauth2|basic|bearer)?[ :]{0,2}|authorization[: ]{1,3}(?:basic|bearer) )([A-Za-z0-9+/=._-]{8,400})");
  private static final Pattern BASE64 =
      Pattern.compile(
          "(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{14,400}={1,2}(?![A-Za-z0-9+/=])|(?<![A-Za-z0-9+/=])AG[A-Za-z0-9+/]{14,400}");
  private static final Pattern URL_LOGIN =
      flags("([a-z]{3,8}://[^\\s:/@]{1,80}:)([^\\s@/]{1,80})(?=@)");
  private static final Pattern CARD =
      Pattern.compile("(?<![0-9０-９])(?:[0-9０-９][ 　-]?){12,18}[0-9０-９](?![0-9０-９])");
  private static final Pattern MY_NUMBER =
      flags(
          "((?:マイナンバー|個人番号|口座番号|カード番号|セキュリティコード|cvv|cvc|card number|account number|ssn|social security(?: number)?)(?:は|:|：|is|=| ){0,3})([0-9０-９][0-9０-９ -]{2,22})");
  private static final Pattern KEYWORD = flags(KEY);
  private static final Pattern NAME =
      flags(
          "(?:outlook|windows|win|office|ios|iphone|ipad|android|thunderbird|becky!?|mac|macos|osx|oe|pop|imap|smtp|ssl|tls|tlsv|utf-?|ver|v|version|tb|port|xp|http|https|smtp-auth|starttls|mp|mb|gb|k-|sha|md|base|oauth)?[0-9.x!]{0,12}[,.!?。]{0,3}"
              + "|0x[0-9a-f]{4,10}[^a-z0-9]{0,3}|[45][0-9]{2}[ -]?[0-9.]{0,8}|https?://.{1,200}|(?:[a-z0-9-]{1,40}\\.){1,4}[a-z]{2,6}(?::[0-9]{1,5})?|[^@]{1,80}@(?:[a-z0-9-]{1,63}\\.){1,5}[a-z0-9-]{2,63}[^a-z0-9@]{0,3}|●{1,8}.{0,8}|[0-9]{1,3}");

  private Masking() {}

  /**
   * A text that is safe to keep.
   *
   * @param text with every secret replaced
   * @param secret whether there was one
   */
  public record Masked(String text, boolean secret) {}

  /** The text with its secrets replaced; the same text where there is none. */
  public static Masked mask(String text) {
    try (UnmaskedText unmasked = UnmaskedText.of(text)) {
      return mask(unmasked);
    }
  }

  /** The text with its secrets replaced; what was written is zeroed on the way. */
  public static Masked mask(UnmaskedText text) {
    boolean secret = replace(text, AUTH_EXCHANGE, found -> found.behind(1));
    secret |= replace(text, BASE64, found -> found.span(0));
    secret |= replace(text, URL_LOGIN, found -> found.behind(1));
    secret |= replace(text, CARD, Masking::card);
    secret |= replace(text, MY_NUMBER, found -> found.behind(1));
    secret |= replace(text, PAIR, Masking::pair);
    secret |= replace(text, AFTER_ADDRESS, Masking::pair);
    secret |= replace(text, ALONE, Masking::alone);
    if (text.contains(KEYWORD)) {
      secret |= aboutPasswords(text);
    }
    return new Masked(text.reveal(), secret);
  }

  private static boolean aboutPasswords(UnmaskedText text) {
    boolean secret = replace(text, QUOTED_AFTER_KEY, Masking::quoted);
    secret |= replace(text, AFTER_KEY, Masking::afterKey);
    secret |= replace(text, KANA_AND_FIGURES, Masking::wordAfterKey);
    secret |= replace(text, WORD_AFTER_KEY, Masking::wordAfterKey);
    secret |= replace(text, RIGHT_AFTER_KEY, Masking::rightAfterKey);
    secret |= replace(text, BEFORE_KEY, Masking::beforeKey);
    secret |= replace(text, QUOTED_BEFORE_KEY, Masking::quotedBeforeKey);
    secret |= replace(text, BESIDE_KEY, Masking::besideKey);
    return secret;
  }

  private static boolean replace(
      UnmaskedText text, Pattern pattern, Function<Found, @Nullable Span> secret) {
    return text.replace(pattern, MASK, secret);
  }

  private static @Nullable Span card(Found found) {
    return isCardNumber(found.all()) ? found.span(0) : null;
  }

  /** The Luhn check of ISO/IEC 7812-1. */
  private static boolean isCardNumber(CharSequence digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = Character.digit(digits.charAt(i), 10);
      if (digit >= 0) {
        int value = twice ? digit * 2 : digit;
        sum += value > 9 ? value - 9 : value;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }

  private static @Nullable Span pair(Found found) {
    CharSequence token = found.group(2);
    return isMixed(token) && !isKnown(token) ? found.behind(1) : null;
  }

  /** A message of one word that only passwords look like: the answer to "which password?". */
  private static @Nullable Span alone(Found found) {
    CharSequence token = trimmed(found.group(1));
    boolean letter = token.chars().anyMatch(Character::isLetter);
    boolean digit = token.chars().anyMatch(Character::isDigit);
    boolean other = token.chars().anyMatch(c -> "!#$%&*+=?@^~_-".indexOf(c) >= 0);
    boolean bothCases =
        token.chars().anyMatch(Character::isLowerCase)
            && token.chars().anyMatch(Character::isUpperCase);
    return letter
            && digit
            && (other || bothCases)
            && !isKnown(token)
            && !PRODUCT.matcher(token).find()
        ? found.span(1, token.length())
        : null;
  }

  private static @Nullable Span quoted(Found found) {
    CharSequence inside = found.group(3);
    boolean sentence = SENTENCE.matcher(inside).find();
    return sentence || isMasked(inside) ? null : found.span(3);
  }

  private static boolean isMasked(CharSequence token) {
    return token.chars().anyMatch(c -> c == '●');
  }

  private static final Pattern SENTENCE =
      flags(
          "です|ます|ません|でした|ない|エラー|パスワード|違|正し|間違|誤|無効|入力|失敗|拒否|認証|保存|記憶|変更|忘れ|表示|required|incorrect|wrong|invalid|fail|denied|password|error|enter|remember|save|please| is | not ");

  private static @Nullable Span afterKey(Found found) {
    CharSequence token = trimmed(found.group(3));
    boolean told = SAYS_WHAT.matcher(found.group(2)).find();
    boolean mask =
        token.length() >= 3
            && !isMasked(token)
            && ((isMixed(token) && !isKnown(token))
                || (told && !isKnown(token) && !PlainWords.contains(token))
                || (told && isNumber(token)));
    return mask ? found.span(3, token.length()) : null;
  }

  private static final Pattern SAYS_WHAT =
      flags("は|わ|[:：=＝→⇒]|is|was|欄|called|を|って|used?|using|as|to|が|に|として");

  private static boolean isNumber(CharSequence token) {
    return token.length() >= 4 && token.chars().allMatch(c -> Character.digit(c, 10) >= 0);
  }

  private static @Nullable Span wordAfterKey(Found found) {
    CharSequence word = found.group(2);
    return NO_SECRET.matcher(word).find() || PlainWords.contains(word) || isKnown(word)
        ? null
        : found.behind(1);
  }

  private static @Nullable Span rightAfterKey(Found found) {
    CharSequence word = found.group(2);
    return isOrdinary(word) && !isNumber(word) ? null : found.behind(1);
  }

  private static @Nullable Span beforeKey(Found found) {
    CharSequence word = found.group(1);
    return isOrdinary(trimmed(word)) || isMasked(word) ? null : found.span(1);
  }

  private static @Nullable Span quotedBeforeKey(Found found) {
    CharSequence inside = found.group(2);
    return SENTENCE.matcher(inside).find() || isMasked(inside) ? null : found.span(2);
  }

  private static boolean isOrdinary(CharSequence word) {
    return PlainWords.contains(word) || isKnown(word);
  }

  private static final Pattern NO_SECRET =
      flags(
          "正し|違|ちが|同じ|おなじ|合っ|あっ|これ|それ|あれ|何|なん|なに|どれ|どこ|どう|大丈夫|不要|必要|無効|有効|忘れ|わすれ|変|秘密|ひみつ|なし|無し|不明|分から|わから|入|設定|間違|まちが|いつも|さっき|前|まま|空|大文字|小文字|記号|英数|文字|桁|誰|ここ|教え|言|保存|要|無い|ない|ある|いつ|知|覚|見|使|受|出|聞|通|確認|届|もら|書|別|そのまま|毎|全部|一緒|簡単|長|短|強|弱|ばっちり|完璧|ok|オッケー|だめ|ダメ|送|再|リセット|自分|登録|他|新しい|古い|最近|最初|ちゃんと|たぶん|多分|もう|まだ|たしか|確か|お|ご|パスワード|メール|アドレス|ユーザ|アカウント|とき|時|の|が|を|に|で");

  private static @Nullable Span besideKey(Found found) {
    CharSequence token = trimmed(found.group(1));
    boolean strong = token.length() >= 5 && isMixed(token) && !isKnown(token) && !isMasked(token);
    return strong ? found.span(1, token.length()) : null;
  }

  /** Letters with figures or signs inside: how people make passwords. */
  private static boolean isMixed(CharSequence token) {
    boolean letter = token.chars().anyMatch(Character::isLetter);
    boolean digit = token.chars().anyMatch(c -> Character.digit(c, 10) >= 0);
    boolean sign = token.chars().anyMatch(c -> "!#$%&*+=?@^~_！＃＄％＆＊＋＝？＠＾～＿".indexOf(c) >= 0);
    return (letter && digit) || (digit && sign) || (letter && sign && token.length() >= 6);
  }

  private static boolean isKnown(CharSequence token) {
    return NAME.matcher(token).matches() || DOTTED.matcher(token).matches();
  }

  private static final Pattern DOTTED =
      Pattern.compile(
          "[0-9./:-]{1,24}|[A-Za-z]{1,20}[!?.,~)]{1,5}|[A-Za-z]{1,12}/[A-Za-z0-9]{1,12}|[A-Za-z]{1,20}'[a-z]{1,3}|[A-Za-z]{2,16}-[A-Za-z]{2,16}");

  private static CharSequence trimmed(CharSequence token) {
    int end = token.length();
    while (end > 0 && ".,;:!?)]}>」』。、）".indexOf(token.charAt(end - 1)) >= 0 && end > 3) {
      end--;
    }
    return token.subSequence(0, end);
  }

  private static Pattern flags(String regex) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }
}
