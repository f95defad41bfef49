package annai.bot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code annai probe}. */
@Command(name = "probe", mixinStandardHelpOptions = true, description = "")
final class ProbeCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Exit.UNKNOWN;
  }
}
