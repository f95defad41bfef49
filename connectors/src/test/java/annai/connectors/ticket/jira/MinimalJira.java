package annai.connectors.ticket.jira;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Jira that answers no more than it must, and not as the real one does: no {@code self}, bodies
 * as it got them, 200 for everything, no content types, no categories, no properties, pages that
 * nobody asked for.
 */
final class MinimalJira implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final class Issue {
    private final JsonNode fields;
    private final List<JsonNode> comments = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final Map<String, String> links = new LinkedHashMap<>();
    private String status = "Open";

    Issue(JsonNode fields) {
      this.fields = fields;
    }
  }

  /** Whether a new issue's key is told in the body, or only in the header Location. */
  enum Telling {
    KEY,
    ID,
    LOCATION
  }

  private final HttpServer server;
  private final boolean cloud;
  private final Telling telling;
  private final Map<String, Issue> issues = new LinkedHashMap<>();

  MinimalJira(boolean cloud, Telling telling) {
    this.cloud = cloud;
    this.telling = telling;
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  synchronized List<String> files(String key) {
    return List.copyOf(issue(key).files);
  }

  synchronized List<URI> links(String key) {
    return issue(key).links.values().stream().map(URI::create).toList();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath().replaceFirst("^/rest/api/[23]", "");
    try {
      byte[] answer = answer(exchange, path, body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    } catch (IllegalArgumentException e) {
      exchange.sendResponseHeaders(404, -1);
    } finally {
      exchange.close();
    }
  }

  private synchronized String answer(HttpExchange exchange, String path, byte[] body) {
    String method = exchange.getRequestMethod();
    String[] parts = path.substring(1).split("/", -1);
    return switch (parts[0]) {
      case "serverInfo", "myself" -> "{}";
      case "project" -> "{\"key\": \"MAIL\"}";
      case "search" -> method.equals("POST") ? search(body) : notThere(path);
      case "issue" ->
          parts.length == 1
              ? create(exchange, JSON.readTree(body))
              : issue(method, issue(parts[1]), parts, body);
      default -> notThere(path);
    };
  }

  private static String notThere(String path) {
    throw new IllegalArgumentException(path);
  }

  private Issue issue(String keyOrId) {
    Issue issue = issues.get(keyOrId.matches("\\d+") ? "MAIL-" + keyOrId : keyOrId);
    if (issue == null) {
      throw new IllegalArgumentException(keyOrId);
    }
    return issue;
  }

  private String create(HttpExchange exchange, JsonNode body) {
    int number = issues.size() + 1;
    issues.put("MAIL-" + number, new Issue(body.path("fields")));
    return switch (telling) {
      case KEY -> "{\"key\": \"MAIL-" + number + "\"}";
      case ID -> "{\"id\": " + number + "}";
      case LOCATION -> {
        exchange.getResponseHeaders().set("Location", url() + "/rest/api/2/issue/MAIL-" + number);
        yield "created";
      }
    };
  }

  /** Only the ids, and a page for each. */
  private String search(byte[] body) {
    JsonNode query = JSON.readTree(body);
    String jql = query.path("jql").asString("");
    List<String> found =
        issues.entrySet().stream()
            .filter(
                entry ->
                    entry
                        .getValue()
                        .fields
                        .path("labels")
                        .valueStream()
                        .anyMatch(label -> jql.contains("\"" + label.asString("") + "\"")))
            .map(Map.Entry::getKey)
            .toList();
    int at =
        cloud
            ? Integer.parseInt("0" + query.path("nextPageToken").asString(""))
            : query.path("startAt").asInt(0);
    ObjectNode page = JSON.createObjectNode();
    ArrayNode hits = page.putArray("issues");
    found.stream().skip(at).limit(1).forEach(key -> hits.addObject().put("id", number(key)));
    if (cloud && at + 1 < found.size()) {
      page.put("nextPageToken", Integer.toString(at + 1));
    }
    return (cloud ? page : page.put("total", found.size())).toString();
  }

  private static String number(String key) {
    return key.replace("MAIL-", "");
  }

  private String issue(String method, Issue issue, String[] parts, byte[] body) {
    String what = parts.length < 3 ? "" : parts[2];
    return switch (method + " " + what) {
      case "GET " -> read(issue);
      case "GET comment" -> JSON.createObjectNode().set("comments", comments(issue)).toString();
      case "POST comment" -> {
        issue.comments.add(JSON.readTree(body).path("body"));
        yield "";
      }
      case "GET transitions" -> transitions(issue);
      case "POST transitions" -> {
        String id = JSON.readTree(body).path("transition").path("id").asString("");
        issue.status = id.equals("1") ? "Closed" : "Reopened";
        yield "ok";
      }
      case "POST attachments" -> {
        issue.files.add(fileName(new String(body, StandardCharsets.UTF_8)));
        yield "[]";
      }
      case "POST remotelink" -> {
        JsonNode link = JSON.readTree(body);
        issue.links.put(
            link.path("globalId").asString(""), link.path("object").path("url").asString(""));
        yield "";
      }
      default -> notThere(what);
    };
  }

  private static String fileName(String multipart) {
    return multipart.replaceFirst("(?s).*filename=\"([^\"]*)\".*", "$1");
  }

  private String read(Issue issue) {
    ObjectNode node = JSON.createObjectNode();
    issues.forEach(
        (key, one) -> {
          if (one == issue) {
            node.put("key", key);
          }
        });
    ObjectNode fields = ((ObjectNode) issue.fields).deepCopy();
    fields.set("status", JSON.createObjectNode().put("name", issue.status));
    ArrayNode files = fields.putArray("attachment");
    issue.files.forEach(file -> files.addObject().put("filename", file));
    return node.set("fields", fields).toString();
  }

  private static ArrayNode comments(Issue issue) {
    ArrayNode list = JSON.createArrayNode();
    issue.comments.forEach(
        body -> list.addObject().put("id", Integer.toString(list.size())).set("body", body));
    return list;
  }

  private static String transitions(Issue issue) {
    return issue.status.equals("Closed")
        ? "{\"transitions\": [{\"id\": \"2\", \"to\": {\"name\": \"Reopened\"}}]}"
        : "{\"transitions\": [{\"id\": \"1\", \"to\": {\"name\": \"Closed\"}}]}";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
