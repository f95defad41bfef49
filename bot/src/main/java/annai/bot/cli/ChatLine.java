package annai.bot.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One conversation with a running service: requests, and the stream of rows. */
final class ChatLine implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int ACCEPTED = 202;

  private final HttpClient http = client();
  private final URI conversation;
  private final String token;

  private ChatLine(URI conversation, String token) {
    this.conversation = conversation;
    this.token = token;
  }

  /** Whether a service answers there, within two seconds. */
  static boolean answers(URI service) {
    try (HttpClient http = client()) {
      HttpRequest request =
          HttpRequest.newBuilder(service.resolve("openapi")).timeout(Duration.ofSeconds(2)).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Begins a conversation.
   *
   * @param service with a slash at its end
   */
  static ChatLine begin(URI service, String language) throws IOException, InterruptedException {
    URI all = service.resolve("api/v1/conversations");
    try (HttpClient http = client()) {
      HttpResponse<String> begun =
          http.send(
              post(all, JSON.writeValueAsString(Map.of("language", language))).build(),
              BodyHandlers.ofString());
      if (begun.statusCode() != 201) {
        throw new IOException("No conversation begins at " + service + ": " + begun.statusCode());
      }
      JsonNode right = JSON.readTree(begun.body());
      URI one = URI.create(all + "/" + right.path("id").asString());
      return new ChatLine(one, right.path("token").asString());
    }
  }

  /** Sends words or the id of a choice; answers the seq of the customer's row. */
  long say(String field, String value) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    HttpResponse<String> taken =
        http.send(
            authorised(
                    post(
                        URI.create(conversation + "/messages"),
                        JSON.writeValueAsString(Map.of("clientMessageId", id, field, value))))
                .build(),
            BodyHandlers.ofString());
    if (taken.statusCode() != ACCEPTED) {
      throw new IOException(JSON.readTree(taken.body()).path("detail").asString("refused"));
    }
    return JSON.readTree(taken.body()).path("seq").asLong();
  }

  /** Tries a login; the arrays are zeroed. */
  boolean checkLogin(char[] userName, char[] password) throws IOException, InterruptedException {
    byte[] body = credentials(userName, password);
    try {
      HttpRequest request =
          authorised(HttpRequest.newBuilder(URI.create(conversation + "/probe")))
              .header("Content-Type", "application/json")
              .timeout(PATIENCE)
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == ACCEPTED;
    } finally {
      Arrays.fill(body, (byte) 0);
    }
  }

  /** Reads rows until the stream ends; the service ends it after a while. */
  void follow(long lastSeq, Consumer<JsonNode> row) throws IOException, InterruptedException {
    HttpRequest request =
        authorised(HttpRequest.newBuilder(URI.create(conversation + "/events")))
            .header("Accept", "text/event-stream")
            .header("Last-Event-ID", Long.toString(lastSeq))
            .build();
    HttpResponse<Stream<String>> events = http.send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = events.body()) {
      if (events.statusCode() != 200) {
        throw new IOException("The conversation can't be followed: " + events.statusCode());
      }
      lines
          .filter(line -> line.startsWith("data:"))
          .map(line -> JSON.readTree(line.substring("data:".length())))
          .forEach(row);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private static byte[] credentials(char[] userName, char[] password) {
    ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    body.writeBytes("{\"user\":".getBytes(StandardCharsets.UTF_8));
    quote(userName, body);
    body.writeBytes(",\"password\":".getBytes(StandardCharsets.UTF_8));
    quote(password, body);
    body.write('}');
    return body.toByteArray();
  }

  private static void quote(char[] characters, ByteArrayOutputStream body) {
    byte[] bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(characters)).array();
    body.write('"');
    for (byte b : bytes) {
      if (b == '"' || b == '\\') {
        body.write('\\');
      }
      if (b != 0) {
        body.write(b);
      }
    }
    body.write('"');
    Arrays.fill(bytes, (byte) 0);
    Arrays.fill(characters, '\0');
  }

  private static HttpRequest.Builder post(URI uri, String json) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .timeout(PATIENCE)
        .POST(BodyPublishers.ofString(json));
  }

  private HttpRequest.Builder authorised(HttpRequest.Builder request) {
    return request.header("Authorization", "Bearer " + token);
  }

  private static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }
}
