package annai.connectors.probe.testmail;

import annai.connectors.probe.testmail.ReceivedToken.Comment;
import annai.connectors.probe.testmail.ReceivedToken.Semicolon;
import annai.connectors.probe.testmail.ReceivedToken.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the unfolded body of a Received field into words and comments.
 *
 * <p>Strict where a server that copies a HELO name unchecked could be made to write something else
 * than it meant: whatever is opened must be closed, and nothing is closed that wasn't opened.
 */
final class ReceivedTokenizer {

  private final String body;
  private int at;

  private ReceivedTokenizer(String body) {
    this.body = body;
  }

  /**
   * @throws MalformedReceivedException if it isn't made of whole words and comments
   */
  static List<ReceivedToken> tokens(String body) throws MalformedReceivedException {
    var tokenizer = new ReceivedTokenizer(body);
    List<ReceivedToken> tokens = new ArrayList<>();
    while (tokenizer.skipSpace()) {
      tokens.add(tokenizer.next());
    }
    return tokens;
  }

  private boolean skipSpace() {
    while (at < body.length() && isSpace(body.charAt(at))) {
      at++;
    }
    return at < body.length();
  }

  private ReceivedToken next() throws MalformedReceivedException {
    return switch (body.charAt(at)) {
      case '(' -> comment();
      case ';' -> {
        at++;
        yield new Semicolon();
      }
      default -> word();
    };
  }

  private Comment comment() throws MalformedReceivedException {
    int start = at + 1;
    int depth = 0;
    for (; at < body.length(); at++) {
      switch (printable()) {
        case '(' -> depth++;
        case ')' -> depth--;
        case '\\' -> escaped();
        default -> {}
      }
      if (depth == 0) {
        return new Comment(body.substring(start, at++));
      }
    }
    throw new MalformedReceivedException("a comment is not closed");
  }

  private Word word() throws MalformedReceivedException {
    int start = at;
    while (at < body.length() && !endsWord(body.charAt(at))) {
      switch (printable()) {
        case '"' -> skipTo('"');
        case '<' -> skipTo('>');
        case '[' -> skipTo(']');
        case ')', '>', ']', '\\' ->
            throw new MalformedReceivedException("'%s' stands alone".formatted(body.charAt(at)));
        default -> {}
      }
      at++;
    }
    return new Word(body.substring(start, at));
  }

  private void skipTo(char end) throws MalformedReceivedException {
    for (at++; at < body.length(); at++) {
      char c = printable();
      if (c == end) {
        return;
      }
      if (c == '\\') {
        escaped();
      } else if (c == '"' && end == '>') {
        skipTo('"');
      } else if (end != '"' && (isSpace(c) || "<[(".indexOf(c) >= 0)) {
        throw new MalformedReceivedException("'%s' stands before '%s'".formatted(c, end));
      }
    }
    throw new MalformedReceivedException("'%s' is missing".formatted(end));
  }

  private void escaped() throws MalformedReceivedException {
    if (++at >= body.length()) {
      throw new MalformedReceivedException("it ends in a backslash");
    }
    printable();
  }

  private char printable() throws MalformedReceivedException {
    char c = body.charAt(at);
    if (Character.isISOControl(c) && !isSpace(c)) {
      throw new MalformedReceivedException("it holds a control character");
    }
    return c;
  }

  private static boolean endsWord(char c) {
    return isSpace(c) || c == '(' || c == ';';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
