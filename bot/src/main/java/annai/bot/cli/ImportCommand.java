package annai.bot.cli;

import annai.knowledge.authoring.ManualDraft;
import annai.knowledge.authoring.ManualImporter;
import annai.knowledge.authoring.ManualReading;
import annai.knowledge.authoring.ManualRefusedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code annai import}: a provider's manual becomes drafts for a person to review. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Reads a provider's manual (text, Markdown or HTML) and writes draft procedures and a report.")
final class ImportCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The manual, at most 5 MB.")
  private Path manual = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder to make for the drafts (default: draft). It must not be there yet.")
  private Path out = Path.of("draft");

  @Option(
      names = "--json",
      description = "Write JSON lines to standard output, and nothing to disk.")
  private boolean json;

  @Override
  public Integer call() {
    try {
      if (!json) {
        ManualDraft.refuseExisting(out);
      }
      ManualReading reading = ManualImporter.read(manual);
      if (json) {
        ImportLines.of(reading).forEach(out()::println);
        out().flush();
      } else {
        write(reading);
      }
      return Exit.DONE;
    } catch (ManualRefusedException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private void write(ManualReading reading) {
    try {
      ManualDraft.write(reading, manual, out);
    } catch (IOException e) {
      throw new BadInputException(
          "'%s' can't be written; expected a folder to make in a place with room (%s)"
              .formatted(out, e.getClass().getSimpleName()));
    }
    int steps = reading.procedures().stream().mapToInt(section -> section.steps().size()).sum();
    out()
        .printf(
            "%d sections with %d steps, %d doubts. Drafts and report.md are in '%s'.%n",
            reading.procedures().size(), steps, reading.doubts().size(), out);
    out().flush();
  }

  private PrintWriter out() {
    if (spec == null) {
      throw new IllegalStateException("'import' runs outside of the command line");
    }
    return spec.commandLine().getOut();
  }
}
