package annai.bot.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Texts on standard input, one a line: plain, or a JSON object that has the text under a key.
 *
 * <p>UTF-8 whatever the locale; empty lines are passed over. A line that can't be used is named on
 * standard error, gives no result and makes the exit code {@link Exit#BAD_INPUT}; the lines after
 * it are still read. A line of more than {@value #MAX_LINE} bytes can't be used.
 */
final class InputLines {

  static final int MAX_LINE = 8 * 1024 * 1024;

  private final String key;
  private final JsonMapper json;
  private final PrintWriter problems;
  private int number;
  private int bad;

  InputLines(String key, JsonMapper json, PrintWriter problems) {
    this.key = key;
    this.json = json;
    this.problems = problems;
  }

  /** Hands every text on, in order; the exit code says whether all lines could be used. */
  int forEach(InputStream in, Consumer<String> text) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int b = buffered.read(); b >= 0; b = buffered.read()) {
      if (b == '\n') {
        end(line, tooLong, text);
        tooLong = false;
      } else if (line.size() < MAX_LINE) {
        line.write(b);
      } else {
        tooLong = true;
      }
    }
    if (line.size() > 0) {
      end(line, tooLong, text);
    }
    problems.flush();
    return bad == 0 ? Exit.DONE : Exit.BAD_INPUT;
  }

  private void end(ByteArrayOutputStream line, boolean tooLong, Consumer<String> text) {
    number++;
    byte[] bytes = line.toByteArray();
    line.reset();
    try {
      if (tooLong) {
        throw new BadInputException("is longer than %d bytes".formatted(MAX_LINE));
      }
      String decoded = decoded(bytes);
      if (!decoded.isBlank()) {
        text.accept(decoded.strip().startsWith("{") ? fromJson(decoded) : decoded);
      }
    } catch (BadInputException e) {
      bad++;
      problems.println("line %d %s".formatted(number, e.getMessage()));
    }
  }

  private static String decoded(byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') >= 0) {
        throw new BadInputException("is binary (it has a NUL byte); expected text in UTF-8");
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new BadInputException("is not UTF-8; expected text in UTF-8");
    }
  }

  private String fromJson(String line) {
    JsonNode node;
    try {
      node = json.readTree(line);
    } catch (JacksonException e) {
      throw new BadInputException(
          "starts with '{' but is not JSON; expected {\"%s\": \"...\"} or a plain text"
              .formatted(key));
    }
    JsonNode value = node.get(key);
    if (value == null || !value.isString()) {
      throw new BadInputException(
          "has no text under '%s'; expected {\"%s\": \"...\"}".formatted(key, key));
    }
    return value.stringValue();
  }
}
