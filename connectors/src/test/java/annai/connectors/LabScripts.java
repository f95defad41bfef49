package annai.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The scripts of the labs: real servers on loopback for one test class each. */
public final class LabScripts {

  /** A first start may install packages. */
  private static final int MOST_MINUTES = 10;

  private LabScripts() {}

  /**
   * The folder of a lab's scripts, {@code shared/lab/NAME} beside or above the project; skips the
   * test where it isn't there or can't be run.
   */
  public static Path of(String lab) {
    Path scripts = shared().resolve("lab").resolve(lab);
    assumeTrue(
        Files.isExecutable(scripts.resolve("start")),
        () -> "the %s lab is not in the folder shared beside the project".formatted(lab));
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Files.exists(Path.of("/etc/debian_version")),
        () -> "the %s lab must be run as root on Debian".formatted(lab));
    return scripts;
  }

  /** Runs a script to its end; answers what it printed. */
  public static String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("annai-lab", ".log");
    var builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
    if (!ended) {
      process.destroy();
    }
    String output = Files.readString(log);
    Files.delete(log);
    assertThat(ended).as("%s ends: %s", command, output).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }

  private static Path shared() {
    Path root = Path.of(System.getProperty("annai.root", System.getProperty("user.dir")));
    for (Path at = root.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve("shared/lab"))) {
        return at.resolve("shared");
      }
    }
    return root.resolveSibling("shared");
  }
}
