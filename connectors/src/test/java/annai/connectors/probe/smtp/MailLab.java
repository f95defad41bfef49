package annai.connectors.probe.smtp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The mail lab: real servers on loopback, healthy ones and ones that are wrong in one way each.
 *
 * <p>Found in {@code shared/lab/mail} beside or above the project. Needs root on Debian; tests skip
 * where it is missing. An instance of its own, so that one that runs already is left alone; the
 * variables MAILLAB_SHIFT and MAILLAB_VAR name another.
 */
public final class MailLab implements AutoCloseable {

  private static final String SHIFT =
      Optional.ofNullable(System.getenv("MAILLAB_SHIFT")).orElse("15000");
  private static final Path STATE =
      Path.of(Optional.ofNullable(System.getenv("MAILLAB_VAR")).orElse("/var/tmp/annai-mail-lab"));

  /** The column by which the last column of {@code status} has begun in every line. */
  private static final int EXPECTATION = 72;

  private final Path home;
  private final boolean ours;

  private MailLab(Path home, boolean ours) {
    this.home = home;
    this.ours = ours;
  }

  /** Starts the lab, or skips the test and says why. */
  public static MailLab startOrSkip() throws IOException {
    Path home = find();
    assumeTrue(home != null, "Skipped: there is no shared/lab/mail beside the project");
    assumeTrue(
        "root".equals(System.getProperty("user.name"))
            && Files.exists(Path.of("/etc/debian_version")),
        "Skipped: the mail lab needs root on Debian");
    String output = run(home.resolve("start"));
    return new MailLab(home, !output.contains("already running"));
  }

  private static @Nullable Path find() {
    String root = System.getProperty("annai.root", System.getProperty("user.dir"));
    for (Path folder = Path.of(root).toAbsolutePath();
        folder != null;
        folder = folder.getParent()) {
      Path lab = folder.resolve("shared/lab/mail");
      if (Files.isExecutable(lab.resolve("start"))) {
        return lab;
      }
    }
    return null;
  }

  /** The port that is {@code number} in an unshifted lab. */
  public int port(int number) {
    return number + Integer.parseInt(SHIFT);
  }

  public Path truststore() {
    return STATE.resolve("tls/truststore.p12");
  }

  /** What the faulty servers wrote down of each session, as JSON lines. */
  public List<String> sessions() throws IOException {
    return Files.readAllLines(STATE.resolve("log/sessions.jsonl"));
  }

  /** "on" or "off". */
  public void popBeforeSmtp(String state) throws IOException {
    String _ = run(home.resolve("bin/popb4"), state);
  }

  /** The faulty servers, each with what a probe should say. */
  public List<Faulty> faultyServers() throws IOException {
    List<Faulty> servers = new ArrayList<>();
    for (String line : run(home.resolve("status")).lines().toList()) {
      if (line.matches("\\d{5} +[a-z0-9-]+ {2,}.*") && line.length() > EXPECTATION) {
        servers.add(
            new Faulty(
                Integer.parseInt(line.substring(0, 6).strip()),
                line.substring(7, 25).strip(),
                line.substring(EXPECTATION).strip()));
      }
    }
    return servers;
  }

  @Override
  public void close() throws IOException {
    if (ours) {
      String _ = run(home.resolve("stop"));
    }
  }

  private static String run(Path command, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString()));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile("mail-lab", ".out");
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.redirectOutput(output.toFile());
    builder.environment().put("MAILLAB_SHIFT", SHIFT);
    builder.environment().put("MAILLAB_VAR", STATE.toString());
    Process process = builder.start();
    boolean ended = waitFor(process);
    String text = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    if (!ended || process.exitValue() != 0) {
      throw new IOException("'%s' failed: %s".formatted(command, text));
    }
    return text;
  }

  private static boolean waitFor(Process process) throws IOException {
    try {
      return process.waitFor(3, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /**
   * A faulty server.
   *
   * @param expected what a probe should say; the first verdict in it counts
   */
  public record Faulty(int port, String name, String expected) {}
}
