package annai.bot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code annai understand}. */
@Command(name = "understand", mixinStandardHelpOptions = true, description = "")
final class UnderstandCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Exit.UNKNOWN;
  }
}
