package annai.bot.desk;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What agents log in with and are called by. */
final class AgentNames {

  /** Of a name, in characters. */
  static final int LONGEST = 80;

  /** ASCII only: other letters may fold to ours, and are somebody else's. */
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{1,63}");

  private AgentNames() {}

  /** A login name as it is kept. */
  static String login(String typed) {
    return typed.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether something is a login name, in letters of either case. */
  static boolean isLogin(String typed) {
    return LOGIN.matcher(typed.strip()).matches();
  }

  /** A name as it is kept. */
  static String name(String typed) {
    return Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
  }

  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= LONGEST
        && name.codePoints().allMatch(AgentNames::isReadable);
  }

  /**
   * Names for somebody whom others call by one that may not do here, or is taken; the best first.
   */
  static List<String> fitting(String name, String login) {
    String readable =
        name(name)
            .codePoints()
            .map(character -> isReadable(character) ? character : ' ')
            .limit(LONGEST / 2)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .replaceAll(" +", " ")
            .strip();
    String own = login(login).replaceAll("[^a-z0-9.]+", " ").strip();
    return Stream.of(readable, readable + " " + own, own).filter(AgentNames::isName).toList();
  }

  private static boolean isReadable(int character) {
    return Character.isLetterOrDigit(character) || " .'-_・".indexOf(character) >= 0;
  }
}
