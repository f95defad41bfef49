package annai.knowledge.authoring;

import java.util.Comparator;

/**
 * One thing wrong in a file.
 *
 * @param file the path below {@code config/}
 * @param line from 1; 0 when the whole file is meant
 * @param message subject, value quoted, what was expected
 */
public record Problem(String file, int line, String message) implements Comparable<Problem> {

  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return line == 0 ? file + ": " + message : file + ":" + line + " " + message;
  }
}
