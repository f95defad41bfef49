package annai.connectors.webhook;

import annai.connectors.RetryAfter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed messages, as {@link StandardWebhook} says, one attempt at a time.
 *
 * <p>Redirects are not followed, and of an answer only the beginning is read. Safe for use by many
 * threads.
 */
public final class WebhookSender implements AutoCloseable {

  /** From connecting to the end of what is read of the answer. */
  public static final Duration DEADLINE = Duration.ofSeconds(15);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** What came of an attempt. */
  public sealed interface Answer {

    /**
     * The other side answered.
     *
     * @param beginning of the answer, in one line, at most 200 characters
     * @param retryAfter what it asked for; null when it didn't
     */
    record Answered(int status, String beginning, @Nullable Duration retryAfter)
        implements Answer {}

    /**
     * There was no answer.
     *
     * @param why in words of ours
     */
    record Unanswered(String why) implements Answer {}
  }

  private final Duration deadline;
  private final HttpClient http;

  public WebhookSender() {
    this(DEADLINE);
  }

  WebhookSender(Duration deadline) {
    this.deadline = deadline;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * Tries once to deliver a message.
   *
   * @param id the same for every attempt
   * @param at of this attempt
   * @param body JSON
   */
  public Answer send(URI url, WebhookSecrets secrets, String id, Instant at, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(deadline)
            .header("Content-Type", "application/json")
            .header("User-Agent", "annai")
            .POST(BodyPublishers.ofByteArray(body));
    StandardWebhook.sign(secrets, id, at, body).forEach(request::header);
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request.build(), _ -> new AnswerBeginning());
    try {
      HttpResponse<String> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      return new Answer.Answered(
          response.statusCode(), response.body(), retryAfter(response, at).orElse(null));
    } catch (TimeoutException _) {
      answer.cancel(true);
      return new Answer.Unanswered(late());
    } catch (ExecutionException e) {
      return new Answer.Unanswered(words(e.getCause()));
    } catch (InterruptedException _) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.Unanswered("interrupted");
    }
  }

  private String words(@Nullable Throwable cause) {
    return switch (cause) {
      case HttpConnectTimeoutException _ ->
          "no connection within %d s".formatted(CONNECT.toSeconds());
      case java.net.http.HttpTimeoutException _ -> late();
      case java.net.ConnectException _ -> "no connection";
      case SSLException e -> "TLS: " + AnswerBeginning.oneLine(String.valueOf(e.getMessage()));
      // the JDK's HttpClient names what it does not repeat after a failure as a cause
      case IOException e when e.getCause() instanceof IOException first -> words(first);
      case IOException _ -> "the connection broke";
      case null, default -> "failed: " + (cause == null ? "" : cause.getClass().getSimpleName());
    };
  }

  private String late() {
    return "no answer within %d s".formatted(deadline.toSeconds());
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response, Instant now) {
    return response
        .headers()
        .firstValue("Retry-After")
        .flatMap(value -> RetryAfter.parse(value, now));
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
