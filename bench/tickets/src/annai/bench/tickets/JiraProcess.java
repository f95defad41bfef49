package annai.bench.tickets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fake Jira in a process of its own, and its journal. */
final class JiraProcess implements AutoCloseable {

  static final String TOKEN = "fake-token-0123456789";

  private final Process process;
  private final Writer orders;
  private final String url;
  private final Journal journal;

  /**
   * @param options of FakeJira's main
   */
  JiraProcess(String name, Options options, String... more) throws IOException {
    Path file = options.work().resolve(name + ".jsonl");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "annai.connectors.ticket.jira.fake.FakeJira",
            "--timeout",
            Integer.toString(Options.CALLERS_TIMEOUT_MILLIS),
            "--journal",
            file.toString()));
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(options.work().resolve(name + ".err").toFile());
    process = builder.start();
    orders = process.outputWriter(StandardCharsets.UTF_8);
    BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    url = out.readLine();
    if (url == null) {
      throw new IOException("The fake Jira did not start");
    }
    journal = new Journal(file);
  }

  String url() {
    return url;
  }

  Journal journal() {
    return journal;
  }

  /** Gives the fake an order: down, up, poison LABEL KIND, comment KEY TEXT. */
  void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
  }
}
