package annai.bot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code annai ask}. */
@Command(name = "ask", mixinStandardHelpOptions = true, description = "")
final class AskCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Exit.UNKNOWN;
  }
}
