package annai.bot.wiring;

import annai.bot.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One conversation over HTTP, with whatever process answers now. */
final class HttpCustomer {

  private static final String BASE = "/api/v1/conversations";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private ServiceProcess service;
  private final String id;
  private final String token;
  private int messages;

  HttpCustomer(ServiceProcess service, String language) throws IOException, InterruptedException {
    this.service = service;
    JsonNode begun = service.ask("POST", BASE, null, json(Map.of("language", language)));
    this.id = begun.path("id").asString();
    this.token = begun.path("token").asString();
  }

  static String json(Map<String, String> members) {
    return JsonMapper.shared().writeValueAsString(members);
  }

  /** Goes on with another process. */
  void moveTo(ServiceProcess next) {
    service = next;
  }

  String path() {
    return BASE + "/" + id;
  }

  String token() {
    return token;
  }

  long say(String text) throws IOException, InterruptedException {
    return send("text", text);
  }

  long choose(String choice) throws IOException, InterruptedException {
    return send("choice", choice);
  }

  private long send(String kind, String what) throws IOException, InterruptedException {
    return send("m" + messages++, kind, what);
  }

  long send(String messageId, String kind, String what) throws IOException, InterruptedException {
    String body = json(Map.of("clientMessageId", messageId, kind, what));
    return service.ask("POST", path() + "/messages", token, body).path("seq").asLong();
  }

  JsonNode show() throws IOException, InterruptedException {
    return service.ask("GET", path(), token, null);
  }

  List<JsonNode> rows() throws IOException, InterruptedException {
    List<JsonNode> rows = new ArrayList<>();
    show().path("messages").forEach(rows::add);
    return rows;
  }

  /** The ids of the newest choices. */
  List<String> choices() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (JsonNode row : rows().reversed()) {
      if (row.path("type").asString().equals("choices")) {
        row.path("body").path("choices").forEach(one -> ids.add(one.path("id").asString()));
        break;
      }
    }
    return ids;
  }

  /** Asks until a row behind that one is as wanted. */
  JsonNode await(long behind, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      for (JsonNode row : rows()) {
        if (row.path("seq").asLong() > behind && wanted.test(row)) {
          return row;
        }
      }
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new IOException("The wanted row never came: " + rows());
  }
}
