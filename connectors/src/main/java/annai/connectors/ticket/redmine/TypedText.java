package annai.connectors.ticket.redmine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that Redmine shows as it was typed, whether it formats Textile or Markdown.
 *
 * <p>What either of them, or Redmine's own links and macros, would take for markup is written as an
 * HTML entity; what stands between letters or blanks, as in "e-mail", is left, so that the source
 * stays readable. A word joiner parts what Redmine looks for after the entities are gone. An
 * address of the web that stands alone between blanks is left as it is, so that Redmine makes a
 * link of it.
 */
final class TypedText {

  private static final char JOINER = '\u2060';
  private static final int BEFORE_BLOCK_DOT = 16;
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|#\\d{1,5});");

  /** Of characters that are no markup within a word. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<!\\S)https?://[A-Za-z0-9](?:[A-Za-z0-9/:?#&_-]|[.=](?![.=])){1,1000}(?!\\S)");

  private final String text;
  private final Matcher addresses;
  private final StringBuilder written;

  /** Where the current line's first visible character is, once one came. */
  private int lineStart;

  private boolean blankSoFar = true;

  private TypedText(String text) {
    this.text = text;
    this.addresses = ADDRESS.matcher(text);
    this.written = new StringBuilder(text.length() + 64);
  }

  /** As Redmine is given it. */
  static String write(String text) {
    TypedText typed = new TypedText(text);
    boolean more = typed.addresses.find();
    for (int at = 0; at < text.length(); at++) {
      if (more && at == typed.addresses.end()) {
        more = typed.addresses.find();
      }
      if (more && at >= typed.addresses.start()) {
        typed.written.append(text.charAt(at));
      } else {
        typed.write(at);
      }
      typed.advance(at);
    }
    return typed.written.toString();
  }

  /** As it was typed. */
  static String read(String written) {
    Matcher entities = ENTITY.matcher(written.replace(String.valueOf(JOINER), ""));
    return entities.replaceAll(
        entity ->
            Matcher.quoteReplacement(
                switch (entity.group(1)) {
                  case "amp" -> "&";
                  case "lt" -> "<";
                  case "gt" -> ">";
                  case "#160" -> " ";
                  case String number ->
                      String.valueOf((char) Integer.parseInt(number.substring(1)));
                }));
  }

  private void write(int at) {
    char c = text.charAt(at);
    switch (c) {
      case '&' -> written.append("&amp;");
      case '<' -> written.append("&lt;");
      case '>' -> written.append("&gt;");
      case ' ' -> written.append(blankIsLost(at) ? "&#160;" : " ");
      default -> {
        if (isMarkup(c, at)) {
          written.append("&#").append((int) c).append(';');
          written.append(isOfLinks(c) && next(at) != '/' ? String.valueOf(JOINER) : "");
        } else {
          written.append(c);
        }
      }
    }
  }

  /** Whether HTML, or Redmine when it stores the text, would drop it. */
  private boolean blankIsLost(int at) {
    char next = next(at);
    return blankSoFar || next == ' ' || next == '\n';
  }

  private boolean isMarkup(char c, int at) {
    char before = before(at);
    char next = next(at);
    boolean within = isWord(before) && isWord(next);
    return switch (c) {
      case '*', '#', '|', '[', ']', '{', '}', '`', '~', '^', '\\', JOINER -> true;
      case '\t' -> blankSoFar;
      case '-', '+' -> !within && (blankSoFar || before != ' ' || next != ' ');
      case '_', '@' -> !within;
      case '%' -> !isWord(before);
      case '=' -> before == '=' || next == '=' || blankSoFar;
      case '!' -> next != ' ' && next != '\n';
      case '?' -> before == '?' || next == '?';
      case '"' -> next == ':';
      case '(' -> (before >= 'A' && before <= 'Z') || isDigit(before);
      case ':' -> next != ' ' && next != '\n' && !(isDigit(before) && isDigit(next));
      case '.' -> startsBlock(at) || next == '.' || before == '.' || isWeb(at);
      case ')' -> startsBlock(at);
      default -> false;
    };
  }

  private static boolean isOfLinks(char c) {
    return switch (c) {
      case '[', '{', '#', '@', ':', '!' -> true;
      default -> false;
    };
  }

  private void advance(int at) {
    char c = text.charAt(at);
    if (c == '\n') {
      lineStart = at + 1;
      blankSoFar = true;
    } else if (blankSoFar && c != ' ' && c != '\t') {
      lineStart = at;
      blankSoFar = false;
    }
  }

  /** Whether only one word stands before it in its line, as in "h1." or "2)". */
  private boolean startsBlock(int at) {
    return blankSoFar
        || (at - lineStart <= BEFORE_BLOCK_DOT
            && text.substring(lineStart, at).chars().allMatch(Character::isLetterOrDigit));
  }

  /** Whether it is the dot of "www.", by which both languages make links. */
  private boolean isWeb(int at) {
    return text.regionMatches(true, at - 3, "www", 0, 3);
  }

  private char before(int at) {
    return at == 0 ? '\n' : text.charAt(at - 1);
  }

  private char next(int at) {
    return at + 1 == text.length() ? '\n' : text.charAt(at + 1);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
