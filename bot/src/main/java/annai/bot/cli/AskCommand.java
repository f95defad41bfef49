package annai.bot.cli;

import annai.bot.answers.Answer;
import annai.bot.answers.Answers;
import annai.bot.answers.PassageAnswers;
import annai.bot.wiring.CommandParts;
import annai.knowledge.Language;
import annai.knowledge.Passage;
import annai.knowledge.authoring.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code annai ask}. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description =
        "Answers a question from the configured knowledge; with '-' questions on standard input,"
            + " plain or {\"question\": ...} a line. Exit code 1: it has no answer.")
final class AskCommand implements Callable<Integer> {

  private static final String KEY = "question";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "QUESTION", description = "The question, or '-'.")
  private String question = "";

  @Option(names = "--json", description = "Results as JSON lines; they always are.")
  void json(boolean wanted) {}

  /**
   * Held, so that the level stays: Lucene would warn on standard error that it runs without SIMD.
   */
  private static final Logger LUCENE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private final JsonMapper json = JsonMapper.builder().build();

  @Override
  public Integer call() throws IOException {
    if (question.isBlank()) {
      throw new BadInputException("The question is empty; expected a text, or '-'");
    }
    LUCENE.setLevel(Level.SEVERE);
    Answers answers = answers(ConfigFolder.find());
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (question.equals("-")) {
      int exit =
          new InputLines(KEY, json, err)
              .forEach(System.in, text -> print(out, answers.to(text, Language.JA)));
      out.flush();
      return exit;
    }
    Answer answer = answers.to(question, Language.JA);
    print(out, answer);
    out.flush();
    return answer.answerable() ? Exit.DONE : Exit.NEGATIVE;
  }

  private static Answers answers(Path config) {
    try {
      return new PassageAnswers(CommandParts.library(config));
    } catch (ConfigException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private void print(PrintWriter out, Answer answer) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(KEY, answer.question());
    result.put("answer", answer.text());
    result.put("answerable", answer.answerable());
    result.put("sections", answer.sections());
    result.put("passages", answer.passages().stream().map(AskCommand::passage).toList());
    out.println(json.writeValueAsString(result));
  }

  private static Map<String, Object> passage(Passage passage) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("section", passage.section());
    result.put("title", passage.title());
    result.put("text", passage.text());
    result.put("score", passage.score());
    return result;
  }
}
