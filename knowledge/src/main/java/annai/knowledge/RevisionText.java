package annai.knowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one revision of {@code config/} as one text, enough to read the same {@link
 * Knowledge} again when the files themselves have long changed.
 *
 * <p>{@link #text()} begins with {@code annai-revision 1}; then follows, for each file in the order
 * of the names, a line {@code file NAME LENGTH} with the length in UTF-16 units, the content, and a
 * line feed.
 *
 * @param files content by name below {@code config/}, such as "procedures/becky-2.yml"
 */
public record RevisionText(SortedMap<String, String> files) {

  private static final String HEADER = "annai-revision 1\n";

  public RevisionText {
    for (String name : files.keySet()) {
      if (name.isEmpty() || name.indexOf(' ') >= 0 || name.indexOf('\n') >= 0) {
        throw new IllegalArgumentException(
            "File '%s' of a revision: expected a name without blanks".formatted(name));
      }
    }
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  public static RevisionText of(Map<String, String> files) {
    return new RevisionText(new TreeMap<>(files));
  }

  /**
   * Reads what {@link #text()} wrote.
   *
   * @throws IllegalArgumentException when it is not such a text
   */
  public static RevisionText parse(String text) {
    if (!text.startsWith(HEADER)) {
      throw new IllegalArgumentException(
          "A stored revision must begin with '%s'".formatted(HEADER.strip()));
    }
    SortedMap<String, String> files = new TreeMap<>();
    int at = HEADER.length();
    while (at < text.length()) {
      int lineEnd = text.indexOf('\n', at);
      String line = lineEnd < 0 ? text.substring(at) : text.substring(at, lineEnd);
      int length = lengthIn(line);
      int end = lineEnd + 1 + length;
      if (lineEnd < 0 || end >= text.length() || text.charAt(end) != '\n') {
        throw new IllegalArgumentException(
            "A stored revision breaks off after '%s'".formatted(line));
      }
      files.put(line.split(" ", -1)[1], text.substring(lineEnd + 1, end));
      at = end + 1;
    }
    return new RevisionText(files);
  }

  /** Everything in one text; equal for equal files. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER);
    files.forEach(
        (name, content) ->
            text.append("file ")
                .append(name)
                .append(' ')
                .append(content.length())
                .append('\n')
                .append(content)
                .append('\n'));
    return text.toString();
  }

  /** SHA-256 of {@link #text()} in UTF-8, in lower-case hexadecimal. */
  public String hash() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  private static int lengthIn(String line) {
    String[] words = line.split(" ", -1);
    if (words.length == 3 && words[0].equals("file") && words[2].matches("[0-9]{1,9}")) {
      return Integer.parseInt(words[2]);
    }
    throw new IllegalArgumentException(
        "A stored revision has '%s' where 'file NAME LENGTH' was expected".formatted(line));
  }
}
