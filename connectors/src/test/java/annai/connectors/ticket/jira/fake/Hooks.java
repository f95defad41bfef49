package annai.connectors.ticket.jira.fake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Webhooks out: unordered, in parallel, at least once, signed where there is a secret; repeated up
 * to five times under one identifier.
 */
final class Hooks implements AutoCloseable {

  /** Where events go. */
  record Target(URI url, @Nullable String secret) {}

  private static final Set<Integer> REPEATED = Set.of(408, 409, 425, 429);
  private static final int REPEATS = 5;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Target> targets = new CopyOnWriteArrayList<>();
  private final List<FakeJira.Delivery> deliveries = new ArrayList<>();
  private final Duration pause;

  /**
   * @param pause between repeats; the real one waits five to fifteen minutes
   */
  Hooks(Duration pause) {
    this.pause = pause;
  }

  void add(Target target) {
    targets.add(target);
  }

  List<FakeJira.Delivery> deliveries() {
    synchronized (deliveries) {
      return List.copyOf(deliveries);
    }
  }

  void send(Issues.Change change) {
    byte[] body = change.body().toString().getBytes(StandardCharsets.UTF_8);
    for (Target target : targets) {
      String identifier = UUID.randomUUID().toString();
      senders.execute(() -> deliver(target, change.event(), identifier, body, 0));
    }
  }

  private void deliver(Target target, String event, String identifier, byte[] body, int repeat) {
    int status = post(target, identifier, body, repeat);
    synchronized (deliveries) {
      deliveries.add(new FakeJira.Delivery(event, identifier, repeat, status, body));
    }
    boolean again = status == 0 || status >= 500 || REPEATED.contains(status);
    if (again && repeat < REPEATS) {
      CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, senders)
          .execute(() -> deliver(target, event, identifier, body, repeat + 1));
    }
  }

  private int post(Target target, String identifier, byte[] body, int repeat) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.url())
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json; charset=utf-8")
            .header("X-Atlassian-Webhook-Identifier", identifier)
            .header("X-Atlassian-Webhook-Flow", "Primary")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (repeat > 0) {
      request.header("X-Atlassian-Webhook-Retry", Integer.toString(repeat));
    }
    if (target.secret() != null) {
      request.header("X-Hub-Signature", signature(target.secret(), body));
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    senders.shutdownNow();
    http.shutdownNow();
  }
}
