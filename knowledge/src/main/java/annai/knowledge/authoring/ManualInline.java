package annai.knowledge.authoring;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the markup inside a line away: links, emphasis, code, escapes, entities. */
final class ManualInline {

  private static final Pattern LINK =
      Pattern.compile(
          "(!?)\\[([^\\[\\]]{0,300})]\\(((?:https?:|mailto:|#|\\.{0,2}/|images?/)[^()\\s]{0,300}|[^()\\s]{1,200}\\.(?:html?|md|png|jpe?g|gif|svg|pdf))(?: +\"[^\"]*\")?\\)");
  private static final Pattern EMPHASIS =
      Pattern.compile("(?<![\\w*])\\*(?=[^\\s*])([^*]{1,300})(?<=[^\\s*])\\*(?![\\w*])");
  private static final Map<String, String> ENTITIES =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "copy", "©",
          "hellip", "…", "rarr", "→", "times", "×");
  private static final Pattern STRONG = Pattern.compile("(\\*\\*|__)(?=\\S)(.{1,400}?)(?<=\\S)\\1");
  private static final Pattern CODE = Pattern.compile("`([^`]{1,300})`");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+.!|<>~-])");
  private static final Pattern ENTITY = Pattern.compile("&(#x?[0-9a-fA-F]{1,6}|[a-z]{2,6});");

  private ManualInline() {}

  /** The words of a line. */
  static String plain(String text) {
    String plain = text;
    if (plain.indexOf('(') >= 0) {
      plain =
          LINK.matcher(plain)
              .replaceAll(m -> m.group(1).isEmpty() ? Matcher.quoteReplacement(m.group(2)) : "");
    }
    plain = STRONG.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(m.group(2)));
    plain = EMPHASIS.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
    plain = CODE.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
    plain = plain.replace("**", "");
    if (plain.indexOf('\\') >= 0) {
      plain = ESCAPE.matcher(plain).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
    }
    return plain.indexOf('&') < 0
        ? plain
        : ENTITY
            .matcher(plain)
            .replaceAll(m -> Matcher.quoteReplacement(entity(m.group(1), m.group())));
  }

  /** Emphasis that began on one line and ended on the next. */
  static String withoutEmphasis(String text) {
    return text.indexOf('*') < 0
        ? text
        : EMPHASIS.matcher(text).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
  }

  private static String entity(String name, String printed) {
    if (!name.startsWith("#")) {
      return ENTITIES.getOrDefault(name, printed);
    }
    int code =
        name.startsWith("#x")
            ? Integer.parseInt(name.substring(2), 16)
            : name.matches("#[0-9]+") ? Integer.parseInt(name.substring(1)) : -1;
    return Character.isValidCodePoint(code) && code >= ' ' ? Character.toString(code) : printed;
  }
}
