package annai.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.webhook.WebhookSender.Answer;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WebhookSenderTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final String NEW = "whsec_" + "QUFB".repeat(8);
  private static final String OLD = "whsec_" + "QkJC".repeat(8);

  private final WebhookSecrets secrets = WebhookSecrets.ofStandard(List.of(NEW, OLD));
  private final WebhookSender sender = new WebhookSender(Duration.ofSeconds(2));
  private final HttpServer server;

  WebhookSenderTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void close() {
    sender.close();
    server.stop(0);
  }

  private Answer send(HttpHandler handler) {
    server.createContext("/hook", handler);
    return sender.send(url("/hook"), secrets, "msg_1", NOW, bytes("{\"type\":\"a\"}"));
  }

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    exchange.getRequestBody().readAllBytes();
    byte[] body = bytes(text);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void message_sent_canBeVerifiedWithEitherSecret() {
    AtomicReference<WebhookVerifier.Outcome> byNew = new AtomicReference<>();
    AtomicReference<WebhookVerifier.Outcome> byOld = new AtomicReference<>();

    Answer answer =
        send(
            exchange -> {
              byte[] body = exchange.getRequestBody().readAllBytes();
              byNew.set(verifier(NEW).verify(exchange.getRequestHeaders()::getFirst, body));
              byOld.set(verifier(OLD).verify(exchange.getRequestHeaders()::getFirst, body));
              answer(exchange, 204, "");
            });

    assertThat(answer).isEqualTo(new Answer.Answered(204, "", null));
    assertThat(byNew.get()).isEqualTo(new WebhookVerifier.Outcome.Verified("msg_1", NOW));
    assertThat(byOld.get()).isEqualTo(byNew.get());
  }

  private static WebhookVerifier verifier(String secret) {
    return new StandardWebhookVerifier(
        WebhookSecrets.ofStandard(List.of(secret)),
        Duration.ofMinutes(5),
        InstantSource.fixed(NOW));
  }

  @Test
  void answer_longAndStrange_isKeptAsOneShortLine() {
    Answer answer =
        send(
            exchange -> {
              exchange.getResponseHeaders().set("Retry-After", "7");
              answer(exchange, 503, "down\r\n\u0007 for 😀" + "x".repeat(5_000_000));
            });

    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Answered.class,
            answered -> {
              assertThat(answered.status()).isEqualTo(503);
              assertThat(answered.beginning()).startsWith("down for 😀xxx");
              assertThat(answered.beginning().codePointCount(0, answered.beginning().length()))
                  .isEqualTo(200);
              assertThat(answered.retryAfter()).isEqualTo(Duration.ofSeconds(7));
            });
  }

  @Test
  void redirect_answered_isNotFollowed() {
    AtomicInteger followed = new AtomicInteger();
    server.createContext(
        "/elsewhere",
        exchange -> {
          followed.incrementAndGet();
          answer(exchange, 204, "");
        });

    Answer answer =
        send(
            exchange -> {
              exchange.getResponseHeaders().set("Location", url("/elsewhere").toString());
              answer(exchange, 307, "");
            });

    assertThat(answer).isEqualTo(new Answer.Answered(307, "", null));
    assertThat(followed).hasValue(0);
  }

  @Test
  void subscriber_thatNeverAnswers_isLeftAtTheDeadline() {
    CountDownLatch end = new CountDownLatch(1);
    try {
      Answer answer = send(exchange -> awaitQuietly(end));

      assertThat(answer).isEqualTo(new Answer.Unanswered("no answer within 2 s"));
    } finally {
      end.countDown();
    }
  }

  @Test
  void subscriber_thatDripsItsAnswer_isLeftAtTheDeadline() {
    CountDownLatch end = new CountDownLatch(1);
    try {
      Answer answer =
          send(
              exchange -> {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                awaitQuietly(end);
              });

      assertThat(answer).isEqualTo(new Answer.Unanswered("no answer within 2 s"));
    } finally {
      end.countDown();
    }
  }

  @Test
  void subscriber_thatIsNotThere_isUnanswered() throws Exception {
    // bound and not listening: no other process gets the port meanwhile
    try (Socket silent = new Socket()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI nowhere = URI.create("http://127.0.0.1:%d/hook".formatted(silent.getLocalPort()));

      Answer answer = sender.send(nowhere, secrets, "m", NOW, bytes("{}"));

      assertThat(answer).isEqualTo(new Answer.Unanswered("no connection"));
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
