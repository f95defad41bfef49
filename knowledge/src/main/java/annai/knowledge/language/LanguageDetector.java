package annai.knowledge.language;

import annai.knowledge.Language;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells Japanese from English in a customer's text; a text of names and codes alone has no
 * language.
 *
 * <p>What stands in quotation marks counts only when nothing else is there: customers quote error
 * messages in the language of their screen.
 */
public final class LanguageDetector {

  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"]{0,300}\"|「[^」]{0,300}」|『[^』]{0,300}』");
  private static final Pattern NO_WORDS =
      Pattern.compile(
          "<[^<>]{0,80}>|[a-z.]{1,30}\\([^)]{0,40}\\)|https?://\\S{1,200}|[\\w.+-]{1,64}@[\\w.-]{1,100}");
  private static final Pattern WORD = Pattern.compile("[a-z\\u00c0-\\u024f']{1,40}[0-9]{0,8}");
  private static final Pattern ROMAJI =
      Pattern.compile(
          "\\b(desu|desuka|masu|masen|dekinai|dekimasen|dekinakunat\\w{1,6}|kudasai|okure\\w{1,6}|okurenai"
              + "|meeru|me-ru|sous?hin|soushin|sousin|jus?hin|jyushin|arigatou?|konn?ichi ?w[ah]|konbanw[ah]"
              + "|wakara\\w{2,6}|doushite|onegai\\w{0,8}|shimasu|shimashita|simasita|su[mi]+masen|naze|deshou"
              + "|ka na|nan desu|kedo|hajimemashite|ohayou?)\\b");
  private static final Pattern CHINESE = Pattern.compile("[这吗们发邮无请么没电录显帮谢怎]|無法|郵件|寄不|怎麼|沒有|請問|謝謝");

  /** Words that stand in names, so that they don't make a text English. */
  private static final Set<String> NAME_WORDS =
      Set.of(
          "mail",
          "email",
          "internet",
          "app",
          "ver",
          "version",
          "client",
          "os",
          "x",
          "pop",
          "smtp",
          "imap",
          "ssl",
          "tls",
          "starttls",
          "auth",
          "live",
          "microsoft",
          "office",
          "ms",
          "mozilla",
          "apple",
          "google",
          "pro",
          "home",
          "for",
          "error",
          "code",
          "id",
          "v",
          "edition",
          "air",
          "mini",
          "book",
          "samsung",
          "yahoo",
          "hotmail",
          "com",
          "net",
          "jp",
          "co",
          "the",
          "script",
          "ok",
          "pc",
          "via",
          "web");

  private LanguageDetector() {}

  /**
   * The language of a text.
   *
   * @param text as written
   * @param names mail clients and systems named in the normalised text, to be left out of account
   */
  public static Optional<Language> detect(String text, Set<String> names) {
    String normalised = NO_WORDS.matcher(TextFolding.normalise(text)).replaceAll(" ");
    Optional<Language> outsideQuotes = ofWords(QUOTED.matcher(normalised).replaceAll(" "), names);
    return outsideQuotes.isPresent() ? outsideQuotes : ofWords(normalised, names);
  }

  private static Optional<Language> ofWords(String text, Set<String> names) {
    int japanese = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (TextFolding.isHiragana(c) || TextFolding.isKatakana(c) || TextFolding.isHan(c)) {
        japanese++;
      }
    }
    int english = englishWords(text, names);
    if (japanese > 0) {
      return ofMixed(text, japanese, english);
    }
    if (ROMAJI.matcher(text).find()) {
      return Optional.of(Language.JA);
    }
    return english > 0 ? Optional.of(Language.EN) : Optional.empty();
  }

  private static Optional<Language> ofMixed(String text, int japanese, int english) {
    boolean kana =
        text.chars().anyMatch(c -> TextFolding.isHiragana(c) || TextFolding.isKatakana(c));
    if (!kana && CHINESE.matcher(text).find()) {
      return Optional.empty();
    }
    return Optional.of(english >= 4 && english > japanese / 2 ? Language.EN : Language.JA);
  }

  private static int englishWords(String text, Set<String> names) {
    int words = 0;
    int foreign = 0;
    boolean function = false;
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      String word = matcher.group();
      boolean ascii = word.chars().allMatch(c -> c < 0x80);
      function |= FUNCTION_WORDS.contains(word);
      if (!ascii) {
        foreign++;
      } else if (isWord(word, names)) {
        words++;
      }
    }
    if (!function && (foreign > 0 || FOREIGN.matcher(text).find())) {
      return 0;
    }
    return words == 0 && function && text.strip().indexOf(' ') > 0 ? onlyNames(text, names) : words;
  }

  private static int onlyNames(String text, Set<String> names) {
    return CONNECTING.matcher(text).find() && !names.isEmpty() ? 1 : 0;
  }

  private static boolean isWord(String word, Set<String> names) {
    boolean counts =
        word.length() > 1
            && !Character.isDigit(word.charAt(word.length() - 1))
            && !NAME_WORDS.contains(word)
            && !names.contains(word);
    return counts || word.equals("i");
  }

  private static final Pattern CONNECTING = Pattern.compile("\\b(for|via|the)\\b");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(ich|nicht|kann|keine|und|je|ne|peux|pas|envoyer|mes|puedo|enviar|correo|correos|nao|não|enviar"
              + "|posso|inviare|kan|niet|verzenden|senden|mein|meine|hola|bonjour|guten)\\b");
  private static final Set<String> FUNCTION_WORDS =
      Set.of(
          "the", "is", "my", "it", "not", "on", "in", "to", "can", "can't", "cannot", "how", "what",
          "and", "but", "with", "from", "this", "that", "you", "your", "for", "please", "when",
          "at", "of", "i", "i'm", "don't", "hello", "hi", "thanks", "no", "yes", "why", "where",
          "via");
}
