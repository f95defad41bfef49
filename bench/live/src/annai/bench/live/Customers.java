package annai.bench.live;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Begins conversations and says things. */
final class Customers implements AutoCloseable {

  /** The right to a conversation. */
  record Customer(String id, String token) {

    String events() {
      return BASE + "/" + id + "/events";
    }

    String authorization() {
      return "Authorization: Bearer " + token + "\r\n";
    }
  }

  private static final String BASE = "/api/v1/conversations";
  private static final int AT_ONCE = 8;

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** As many as are asked for. */
  List<Customer> begin(int port, int count) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Customer>> begun = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        begun.add(threads.submit(() -> begin(port)));
      }
      List<Customer> customers = new ArrayList<>();
      for (Future<Customer> one : begun) {
        customers.add(one.get());
      }
      return customers;
    }
  }

  private Customer begin(int port) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request("http://127.0.0.1:" + port + BASE, "")
                .POST(BodyPublishers.ofString("{\"language\":\"en\"}"))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("A beginning: " + answer.statusCode() + answer.body());
    }
    JsonNode begun = JsonMapper.shared().readTree(answer.body());
    return new Customer(begun.path("id").asString(), begun.path("token").asString());
  }

  /** The status of the answer; 0 when there was none. */
  CompletableFuture<Integer> say(int port, Customer customer, String messageId, String text) {
    return post(
        "http://127.0.0.1:%d%s/%s/messages".formatted(port, BASE, customer.id()),
        customer.token(),
        "{\"clientMessageId\":\"%s\",\"text\":\"%s\"}".formatted(messageId, text));
  }

  /** As {@link #say}, by a button. */
  CompletableFuture<Integer> choose(int port, Customer customer, String choice) {
    return post(
        "http://127.0.0.1:%d%s/%s/messages".formatted(port, BASE, customer.id()),
        customer.token(),
        "{\"clientMessageId\":\"%s\",\"choice\":\"%s\"}".formatted(choice, choice));
  }

  /** The newest row that the customer sees. */
  long lastSeq(int port, Customer customer) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            request("http://127.0.0.1:%d%s/%s".formatted(port, BASE, customer.id()), customer.token())
                .GET()
                .build(),
            BodyHandlers.ofString());
    JsonNode messages = JsonMapper.shared().readTree(answer.body()).path("messages");
    return messages.path(messages.size() - 1).path("seq").asLong();
  }

  /** An event for a stream of the bare server. */
  CompletableFuture<Integer> write(int port, int stream, String data) {
    return post("http://127.0.0.1:%d/%d".formatted(port, stream), "", data);
  }

  private CompletableFuture<Integer> post(String url, String token, String body) {
    return http.sendAsync(
            request(url, token).POST(BodyPublishers.ofString(body)).build(),
            BodyHandlers.discarding())
        .handle((answer, failure) -> failure == null ? answer.statusCode() : 0);
  }

  private static HttpRequest.Builder request(String url, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
