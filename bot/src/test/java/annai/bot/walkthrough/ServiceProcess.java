package annai.bot.walkthrough;

import annai.bot.Annai;
import annai.bot.conversation.Shipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** {@code annai start} in a JVM of its own, with the settings of a test. */
final class ServiceProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Annai is there: http://localhost:(\\d+)");
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int port;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.port =
        Awaitility.await().atMost(START).until(this::ready, Optional::isPresent).orElseThrow();
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder takes the database and the log
   * @param port 0 for a free one
   * @param settings environment variables of config/application.yml
   */
  static ServiceProcess start(Path folder, int port, Map<String, String> settings)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    command.addAll(List.of("-Dannai.root=" + Shipped.CONFIG.getParent(), "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Annai.class.getName()));
    command.addAll(List.of("start", "--port", Integer.toString(port)));
    Path log = Files.createTempFile(folder, "service", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANNAI_"));
    builder.environment().put("ANNAI_DATA", folder.resolve("data").toString());
    builder.environment().putAll(settings);
    Process process = builder.start();
    try {
      return new ServiceProcess(process, log);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw new IllegalStateException("The service did not start:\n" + Files.readString(log), e);
    }
  }

  private Optional<Integer> ready() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("It ended with exit code " + process.exitValue());
    }
    return READY
        .matcher(Files.readString(log))
        .results()
        .map(MatchResult::group)
        .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(':') + 1)))
        .findFirst();
  }

  int port() {
    return port;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
    kill();
  }
}
