package annai.bot.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code annai chat}. */
@Command(name = "chat", mixinStandardHelpOptions = true, description = "")
final class ChatCommand implements Callable<Integer> {

  @Override
  public Integer call() {
    return Exit.UNKNOWN;
  }
}
