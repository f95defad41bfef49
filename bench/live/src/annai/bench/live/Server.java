package annai.bench.live;

import annai.bot.web.SmallBufferProtocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, with the options of Java that {@code annai start} uses. */
final class Server implements AutoCloseable {

  private static final Pattern THERE =
      Pattern.compile("(?:Annai is there: http://localhost:|there: )(\\d+)");
  private static final int KB = 1024;

  private final Process process;
  private final Path log;
  private final int port;

  private Server(Process process, Path log) throws IOException, InterruptedException {
    this.process = process;
    this.log = log;
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    this.port = awaitPort();
  }

  /** Annai on a free port (0) or the given one. */
  static Server annai(Options options, Path data, int port)
      throws IOException, InterruptedException {
    return annai(options, Map.of("ANNAI_DATA", data.toString()), port);
  }

  /** Annai with other settings. */
  static Server annai(Options options, Map<String, String> environment, int port)
      throws IOException, InterruptedException {
    return start(
        options,
        "annai",
        environment,
        List.of("-Dannai.root=" + options.project()),
        List.of("-cp", options.classpath(), "annai.bot.Annai", "start", "--port", "" + port));
  }

  /** A servlet container without anything. */
  enum Container {
    TOMCAT(BareServer.class),
    TOMCAT_SMALL_BUFFERS(BareServer.class, SmallBufferProtocol.class.getName()),
    JETTY(BareJetty.class);

    private final Class<?> program;
    private final List<String> arguments;

    Container(Class<?> program, String... arguments) {
      this.program = program;
      this.arguments = List.of(arguments);
    }
  }

  /** The servlet container of Annai as it comes. */
  static Server bare(Options options) throws IOException, InterruptedException {
    return bare(options, Container.TOMCAT);
  }

  static Server bare(Options options, Container container)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(options.work(), "bare");
    List<String> program =
        new ArrayList<>(
            List.of("-cp", options.classpath(), container.program.getName(), folder.toString()));
    program.addAll(container.arguments);
    return start(options, "bare", Map.of(), List.of(), program);
  }

  private static Server start(
      Options options,
      String name,
      Map<String, String> environment,
      List<String> properties,
      List<String> program)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(options.work(), name, ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseCompactObjectHeaders",
            "-XX:MaxGCPauseMillis=10",
            "-Xshare:auto",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    command.addAll(options.java());
    command.addAll(properties);
    command.addAll(program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("ANNAI_"));
    builder.environment().putAll(environment);
    return new Server(builder.start(), log);
  }

  private int awaitPort() throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(6);
    while (System.nanoTime() < until) {
      Matcher there = THERE.matcher(Files.readString(log));
      if (there.find()) {
        return Integer.parseInt(there.group(1));
      }
      if (process.waitFor(20, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    throw new IllegalStateException("A server did not start, see " + log);
  }

  int port() {
    return port;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Asks it to stop; the milliseconds until it was gone. */
  long terminate() throws InterruptedException {
    long began = System.nanoTime();
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("It does not stop, see " + log);
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  /** What the process occupies of the machine's memory, in kilobytes (VmRSS of proc(5)). */
  long residentKb() {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Collects the garbage; what is left on the heap, in kilobytes. */
  long liveHeapKb() throws IOException, InterruptedException {
    String histogram = jcmd("GC.class_histogram");
    Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(histogram);
    if (!total.find()) {
      throw new IllegalStateException("jcmd told no total");
    }
    return Long.parseLong(total.group(1)) / KB;
  }

  String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                "" + process.pid(),
                command)
            .redirectErrorStream(true)
            .start();
    String told = new String(jcmd.getInputStream().readAllBytes());
    jcmd.waitFor();
    return told;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
