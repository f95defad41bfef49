package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.connectors.LabScripts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Redmine for one test class, started by the scripts in {@code shared/lab/redmine}.
 *
 * <p>Needs root on Debian. The first start on a machine installs packages, which takes minutes.
 */
final class RedmineLab {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Path INSTALLED = Path.of("/usr/share/redmine");

  /** As the script that starts it sets them. */
  private static final Map<String, String> RUBY =
      Map.of(
          "BUNDLER_VERSION", "2.3.15",
          "RAILS_ENV", "production",
          "REDMINE_INSTANCE", "default");

  private final Path scripts;
  private final Map<String, String> environment;
  private final Path pid;
  private final Map<String, String> told = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private RedmineLab(Path scripts, Path state, int port) {
    this.scripts = scripts;
    this.environment =
        Map.of("REDMINE_STATE", state.toString(), "REDMINE_PORT", Integer.toString(port));
    this.pid = state.resolve("pid");
  }

  /** Starts it; skips the test where the lab isn't there or can't be run. */
  static RedmineLab start() throws IOException, InterruptedException {
    Path scripts = LabScripts.of("redmine");
    String checkout = Integer.toHexString(scripts.toAbsolutePath().hashCode() ^ user().hashCode());
    RedmineLab lab =
        new RedmineLab(scripts, Path.of("/var/tmp/annai-redmine-" + checkout), freePort());
    lab.stop();
    for (String line : lab.startScript().lines().toList()) {
      String[] parts = line.split("=", 2);
      lab.told.put(parts[0], parts[parts.length - 1]);
    }
    assertThat(lab.told).containsKeys("REDMINE_URL", "REDMINE_API_KEY", "REDMINE_PROJECT");
    return lab;
  }

  private String startScript() throws IOException, InterruptedException {
    try {
      return LabScripts.run(List.of(scripts.resolve("start").toString()), environment);
    } catch (AssertionError e) {
      assumeTrue(
          Files.isDirectory(INSTALLED),
          () -> "Redmine, which is not installed here, can't be installed: " + e.getMessage());
      throw e;
    }
  }

  /** Runs Ruby within Redmine, as its own account does; the caller ends it. */
  Process runInRedmine(Path ruby, Map<String, String> more) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "su",
            "www-data",
            "-s",
            "/bin/bash",
            "-c",
            "cd %s && exec bundle exec rails runner %s".formatted(INSTALLED, ruby));
    builder.environment().putAll(RUBY);
    builder.environment().putAll(more);
    return builder.redirectErrorStream(true).start();
  }

  private static String user() {
    return System.getProperty("annai.root", System.getProperty("user.dir"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI url() {
    return URI.create(told.getOrDefault("REDMINE_URL", ""));
  }

  /** Of the administrator. */
  String key() {
    return told.getOrDefault("REDMINE_API_KEY", "");
  }

  /** Ends it and waits until it has gone. */
  void stop() throws IOException, InterruptedException {
    Optional<ProcessHandle> running =
        Files.exists(pid)
            ? ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            : Optional.empty();
    String _ = LabScripts.run(List.of(scripts.resolve("stop").toString()), environment);
    if (running.isPresent()) {
      try {
        running.get().onExit().get(1, TimeUnit.MINUTES);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("the Redmine of the lab does not end", e);
      }
    }
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return JSON.readTree(text(path));
  }

  /** A page as it is shown to a stranger, or a file as the administrator gets it. */
  String text(String path) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path));
    if (path.contains(".json")) {
      request.header("X-Redmine-API-Key", key());
    }
    return send(request);
  }

  /** What the administrator does; answers what came back. */
  JsonNode post(String path, String json) throws IOException, InterruptedException {
    String answer =
        send(
            HttpRequest.newBuilder(URI.create(url() + path))
                .header("X-Redmine-API-Key", key())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    return JSON.readTree(answer);
  }

  private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isBetween(200, 299);
    return answer.body();
  }
}
