package annai.connectors.ticket.redmine;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Redmine 5 on a free loopback port, all in memory, as a real one was seen to answer: it stores
 * descriptions with CR LF, ignores a status that the workflow doesn't offer and a private note of
 * who may not write one, and serves who shows a bad key as a stranger.
 *
 * <p>The project is "helpdesk"; our account is number 7, somebody else's is number 3.
 */
public final class FakeRedmine implements AutoCloseable {

  public static final String KEY = "0123456789abcdef0123456789abcdef01234567";

  static final int OURS = 7;
  static final int AGENT = 3;

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 25;

  /** A request as it came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String method, String path, Map<String, String> query, byte[] body) {

    boolean is(String method, String path) {
      return this.method.equals(method) && this.path.matches(path);
    }
  }

  /** What goes wrong with a request. */
  sealed interface Fault {
    /** Refused before anything happens. */
    record Answered(int status, String body, Map<String, String> headers) implements Fault {}

    /** It happens, and the connection is cut before the answer. */
    record Dropped() implements Fault {}

    /** It happens, and half of the answer comes. */
    record HalfAnswered() implements Fault {}

    /** It happens, and a byte of the answer comes every tenth of a second. */
    record Dripping() implements Fault {}

    /** Nothing happens, and no answer comes. */
    record Hung() implements Fault {}
  }

  private record Rule(Predicate<Request> when, Fault fault) {}

