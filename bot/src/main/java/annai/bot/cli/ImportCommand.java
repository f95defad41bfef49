package annai.bot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code annai import}. */
@Command(name = "import", mixinStandardHelpOptions = true, description = "")
final class ImportCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Exit.UNKNOWN;
  }
}
