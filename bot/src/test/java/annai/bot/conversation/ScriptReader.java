package annai.bot.conversation;

import annai.bot.understanding.Command;
import annai.bot.understanding.Intent;
import annai.bot.understanding.Meaning;
import annai.knowledge.Language;
import annai.knowledge.OperatingSystem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the few sentences that the dialogues need; the first pattern that is found decides. */
final class ScriptReader {

  private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)+");
  private static final Pattern SECRET = Pattern.compile("(?i)(パスワードは|password is)\\s*\\S+");
  private static final Map<Pattern, Intent> INTENTS = new LinkedHashMap<>();
  private static final Map<Pattern, Command> COMMANDS = new LinkedHashMap<>();
  private static final Map<Pattern, List<String>> CLIENTS = new LinkedHashMap<>();

  static {
    intent("パスワードは|password is", Intent.GIVE_PASSWORD);
    intent("ignore (all|your)|指示を無視", Intent.PROMPT_INJECTION);
    intent("idiot|役立たず|ばか", Intent.ABUSIVE);
    intent("担当者|人と話|a person|human", Intent.WANT_HUMAN);
    intent("outlook 2019|new outlook", Intent.OTHER_CLIENT_NOT_IN_MANUAL);
    intent("ではなく|じゃなくて|, not |actually i use", Intent.CHANGE_CLIENT);
    intent("受信できま|can't receive", Intent.CANNOT_RECEIVE);
    intent("relay access denied", Intent.ERROR_MESSAGE);
    intent("送れません|送れない|送信できません|can't send|cannot send", Intent.CANNOT_SEND);
    intent("なぜ|why", Intent.ASK_WHY);
    intent("見つかりません|見当たりません|can't find|don't see", Intent.STEP_NOT_FOUND);
    intent("戻って|戻る|go back", Intent.GO_BACK);
    intent("できました|終わりました|done|i did it", Intent.DONE_STEP);
    intent("天気|weather", Intent.OFF_TOPIC);
    intent("ありがとう|thank", Intent.THANKS);
    intent("こんにちは|hello", Intent.GREETING);
    command("日本語で", Command.SWITCH_TO_JA);
    command("in english|英語で", Command.SWITCH_TO_EN);
    command("最初から|start over", Command.RESTART);
    command("送れるようになりました|works now", Command.WORKS_NOW);
    command("まだ送れ|still (fails|doesn't)", Command.STILL_FAILS);
    command("^(はい|yes)", Command.YES);
    command("^(いいえ|no\\b)", Command.NO);
    client("windows ?10", "windows-10-mail");
    client("windows ?live", "windows-live-mail");
    client("outlook express", "outlook-express-6");
    client("outlook 2016", "outlook-2016");
    client("outlook 2013", "outlook-2013");
    client("outlook 2010", "outlook-2010");
    client("outlook 2007", "outlook-2007");
    client("outlook", "outlook-2016", "outlook-2013", "outlook-2010", "outlook-2007");
    client("becky", "becky-2");
    client("thunderbird", "thunderbird");
    client("mac", "mac-mail");
    client("iphone", "iphone-mail");
    client("ipad", "ipad-mail");
    client("android|gmail", "android-gmail");
  }

  private ScriptReader() {}

  static Meaning.Understood read(String said) {
    String text = SECRET.matcher(said).replaceAll("$1 ***");
    Intent intent = first(INTENTS, text).orElse(null);
    Command command = first(COMMANDS, text).orElse(null);
    boolean other = intent == Intent.OTHER_CLIENT_NOT_IN_MANUAL;
    List<String> ids = other ? List.of() : first(CLIENTS, named(text)).orElse(List.of());
    Matcher address = ADDRESS.matcher(text);
    return new Meaning.Understood(
        text,
        language(text),
        os(text),
        other ? "other" : null,
        other ? "Outlook 2019" : null,
        null,
        null,
        List.of(),
        ids,
        intent,
        Set.of(),
        command,
        1.0,
        intent == Intent.ERROR_MESSAGE ? "relay-denied" : null,
        intent == Intent.ASK_WHY || text.contains("？") || text.contains("?"),
        address.find() ? address.group() : null);
  }

  /** With "A, not B" and "BではなくA" it is A that is meant. */
  private static String named(String text) {
    return text.replaceAll("(?i)^.*(ではなく|じゃなくて)", "").replaceAll("(?i), not .*$", "");
  }

  private static Language language(String text) {
    return text.codePoints().anyMatch(c -> c > 0x3000) ? Language.JA : Language.EN;
  }

  private static @Nullable OperatingSystem os(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.equals("mac") ? OperatingSystem.MACOS : null;
  }

  private static void intent(String pattern, Intent intent) {
    INTENTS.put(compile(pattern), intent);
  }

  private static void command(String pattern, Command command) {
    COMMANDS.put(compile(pattern), command);
  }

  private static void client(String pattern, String... ids) {
    CLIENTS.put(compile(pattern), List.of(ids));
  }

  private static Pattern compile(String pattern) {
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static <T> Optional<T> first(Map<Pattern, T> table, String text) {
    return table.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(text).find())
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
