package annai.bench.tickets;

import annai.connectors.ticket.TicketMarker;
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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Customers who ask for a person, so that a ticket opens. Whatever is not acknowledged is said
 * again, with the same id, to whichever node is there.
 */
final class Customers implements AutoCloseable {

  /**
   * A conversation whose ticket Annai has promised.
   *
   * @param asked when the customer said the word that the ticket waited for, in milliseconds
   * @param at when the promise came
   * @param closes whether the customer said afterwards that it works
   */
  record Promise(
      int number,
      String id,
      String token,
      String marker,
      long asked,
      long at,
      boolean closes) {}

  private static final String BASE = "/api/v1/conversations";

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final Supplier<String> node;
  private final List<Promise> promises = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger repeats = new AtomicInteger();
  private final AtomicInteger talking = new AtomicInteger();
  private final Semaphore budget = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param node where the next call goes; empty while nobody answers
   */
  Customers(Supplier<String> node) {
    this.node = node;
  }

  List<Promise> promises() {
    return List.copyOf(promises);
  }

  int repeats() {
    return repeats.get();
  }

  int talking() {
    return talking.get();
  }

  /** That many more may come. */
  void admit(int more) {
    budget.release(more);
  }

  /** How many have been admitted and not yet come. */
  int waiting() {
    return budget.availablePermits();
  }

  /** So many talk at a time from now on. */
  void begin(int atOnce) {
    for (int i = 0; i < atOnce; i++) {
      threads.add(Thread.ofVirtual().start(this::talkOneByOne));
    }
  }

  private void talkOneByOne() {
    try {
      while (true) {
        budget.acquire();
        talking.incrementAndGet();
        try {
          talk();
        } finally {
          talking.decrementAndGet();
        }
      }
    } catch (InterruptedException _) {
      // over
    }
  }

  /** One customer from the first word to the last; every fifth says more and is content. */
  Promise talk() throws InterruptedException {
    int number = numbers.incrementAndGet();
    JsonNode begun = ask(BASE, "", Map.of("language", number % 2 == 0 ? "en" : "ja"));
    String id = begun.path("id").asString();
    String token = begun.path("token").asString();
    say(id, token, "1", "text", number % 2 == 0 ? "I want to talk to a person" : "担当者と話したいです");
    long asked = System.currentTimeMillis();
    say(id, token, "2", "choice", "decline");
    boolean closes = number % 5 == 0;
    Promise promise =
        new Promise(
            number,
            id,
            token,
            TicketMarker.of(id + "/1").token(),
            asked,
            System.currentTimeMillis(),
            closes);
    if (closes) {
      say(id, token, "3", "text", "word 1 of " + number);
      say(id, token, "4", "text", "word 2 of " + number);
      say(id, token, "5", "text", number % 2 == 0 ? "It works now, thank you" : "直りました、ありがとう");
    }
    promises.add(promise);
    return promise;
  }

  private void say(String id, String token, String messageId, String kind, String what)
      throws InterruptedException {
    ask(BASE + "/" + id + "/messages", token, Map.of("clientMessageId", messageId, kind, what));
  }

  /** Says it until it is acknowledged. */
  private JsonNode ask(String path, String token, Map<String, String> body)
      throws InterruptedException {
    String text = JsonMapper.shared().writeValueAsString(body);
    while (true) {
      String base = node.get();
      if (!base.isEmpty()) {
        try {
          HttpResponse<String> answer = post(base + path, token, text);
          if (answer.statusCode() / 100 == 2) {
            return JsonMapper.shared().readTree(answer.body());
          }
          if (answer.statusCode() / 100 == 4 && answer.statusCode() != 429) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + answer.body());
          }
        } catch (IOException _) {
          // said again
        }
        repeats.incrementAndGet();
      }
      Thread.sleep(100);
    }
  }

  private HttpResponse<String> post(String url, String token, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** The conversation as its customer sees it. */
  JsonNode show(String base, Promise promise) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + BASE + "/" + promise.id()))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + promise.token())
            .GET()
            .build();
    return JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
  }

  @Override
  public void close() throws InterruptedException {
    for (Thread thread : threads) {
      thread.interrupt();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    http.shutdownNow();
  }
}
