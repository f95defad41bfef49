package annai.bot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code annai start} in a JVM of its own, over an embedded database in a folder. */
public final class ServiceProcess implements AutoCloseable {

  private static final Pattern THERE = Pattern.compile("Annai is there: http://localhost:(\\d+)");
  private static final Duration START = Duration.ofMinutes(2);

  private final Process process;
  private final Path log;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * Starts it and waits until it answers.
   *
   * @param folder where its database and its log are, which a later process may take over
   * @param port 0 for a free one
   * @param settings environment variables of config/application.yml
   */
  public ServiceProcess(Path folder, int port, Map<String, String> settings, String... options)
      throws IOException, InterruptedException {
    this.log = Files.createTempFile(Files.createDirectories(folder.resolve("log")), "run", ".log");
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-Dannai.root=" + root(),
            "-cp",
            System.getProperty("java.class.path"),
            Annai.class.getName(),
            "start",
            "--port",
            Integer.toString(port)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("ANNAI_"));
    builder.environment().put("ANNAI_DATA", folder.resolve("data").toString());
    builder.environment().put("ANNAI_ADDRESS", "127.0.0.1");
    builder.environment().putAll(settings);
    this.process = builder.start();
    this.port = awaitPort();
  }

  private static String root() {
    return System.getProperty("annai.root", Path.of("..").toAbsolutePath().normalize().toString());
  }

  public static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private int awaitPort() throws IOException, InterruptedException {
    long until = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < until) {
      Matcher there = THERE.matcher(log());
      if (there.find()) {
        return Integer.parseInt(there.group(1));
      }
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        break;
      }
    }
    close();
    throw new IllegalStateException("The service did not start:\n" + log());
  }

  public String log() throws IOException {
    return Files.readString(log);
  }

  public int port() {
    return port;
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  public HttpResponse<String> call(
      String method, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url(path)))
            .timeout(Duration.ofSeconds(30))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  /** Calls and reads an answer that must be a success. */
  public JsonNode ask(String method, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = call(method, path, token, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(method + " " + path + ": " + answer.statusCode() + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body().isEmpty() ? "null" : answer.body());
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
    kill();
    http.shutdownNow();
  }
}
