package annai.bot.runtime;

import annai.bot.webhooks.WebhookEvent;
import annai.bot.webhooks.WebhookSubscription;
import annai.connectors.webhook.StandardWebhookVerifier;
import annai.connectors.webhook.WebhookSecrets;
import annai.connectors.webhook.WebhookVerifier;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is told: verifies, keeps what came and answers as a test says. */
final class Subscriber implements AutoCloseable {

  /** The status that means: never answer. */
  static final int HANG = 0;

  record Message(String id, boolean verified, JsonNode body) {
    String type() {
      return body.path("type").asString();
    }

    JsonNode data() {
      return body.path("data");
    }
  }

  final List<Message> messages = new CopyOnWriteArrayList<>();
  volatile int status = 204;
  private final String name;
  private final CountDownLatch end = new CountDownLatch(1);
  private final HttpServer server;
  private final WebhookSecrets secrets =
      WebhookSecrets.ofStandard(List.of("whsec_" + "QUFB".repeat(8)));
  private final WebhookVerifier verifier =
      new StandardWebhookVerifier(secrets, Duration.ofMinutes(5), InstantSource.system());

  Subscriber(String name) {
    this.name = name;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.createContext("/", this::take);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  WebhookSubscription subscription() {
    return new WebhookSubscription(
        name,
        URI.create("http://127.0.0.1:%d/hooks".formatted(server.getAddress().getPort())),
        secrets,
        EnumSet.allOf(WebhookEvent.class));
  }

  /** What came about a conversation. */
  List<Message> about(String conversation) {
    return messages.stream()
        .filter(message -> message.body().toString().contains(conversation))
        .toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    boolean verified =
        verifier.verify(exchange.getRequestHeaders()::getFirst, body)
            instanceof WebhookVerifier.Outcome.Verified;
    messages.add(
        new Message(
            String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
            verified,
            JsonMapper.shared().readTree(body)));
    if (status == HANG) {
      try {
        end.await();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
    byte[] answer = ("status " + status).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, status == 204 ? -1 : answer.length);
    if (status != 204) {
      exchange.getResponseBody().write(answer);
    }
    exchange.close();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
  }
}