  private record Answer(int status, @Nullable JsonNode body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final NavigableMap<Integer, ObjectNode> issues = new TreeMap<>();
  private final Map<String, String> uploads = new ConcurrentHashMap<>();
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private int numbers;

  /** What the account may do besides what every account may. */
  volatile List<String> permissions =
      List.of("view_issues", "add_issues", "edit_issues", "add_issue_notes", "set_notes_private");

  volatile boolean administrator;

  /** Which statuses the workflow offers; all of them where empty. */
  volatile List<Integer> offered = List.of();

  /** Versions before 5.0 don't tell. */
  volatile boolean tellsOffered = true;

  /** Whether it tells of a note if it is private. */
  volatile boolean tellsPrivacy = true;

  public FakeRedmine() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every request that fits meets this fault until {@link #heal}. */
  void fault(Predicate<Request> when, Fault fault) {
    rules.add(new Rule(when, fault));
  }

  void heal() {
    rules.clear();
    administrator = false;
    offered = List.of();
    tellsOffered = true;
    tellsPrivacy = true;
    permissions =
        List.of("view_issues", "add_issues", "edit_issues", "add_issue_notes", "set_notes_private");
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  void forgetRequests() {
    requests.clear();
  }

  /** An issue with all of its notes and files. */
  public synchronized JsonNode issue(String number) {
    return existing(number).deepCopy();
  }

  private ObjectNode existing(String number) {
    return requireNonNull(issues.get(Integer.parseInt(number)), number);
  }

  public synchronized int count() {
    return issues.size();
  }

  /** Somebody of the helpdesk opens an issue; answers its number. */
  synchronized String personOpens(String subject, String description) {
    ObjectNode issue = JSON.createObjectNode();
    issue.put("project_id", 1).put("subject", subject).put("description", description);
    return Integer.toString(create(issue, AGENT).path("id").asInt());
  }

  public synchronized void personNotes(String number, String notes, boolean internal) {
    ObjectNode change = JSON.createObjectNode().put("notes", notes).put("private_notes", internal);
    edit(existing(number), change, AGENT);
  }

  public synchronized void personMoves(String number, int status) {
    edit(existing(number), JSON.createObjectNode().put("status_id", status), AGENT);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Request request =
        new Request(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            query(exchange.getRequestURI().getRawQuery()),
            exchange.getRequestBody().readAllBytes());
    requests.add(request);
    String key = exchange.getRequestHeaders().getFirst("X-Redmine-API-Key");
    Fault fault =
        rules.stream()
            .filter(r -> r.when().test(request))
            .map(Rule::fault)
            .findFirst()
            .orElse(null);
    try {
      switch (fault) {
        case Fault.Answered(int status, String body, Map<String, String> headers) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        }
        case Fault.Dropped _ -> answer(request, key);
        case Fault.HalfAnswered _ -> sendHalf(exchange, answer(request, key));
        case Fault.Dripping _ -> drip(exchange, answer(request, key));
        case Fault.Hung _ -> closed.await();
        case null -> {
          Answer answer = answer(request, key);
          send(exchange, answer.status(), bytes(answer));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static byte[] bytes(Answer answer) {
    return answer.body() == null
        ? new byte[0]
        : answer.body().toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private static void sendHalf(HttpExchange exchange, Answer answer) throws IOException {
    byte[] body = bytes(answer);
    exchange.sendResponseHeaders(answer.status(), Math.max(2, body.length));
    exchange.getResponseBody().write(body, 0, body.length / 2);
    exchange.getResponseBody().flush();
  }

  private void drip(HttpExchange exchange, Answer answer) throws IOException, InterruptedException {
    byte[] body = bytes(answer);
    exchange.sendResponseHeaders(answer.status(), body.length);
    for (byte one : body) {
      exchange.getResponseBody().write(one);
      exchange.getResponseBody().flush();
      if (closed.await(100, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static Map<String, String> query(@Nullable String raw) {
    Map<String, String> query = new TreeMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(decode(parts[0]), parts.length == 1 ? "" : decode(parts[1]));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private synchronized Answer answer(Request request, @Nullable String key) {
    boolean known = KEY.equals(key);
    if (!known
        && (!request.method().equals("GET") || request.path().equals("/users/current.json"))) {
      return new Answer(401, null);
    }
    Matcher issue = Pattern.compile("/issues/(\\d+)(/relations)?\\.json").matcher(request.path());
    if (issue.matches()) {
      ObjectNode found = issues.get((int) Math.min(Long.parseLong(issue.group(1)), 1_000_000_000L));
      return found == null
          ? new Answer(404, null)
          : ofIssue(request, found, issue.group(2) != null);
    }
    return switch (request.method() + " " + request.path()) {
      case "GET /users/current.json" -> ok(account());
      case "GET /roles/4.json" -> ok(role());
      case "GET /users.json" -> administrator ? ok(users()) : new Answer(403, null);
      case "GET /projects/helpdesk.json" -> ok(project());
      case "GET /issue_statuses.json" -> ok(statuses("issue_statuses", List.of()));
      case "GET /enumerations/issue_priorities.json" ->
          ok(named("issue_priorities", "Low", "Normal", "High", "Urgent"));
      case "GET /issues.json" -> ok(search(request.query()));
      case "POST /issues.json" -> post(body(request).path("issue"));
      case "POST /uploads.json" -> upload(request);
      default -> new Answer(404, null);
    };
  }

  private static Answer ok(JsonNode body) {
    return new Answer(200, body);
  }

  private static JsonNode body(Request request) {
    return JSON.readTree(request.body());
  }

  private ObjectNode account() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode user = root.putObject("user").put("id", OURS).put("login", "annai");
    if (administrator) {
      user.put("admin", true);
    }
    ObjectNode membership = user.putArray("memberships").addObject().put("id", 1);
    membership.putObject("project").put("id", 1).put("name", "Helpdesk");
    membership.putArray("roles").addObject().put("id", 4).put("name", "Bot");
    return root;
  }

  private ObjectNode role() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putObject("role").put("id", 4).put("name", "Bot").putArray("permissions");
    permissions.forEach(all::add);
    return root;
  }

  private static ObjectNode users() {
    ObjectNode root = JSON.createObjectNode();
    root.putArray("users").addObject().put("id", AGENT).put("login", "hanako");
    return root;
  }

  private static ObjectNode project() {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode project = root.putObject("project").put("id", 1).put("identifier", "helpdesk");
    project.set("trackers", named("trackers", "Support", "Incident").path("trackers"));
    return root;
  }

  private static ObjectNode named(String list, String... names) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray(list);
    for (String name : names) {
      all.addObject().put("id", all.size()).put("name", name);
    }
    return root;
  }

  private static ObjectNode statuses(String list, List<Integer> only) {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode all = root.putArray(list);
    for (JsonNode status : named("s", "New", "In Progress", "Rejected", "Closed").path("s")) {
      int id = status.path("id").asInt();
      if (only.isEmpty() || only.contains(id)) {
        all.add(((ObjectNode) status.deepCopy()).put("is_closed", id > 2));
      }
    }
    return root;
  }

  private ObjectNode search(Map<String, String> query) {
    int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
    int limit = Math.min(100, Integer.parseInt(query.getOrDefault("limit", "" + PAGE)));
    String text = query.getOrDefault("description", "~").substring(1);
    boolean newestFirst = "id:desc".equals(query.get("sort"));
    List<ObjectNode> hits =
        (newestFirst ? issues.descendingMap() : issues)
            .values().stream()
                .filter(i -> "*".equals(query.get("status_id")) || !closed(i))
                .filter(i -> i.path("description").asString("").contains(text))
                .toList();
    ObjectNode root = JSON.createObjectNode();
    ArrayNode page = root.putArray("issues");
    hits.stream().skip(offset).limit(limit).forEach(i -> page.add(without(i, List.of())));
    return root.put("total_count", hits.size()).put("offset", offset).put("limit", limit);
  }

  private Answer post(JsonNode sent) {
    List<String> errors = new ArrayList<>();
    if (sent.path("subject").asString("").isBlank()) {
      errors.add("Subject cannot be blank");
    }
    if (sent.path("subject").asString("").length() > 255) {
      errors.add("Subject is too long (maximum is 255 characters)");
    }
    if (sent.path("project_id").asInt(0) != 1) {
      errors.add("Project cannot be blank");
    }
    if (!errors.isEmpty()) {
      ObjectNode root = JSON.createObjectNode();
      ArrayNode all = root.putArray("errors");
      errors.forEach(all::add);
      return new Answer(422, root);
    }
    ObjectNode root = JSON.createObjectNode();
    root.set("issue", without(create(sent, OURS), List.of()));
    return new Answer(201, root);
  }

  private ObjectNode create(JsonNode sent, int author) {
    numbers++;
    ObjectNode issue = JSON.createObjectNode().put("id", numbers);
    int tracker = sent.path("tracker_id").asInt(1);
    issue.putObject("tracker").put("id", tracker);
    issue.putObject("priority").put("id", sent.path("priority_id").asInt(2));
    issue.putObject("author").put("id", author).put("name", name(author));
    issue.put("subject", sent.path("subject").asString(""));
    issue.put("description", sent.path("description").asString("").replaceAll("\r?\n", "\r\n"));
    issue.set("custom_fields", sent.path("custom_fields").deepCopy());
    issue.set("watchers", sent.path("watcher_user_ids").deepCopy());
    issue.putArray("journals");
    issue.putArray("attachments");
    issue.putArray("relations");
    issue.put("created_on", now());
    move(issue, 1);
    issues.put(numbers, issue);
    return issue;
  }

  private static void move(ObjectNode issue, int status) {
    issue.set("status", statuses("s", List.of(status)).path("s").path(0));
    issue.put("updated_on", now());
  }

  private static boolean closed(JsonNode issue) {
    return issue.path("status").path("is_closed").asBoolean();
  }

  private static String name(int account) {
    return account == OURS ? "Annai" : "Hanako Suzuki";
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private Answer ofIssue(Request request, ObjectNode issue, boolean relation) {
    if (relation) {
      ((ArrayNode) issue.path("relations")).add(body(request).path("relation"));
      return new Answer(201, body(request));
    }
    return switch (request.method()) {
      case "GET" -> {
        List<String> include = List.of(request.query().getOrDefault("include", "").split(",", -1));
        ObjectNode root = JSON.createObjectNode();
        root.set("issue", without(issue, include));
        yield ok(root);
      }
      case "PUT" -> {
        edit(issue, body(request).path("issue"), OURS);
        yield new Answer(204, null);
      }
      default -> new Answer(404, null);
    };
  }

  /** Without what was not asked for. */
  private ObjectNode without(ObjectNode issue, List<String> include) {
    ObjectNode shown = issue.deepCopy();
    for (String part : List.of("journals", "attachments", "watchers", "relations")) {
      if (!include.contains(part)) {
        shown.remove(part);
      }
    }
    if (!tellsPrivacy) {
      shown.path("journals").forEach(journal -> ((ObjectNode) journal).remove("private_notes"));
    }
    if (include.contains("allowed_statuses") && tellsOffered) {
      shown.set("allowed_statuses", statuses("s", offered).path("s"));
    }
    return shown;
  }

  private void edit(ObjectNode issue, JsonNode change, int author) {
    boolean mayNote = author != OURS || permissions.contains("add_issue_notes");
    String notes = mayNote ? change.path("notes").asString("") : "";
    ObjectNode journal = ((ArrayNode) issue.path("journals")).addObject();
    journal.put("id", ++numbers * 100).put("notes", notes).put("created_on", now());
    journal.putObject("user").put("id", author).put("name", name(author));
    boolean mayBePrivate = author != OURS || permissions.contains("set_notes_private");
    journal.put("private_notes", mayBePrivate && change.path("private_notes").asBoolean(false));
    int status = change.path("status_id").asInt(0);
    if (status != 0 && (author != OURS || mayMoveTo(status))) {
      move(issue, status);
      journal.putArray("details").addObject().put("property", "attr").put("name", "status_id");
    }
    for (JsonNode upload : change.path("uploads")) {
      ((ArrayNode) issue.path("attachments"))
          .addObject()
          .put("filename", uploads.get(upload.path("token").asString("")))
          .put("content_type", upload.path("content_type").asString(""));
    }
    issue.put("updated_on", now());
  }

  private boolean mayMoveTo(int status) {
    return permissions.contains("edit_issues") && (offered.isEmpty() || offered.contains(status));
  }

  private Answer upload(Request request) {
    String token = "token-" + uploads.size();
    uploads.put(token, request.query().getOrDefault("filename", token));
    ObjectNode root = JSON.createObjectNode();
    root.putObject("upload").put("token", token);
    return new Answer(201, root);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
