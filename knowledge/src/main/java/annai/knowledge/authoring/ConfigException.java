package annai.knowledge.authoring;

import java.util.List;
import java.util.stream.Collectors;

/** The files below {@code config/} can't be used; names every problem found, not only the first. */
public final class ConfigException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final List<Problem> problems;

  public ConfigException(List<Problem> problems) {
    super(
        problems.stream()
            .sorted()
            .map(problem -> "- " + problem)
            .collect(Collectors.joining("\n", problems.size() + " problem(s) in config:\n", "")));
    this.problems = problems.stream().sorted().toList();
  }

  public List<Problem> problems() {
    return problems;
  }
}
