package annai.connectors.probe.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@link ScriptedSmtpServer} does in one session, line by line.
 *
 * <pre>
 * S: 220 mail.test ESMTP     says a line
 * C: EHLO *                  expects a line; * at the end means any
 * MAYBE: AUTH PLAIN *        expects a line; when another comes, skips the script's next line
 * RAW: 220 ok\r\n250 x\r\n   says exactly this; knows \r \n \0 and \xHH
 * DRIP 100: 220 slow         says a line with 100 ms between the bytes
 * TLS                        does the server's side of the handshake
 * STALL                      says nothing more until the other side goes
 * CLOSE                      closes
 * RESET                      closes with a TCP reset
 * </pre>
 *
 * Empty lines and lines that begin with # mean nothing.
 */
public final class SmtpScript {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[rn0]|x([0-9a-f]{2}))");

  private final List<Line> lines;

  private SmtpScript(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Reads {@code /smtp/<name>.smtp} from the class path. */
  public static SmtpScript named(String name) {
    try (InputStream in = SmtpScript.class.getResourceAsStream("/smtp/" + name + ".smtp")) {
      if (in == null) {
        throw new IllegalArgumentException("There is no script '%s'".formatted(name));
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SmtpScript of(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        lines.add(parse(line.strip()));
      }
    }
    return new SmtpScript(lines);
  }

  public List<Line> lines() {
    return lines;
  }

  private static Line parse(String line) {
    return switch (line) {
      case "TLS" -> new Line(Kind.TLS, "", 0);
      case "STALL" -> new Line(Kind.STALL, "", 0);
      case "CLOSE" -> new Line(Kind.CLOSE, "", 0);
      case "RESET" -> new Line(Kind.RESET, "", 0);
      default -> parseWithText(line);
    };
  }

  private static Line parseWithText(String line) {
    int colon = line.indexOf(": ");
    String word = line.substring(0, Math.max(0, colon));
    String text = line.substring(colon + 2);
    if (word.startsWith("DRIP ")) {
      return new Line(Kind.DRIP, text + "\r\n", Integer.parseInt(word.substring(5)));
    }
    return switch (word) {
      case "S" -> new Line(Kind.SAY, text + "\r\n", 0);
      case "C" -> new Line(Kind.EXPECT, text, 0);
      case "MAYBE" -> new Line(Kind.MAYBE, text, 0);
      case "RAW" -> new Line(Kind.SAY, unescape(text), 0);
      default ->
          throw new IllegalArgumentException("Line '%s' is no line of a script".formatted(line));
    };
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    switch (escape.group().charAt(1)) {
                      case 'r' -> "\r";
                      case 'n' -> "\n";
                      case '0' -> "\0";
                      default -> String.valueOf((char) Integer.parseInt(escape.group(1), 16));
                    }));
  }

  /** The verbs of a script. */
  public enum Kind {
    SAY,
    EXPECT,
    MAYBE,
    DRIP,
    TLS,
    STALL,
    CLOSE,
    RESET
  }

  /**
   * One line of a script.
   *
   * @param text in ISO 8859-1
   * @param millis between the bytes of DRIP
   */
  public record Line(Kind kind, String text, int millis) {}
}
