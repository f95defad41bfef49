package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.JsonNode;

/** The same webhook a hundred times in parallel, over two nodes of one PostgreSQL. */
final class Hooks {

  private static final int TIMES = 100;

  private record Hook(Map<String, String> headers, byte[] body) {
    boolean about(String text) {
      return new String(body, StandardCharsets.UTF_8).contains(text);
    }
  }

  private Hooks() {}

  static boolean run(World world) throws Exception {
    List<Hook> caught = new CopyOnWriteArrayList<>();
    HttpServer catcher =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    catcher.createContext("/", exchange -> keep(exchange, caught));
    catcher.start();
    try {
      String url = "http://127.0.0.1:" + catcher.getAddress().getPort() + "/";
      JiraProcess jira = world.jira("jira-hooks", "--hook", url, World.HOOK_SECRET);
      List<AnnaiProcess> nodes = world.nodes(2, jira);
      for (AnnaiProcess node : nodes) {
        node.start();
      }
      return rounds(world.options(), jira, nodes, caught);
    } finally {
      catcher.stop(0);
    }
  }

  private static void keep(HttpExchange exchange, List<Hook> caught) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    headers.keySet().removeIf(name -> !name.toLowerCase(java.util.Locale.ROOT).startsWith("x-"));
    caught.add(new Hook(headers, exchange.getRequestBody().readAllBytes()));
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static boolean rounds(
      Options options, JiraProcess jira, List<AnnaiProcess> nodes, List<Hook> caught)
      throws Exception {
    int wrong = 0;
    Map<Integer, Integer> answers = new java.util.TreeMap<>();
    List<Integer> effects = new ArrayList<>();
    try (Customers customers = new Customers(() -> nodes.getFirst().url());
        HttpClient http = HttpClient.newHttpClient()) {
      for (int round = 1; round <= options.rounds(); round++) {
        Promise promise = customers.talk();
        while (promise.closes()) {
          promise = customers.talk();
        }
        Promise mine = promise;
        World.await(
            60, () -> !customers.show(nodes.getLast().url(), mine).path("ticket").isNull());
        String key = new Check(jira.journal().lines()).keyOf(mine.marker());
        String text = "answer-" + round + "-" + mine.id();
        jira.order("comment " + key + " " + text);
        World.await(30, () -> caught.stream().filter(hook -> hook.about(text)).count() >= 2);
        for (Hook hook : caught.stream().filter(hook -> hook.about(text)).toList()) {
          shower(http, nodes, hook).forEach((k, v) -> answers.merge(k, v, Integer::sum));
        }
        World.await(60, () -> seen(customers.show(nodes.getFirst().url(), mine), text) > 0);
        Thread.sleep(3_000);
        int seen = seen(customers.show(nodes.getLast().url(), mine), text);
        effects.add(seen);
        wrong += seen == 1 ? 0 : 1;
      }
    }
    Table table = new Table("the same webhook %d times at once over two nodes".formatted(TIMES));
    table.tell("machine", Table.noise());
    table.tell("rounds, each with comment_created and jira:issue_updated", options.rounds());
    boolean taken = answers.keySet().stream().allMatch(status -> status / 100 == 2);
    table.demand("answers by status", answers, "2xx", taken);
    table.demand("effects in the chat, by round", effects, "1 each", wrong == 0);
    return table.print();
  }

  private static int seen(JsonNode conversation, String text) {
    int seen = 0;
    for (JsonNode row : conversation.path("messages")) {
      seen += row.path("body").toString().contains(text) ? 1 : 0;
    }
    return seen;
  }

  private static Map<Integer, Integer> shower(HttpClient http, List<AnnaiProcess> nodes, Hook hook)
      throws InterruptedException {
    Map<Integer, Integer> answers = new HashMap<>();
    CountDownLatch go = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      String url = nodes.get(i % nodes.size()).url() + "/webhooks/jira";
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      go.await();
                      int status = send(http, url, hook);
                      synchronized (answers) {
                        answers.merge(status, 1, Integer::sum);
                      }
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
    return answers;
  }

  private static int send(HttpClient http, String url, Hook hook) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json");
    hook.headers().forEach(request::header);
    request.POST(HttpRequest.BodyPublishers.ofByteArray(hook.body()));
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }
}
