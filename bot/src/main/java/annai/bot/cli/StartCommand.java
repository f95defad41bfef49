package annai.bot.cli;

import annai.bot.wiring.AnnaiApplication;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code annai start}: the service. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the service on http://localhost:8080.",
      "",
      "With no mail server configured it is in demonstration mode, on 127.0.0.1 only."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:stopped",
      "2:usage, a setting or a file below config that can't be used, a port that is taken"
    })
final class StartCommand implements Callable<Integer> {

  private static final int HIGHEST_PORT = 65_535;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Listen there instead of on the port of the settings; 0 for a free one.")
  private @Nullable Integer port;

  @Override
  public Integer call() {
    if (port != null && (port < 0 || port > HIGHEST_PORT)) {
      throw new BadInputException(
          "--port %d must be between 0 and %d".formatted(port, HIGHEST_PORT));
    }
    Path root = Path.of(System.getProperty("annai.root", "")).toAbsolutePath().normalize();
    try {
      AnnaiApplication.start(root, ConfigFolder.find().toAbsolutePath(), port);
    } catch (RuntimeException e) {
      String reason = AnnaiApplication.reason(e);
      if (reason == null) {
        throw e;
      }
      throw new BadInputException(reason);
    }
    return Commands.KEEP_RUNNING;
  }
}
