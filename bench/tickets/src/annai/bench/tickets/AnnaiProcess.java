package annai.bench.tickets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Annai as people start it, in a process that can be killed and started again. */
final class AnnaiProcess implements AutoCloseable {

  private static final Pattern THERE = Pattern.compile("Annai is there: http://localhost:(\\d+)");

  private final String name;
  private final Options options;
  private final Map<String, String> environment;
  private final List<String> properties;
  private Process process;
  private volatile String url = "";
  private int starts;

  AnnaiProcess(
      String name, Options options, Map<String, String> environment, List<String> properties) {
    this.name = name;
    this.options = options;
    this.environment = environment;
    this.properties = properties;
  }

  /** Where it answers; empty while it doesn't. */
  String url() {
    return url;
  }

  /** Starts it and waits until it answers; the milliseconds that this took. */
  long start() throws IOException, InterruptedException {
    long began = System.nanoTime();
    Path log = options.work().resolve(name + "-" + ++starts + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dannai.root=" + options.project()));
    command.addAll(properties);
    command.addAll(List.of("-jar", options.jar().toString(), "start", "--port", "0"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ANNAI_"));
    builder.environment().putAll(environment);
    process = builder.start();
    Process mine = process;
    Runtime.getRuntime().addShutdownHook(new Thread(mine::destroyForcibly));
    awaitThere(log);
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private void awaitThere(Path log) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(4);
    while (System.nanoTime() < until) {
      Matcher there = THERE.matcher(Files.readString(log));
      if (there.find()) {
        url = "http://127.0.0.1:" + there.group(1);
        return;
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IllegalStateException("Annai did not start, see " + log);
  }

  /** SIGKILL. */
  void kill() {
    url = "";
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    if (process != null) {
      kill();
    }
  }
}
