package annai.connectors.ticket.jira;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Jira's wiki markup: plain text to text that is shown as it was typed, and back.
 *
 * <p>Source: the text formatting notation help of Jira Data Center. A backslash escapes what {@link
 * #ESCAPABLE} lists unless another one stands before it, so that a backslash itself is written as a
 * character entity, which the renderer keeps.
 */
final class WikiText {

  private static final String ESCAPABLE = "-#*_+?^~|%{}[]()!@";
  private static final String ALWAYS = "{}[]|!";
  private static final String AT_A_WORDS_EDGE = "*_+^~-";

  private static final Set<String> EMOTICONS =
      Set.of(
          "y", "n", "i", "/", "x", "!", "+", "-", "?", "on", "off", "*", "*r", "*g", "*b", "*y",
          "flag", "flagoff");

  private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,7})|([A-Za-z][A-Za-z0-9]*));");
  private static final Pattern BLOCK = Pattern.compile("[ \\t]*(?:h[1-6]|bq)\\.");
  private static final Pattern VERBATIM = Pattern.compile("\\{(code|noformat)(?::[^}\\n]*)?}");
  private static final Pattern MACRO = Pattern.compile("\\{(?:quote|color|panel)(?::[^}\\n]*)?}");
  private static final Pattern LINK =
      Pattern.compile("\\[(?:([^\\[\\]|\\n\\\\]+)\\|)?([^\\[\\]|\\n\\\\]+)(?:\\|[^\\[\\]\\n]*)?]");
  private static final Pattern TARGET = Pattern.compile("(?:[~^#]|\\w{2,12}:).+");
  private static final Pattern IMAGE =
      Pattern.compile("!([^\\s!|\\\\][^!|\\n\\\\]*\\.[A-Za-z0-9]{2,5})(?:\\|[^!\\n]*)?!");
  private static final Pattern HEADING = Pattern.compile("(h[1-6]|bq)\\.[ \\t]*");

  private WikiText() {}

  static String escape(String plain) {
    StringBuilder wiki = new StringBuilder(plain.length() + 64);
    int blockDot = -1;
    for (int i = 0; i < plain.length(); i++) {
      if (i == 0 || plain.charAt(i - 1) == '\n') {
        Matcher block = BLOCK.matcher(plain).region(i, plain.length());
        blockDot = block.lookingAt() ? block.end() - 1 : -1;
      }
      char c = plain.charAt(i);
      if (i == blockDot || c == '\\' || grins(plain, i)) {
        wiki.append("&#").append((int) c).append(';');
      } else if (c == '&' && ENTITY.matcher(plain).region(i, plain.length()).lookingAt()) {
        wiki.append("&amp;");
      } else {
        if (special(plain, i, wiki)) {
          wiki.append('\\');
        }
        wiki.append(c);
      }
    }
    return wiki.toString();
  }

  /** Whether a colon here begins a face that has a letter for a mouth. */
  private static boolean grins(String plain, int i) {
    return plain.charAt(i) == ':'
        && i + 1 < plain.length()
        && "PpD".indexOf(plain.charAt(i + 1)) >= 0;
  }

  private static boolean special(String plain, int i, StringBuilder written) {
    char c = plain.charAt(i);
    if (ALWAYS.indexOf(c) >= 0) {
      return true;
    }
    if (AT_A_WORDS_EDGE.indexOf(c) >= 0) {
      return !(alphanumeric(plain, i - 1) && alphanumeric(plain, i + 1));
    }
    char before = written.isEmpty() ? '\n' : written.charAt(written.length() - 1);
    return switch (c) {
      case '#' -> plain.substring(plain.lastIndexOf('\n', i) + 1, i).isBlank() || before == '#';
      case '?' -> at(plain, i - 1) == '?' || at(plain, i + 1) == '?';
      case ')' -> before == ':' || before == ';';
      case '(' -> before == ':' || emoticon(plain, i);
      default -> false;
    };
  }

  private static boolean emoticon(String plain, int i) {
    int end = plain.indexOf(')', i);
    return end > 0 && end - i <= 8 && EMOTICONS.contains(plain.substring(i + 1, end));
  }

  private static char at(String text, int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : '\n';
  }

  private static boolean alphanumeric(String text, int i) {
    char c = at(text, i);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** What a reader sees, without bold and the like; markup of what {@link #escape} wrote: none. */
  static String plain(String wiki) {
    return new Reading(wiki.replace("\r\n", "\n")).read();
  }

  private static final class Reading {

    private final String wiki;
    private final StringBuilder plain = new StringBuilder();
    private int at;

    Reading(String wiki) {
      this.wiki = wiki;
    }

    String read() {
      while (at < wiki.length()) {
        char c = wiki.charAt(at);
        boolean taken =
            switch (c) {
              case '\\' -> escaped();
              case '&' -> entity();
              case '{' -> verbatim() || macro();
              case '[' -> link();
              case '!' -> image();
              case 'h', 'b' -> heading();
              default -> false;
            };
        if (!taken) {
          plain.append(c);
          at++;
        }
      }
      return plain.toString();
    }

    private boolean escaped() {
      char next = at(wiki, at + 1);
      if (next == '\\') {
        boolean breaks = at + 2 >= wiki.length() || Character.isWhitespace(wiki.charAt(at + 2));
        plain.append(breaks ? "\n" : "\\\\");
        at += 2;
        return true;
      }
      if (ESCAPABLE.indexOf(next) < 0) {
        return false;
      }
      plain.append(next);
      at += 2;
      return true;
    }

    private boolean entity() {
      Matcher entity = here(ENTITY);
      String character = entity.lookingAt() ? character(entity) : null;
      if (character == null) {
        return false;
      }
      plain.append(character);
      at = entity.end();
      return true;
    }

    private static @Nullable String character(Matcher entity) {
      if (entity.group(1) != null) {
        int codePoint = Integer.parseInt(entity.group(1));
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : null;
      }
      return switch (entity.group(2)) {
        case "amp" -> "&";
        case "lt" -> "<";
        case "gt" -> ">";
        case "quot" -> "\"";
        case "nbsp" -> " ";
        case null, default -> null;
      };
    }

    private boolean verbatim() {
      Matcher macro = here(VERBATIM);
      if (!macro.lookingAt()) {
        return false;
      }
      String end = "{" + macro.group(1) + "}";
      int close = wiki.indexOf(end, macro.end());
      plain.append(wiki, macro.end(), close < 0 ? wiki.length() : close);
      at = close < 0 ? wiki.length() : close + end.length();
      return true;
    }

    private boolean macro() {
      return instead(here(MACRO), "");
    }

    private boolean link() {
      Matcher link = here(LINK);
      if (!link.lookingAt()) {
        return false;
      }
      String target = link.group(2);
      String text = link.group(1);
      if (text == null && !TARGET.matcher(target).matches()) {
        return false;
      }
      String name =
          target.startsWith("~")
              ? "@" + target.substring(1).replaceFirst("^accountid:", "")
              : target.replaceFirst("^[\\^#]", "");
      return instead(link, text == null ? name : text + " (" + name + ")");
    }

    private boolean image() {
      Matcher image = here(IMAGE);
      return image.lookingAt() && instead(image, "[" + image.group(1) + "]");
    }

    private boolean heading() {
      boolean lineBegins = plain.isEmpty() || plain.charAt(plain.length() - 1) == '\n';
      Matcher heading = here(HEADING);
      return lineBegins
          && heading.lookingAt()
          && instead(heading, heading.group(1).equals("bq") ? "> " : "");
    }

    private Matcher here(Pattern pattern) {
      return pattern.matcher(wiki).region(at, wiki.length());
    }

    private boolean instead(Matcher markup, String text) {
      if (!markup.lookingAt()) {
        return false;
      }
      plain.append(text);
      at = markup.end();
      return true;
    }
  }
}
