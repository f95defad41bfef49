package annai.bot.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line: which command, and what its failure means for the exit code. */
@Command(
    name = "annai",
    description = "A helpdesk bot for mail providers.",
    subcommands = {
      StartCommand.class,
      ImportCommand.class,
      UnderstandCommand.class,
      AskCommand.class,
      ProbeCommand.class,
      ChatCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Commands implements Runnable {

  /** Not an exit code: the service is up and goes on by itself. */
  public static final int KEEP_RUNNING = -1;

  @CommandLine.Spec private CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

  /** Runs one command and answers its exit code. */
  public static int run(String... args) {
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    return new CommandLine(new Commands())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, _) -> {
              if (e instanceof BadInputException) {
                err.println("annai " + command.getCommandName() + ": " + e.getMessage());
                return Exit.BAD_INPUT;
              }
              LoggerFactory.getLogger(Commands.class)
                  .error("'annai {}' failed", command.getCommandName(), e);
              err.println("annai " + command.getCommandName() + ": failed, see the log above");
              return Exit.UNKNOWN;
            })
        .execute(args);
  }

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(
          spec.commandLine(),
          "Missing command; expected one of start, import, understand, ask, probe, chat");
    }
  }
}
