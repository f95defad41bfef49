package annai.bot.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Run by {@code bench/understanding/run} alone, which names the files to measure. */
class EvaluationTable {

  private static final Path CONFIG =
      Path.of(System.getProperty("annai.root", "..")).resolve("config");

  @Test
  void namedFiles_giveTheirTable() throws IOException {
    String files = System.getProperty("annai.evaluation.files", "");
    String table = System.getProperty("annai.evaluation.table", "");
    assumeTrue(!files.isEmpty() && !table.isEmpty(), "no files to measure were named");

    try (PrintStream out = new PrintStream(table, StandardCharsets.UTF_8)) {
      Evaluation evaluation = new Evaluation(CONFIG);
      List<Path> paths = List.of(files.split(",", -1)).stream().map(Path::of).toList();
      evaluation.print(paths, Boolean.getBoolean("annai.evaluation.misses"), out);
    }

    assertThat(Path.of(table)).isNotEmptyFile();
  }
}
