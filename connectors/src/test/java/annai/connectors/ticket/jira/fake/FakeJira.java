package annai.connectors.ticket.jira.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A Jira on a free loopback port, all in memory.
 *
 * <p>Log in as {@link Flavour#MAIL_ADDRESS} with {@link Flavour#TOKEN}. Everything that Annai sees
 * goes over HTTP; a test makes people act and reads the truth by the methods here.
 */
public final class FakeJira implements AutoCloseable {

  /**
   * What kind of site it is.
   *
   * @param serviceDesk whether comments say if they are public
   * @param largestFile bytes of an attachment
   */
  public record Site(
      Flavour flavour,
      String project,
      boolean serviceDesk,
      Workflow workflow,
      RandomFaults faults,
      int largestFile,
      Duration hookPause) {

    public static Site of(Flavour flavour) {
      return new Site(
          flavour,
          "MAIL",
          true,
          Workflow.STEPWISE,
          RandomFaults.NONE,
          10_485_760,
          Duration.ofMillis(200));
    }

    public Site with(Workflow workflow) {
      return new Site(flavour, project, serviceDesk, workflow, faults, largestFile, hookPause);
    }

    public Site with(RandomFaults faults) {
      return new Site(flavour, project, serviceDesk, workflow, faults, largestFile, hookPause);
    }

    public Site withoutServiceDesk() {
      return new Site(flavour, project, false, workflow, faults, largestFile, hookPause);
    }

    public Site withLargestFile(int bytes) {
      return new Site(flavour, project, serviceDesk, workflow, faults, bytes, hookPause);
    }
  }

  /** A webhook that was sent; status 0 when nobody answered. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Delivery(String event, String identifier, int repeat, int status, byte[] body) {}

  /** An issue as it is now. */
  public record Truth(
      String key, String summary, List<String> labels, String category, List<String> comments) {}

  private record Rule(Predicate<JiraRequest> when, Fault fault, AtomicInteger left) {}

  private final Site site;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Routes routes = new Routes();
  private final Issues issues;
  private final IssueJson json;
  private final Hooks hooks;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<JiraRequest> requests = new ArrayList<>();
  private final AtomicLong numbers = new AtomicLong();
  private final @Nullable Journal journal;

  static {
    // else a short answer waits for the peer's delayed acknowledgement
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private FakeJira(Site site, int port, @Nullable Journal journal) throws IOException {
    this.site = site;
    this.journal = journal;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 256);
    this.hooks = new Hooks(site.hookPause());
    this.json = new IssueJson(site.flavour(), site.serviceDesk(), url());
    this.issues = new Issues(site, json, this::announced);
    new IssueRoutes(issues, json).addTo(routes);
    new FileAndLinkRoutes(issues, json, site.largestFile()).addTo(routes);
    new SearchRoutes(issues, json).addTo(routes);
    new SiteRoutes(json, site.project(), url().toString()).addTo(routes);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public static FakeJira start(Flavour flavour) {
    return start(Site.of(flavour));
  }

  public static FakeJira start(Site site) {
    return start(site, 0, null);
  }

  /**
   * Starts one that keeps a journal.
   *
   * @param port 0 for a free one
   * @param journal where every request and every new issue is appended as a line of JSON
   */
  public static FakeJira start(Site site, int port, @Nullable Path journal) {
    try {
      return new FakeJira(site, port, journal == null ? null : new Journal(journal));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its address, without {@code /rest}. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Every request that fits meets this fault from now on; the rule given first wins. */
  public void fault(Predicate<JiraRequest> when, Fault fault) {
    fault(when, fault, Integer.MAX_VALUE);
  }

  /** The next requests that fit meet this fault. */
  public void fault(Predicate<JiraRequest> when, Fault fault, int times) {
    rules.add(new Rule(when, fault, new AtomicInteger(times)));
  }

  /** Ends all faults given by {@link #fault}. */
  public void heal() {
    rules.clear();
  }

  /** Sends events there from now on. */
  public void webhook(URI url, @Nullable String secret) {
    hooks.add(new Hooks.Target(url, secret));
  }

  /** Every webhook that was sent, in the order in which they were answered. */
  public List<Delivery> deliveries() {
    return hooks.deliveries();
  }

  /** The value of {@code X-Hub-Signature} for a body. */
  public static String signature(String secret, byte[] body) {
    return Hooks.signature(secret, body);
  }

  /** Every request that came, in order. */
  public List<JiraRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  public void forgetRequests() {
    synchronized (requests) {
      requests.clear();
    }
  }

  /** Every issue, oldest first, whether or not a search knows of it yet. */
  public List<Truth> truth() {
    return issues.all().stream().map(issue -> truth(issue.key)).toList();
  }

  public Truth truth(String key) {
    return issues.with(
        key,
        issue ->
            new Truth(
                issue.key,
                issue.fields.getOrDefault("summary", IssueJson.object()).asString(""),
                issue.labels(),
                issue.status.category,
                issue.comments.stream().map(c -> RichText.plain(c.body)).toList()));
  }

  /** The issue as {@code GET issue} answers it, with all fields. */
  public JsonNode raw(String key) {
    return issues.with(
        key, issue -> json.issue(issue, java.util.Set.of("*all"), java.util.Set.of("*all")));
  }

  /** The names of an issue's files, in the order in which they came. */
  public List<String> files(String key) {
    return issues.with(key, issue -> issue.files.stream().map(FakeIssue.File::name).toList());
  }

  /** The addresses of an issue's remote links. */
  public List<URI> remoteLinks(String key) {
    return issues.with(
        key,
        issue ->
            issue.remoteLinks.stream()
                .map(link -> URI.create(link.sent().path("object").path("url").asString("")))
                .toList());
  }

  /** Somebody of the helpdesk writes; answers the comment's id. */
  public String personComments(String key, String text, boolean internal) {
    ObjectNode body = IssueJson.object();
    body.set("body", rich(text));
    if (internal) {
      ObjectNode property = IssueJson.object().put("key", Fields.INTERNAL);
      property.putObject("value").put("internal", true);
      body.putArray("properties").add(property);
    }
    return issues.comment(key, body, Account.AGENT).id;
  }

  private JsonNode rich(String text) {
    return switch (site.flavour()) {
      case DATA_CENTER -> JiraRequest.JSON.getNodeFactory().stringNode(text);
      case CLOUD -> document(text);
    };
  }

  private static JsonNode document(String text) {
    ObjectNode document = IssueJson.object().put("type", "doc").put("version", 1);
    var content = document.putArray("content").addObject().put("type", "paragraph");
    content.putArray("content").addObject().put("type", "text").put("text", text);
    return document;
  }

  /**
   * Somebody of the helpdesk moves an issue on until its status is of this category.
   *
   * @param category new, indeterminate or done
   */
  public void personMoves(String key, String category) {
    while (!issues.with(key, issue -> issue.status.category).equals(category)) {
      ObjectNode body = IssueJson.object();
      body.putObject("transition").put("id", issues.transitions(key).getFirst().id());
      issues.transition(key, body, Account.AGENT);
    }
  }

  public void personDeletes(String key) {
    issues.delete(key, Account.AGENT);
  }

  /** Somebody of the helpdesk opens an issue, as from a phone call; answers its key. */
  public String personOpens(String summary) {
    ObjectNode body = IssueJson.object();
    ObjectNode fields = body.putObject("fields").put("summary", summary);
    fields.putObject("project").put("key", site.project());
    fields.putObject("issuetype").put("name", Fields.TYPES.getFirst());
    return issues.create(body, Account.AGENT).key;
  }

  private void announced(Issues.Change change) {
    if (journal != null) {
      ObjectNode line = line(change.event());
      line.put("key", change.body().path("issue").path("key").asString(""));
      line.set("labels", change.body().path("issue").path("fields").path("labels"));
      line.put("status", change.body().at("/issue/fields/status/statusCategory/key").asString(""));
      if (change.body().has("comment")) {
        line.put("comment", change.body().path("comment").path("body").asString(""));
      }
      journal.write(line);
    }
    hooks.send(change);
  }

  /** The next issue that is to be made meets this fault, however often it is tried. */
  void poison(Fault fault) {
    AtomicReference<String> marked = new AtomicReference<>();
    fault(
        request ->
            request.createsIssue()
                && labels(request)
                    .toString()
                    .equals(
                        marked.updateAndGet(
                            known -> known == null ? labels(request).toString() : known)),
        fault);
  }

  private static ObjectNode line(String event) {
    return IssueJson.object().put("at", Instant.now().toEpochMilli()).put("event", event);
  }

  private void handle(HttpExchange exchange) throws IOException {
    JiraRequest request =
        new JiraRequest(
            numbers.incrementAndGet(),
            Instant.now(),
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            exchange.getRequestURI().getRawQuery(),
            JiraRequest.copy(exchange.getRequestHeaders()),
            exchange.getRequestBody().readAllBytes());
    Optional<Fault> fault = faultOf(request);
    record(request, fault);
    try {
      if (fault.isEmpty()) {
        send(exchange, answer(request));
      } else {
        suffer(exchange, request, fault.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private void record(JiraRequest request, Optional<Fault> fault) {
    synchronized (requests) {
      requests.add(request);
    }
    if (journal != null) {
      ObjectNode line = line("request").put("number", request.number());
      line.put("method", request.method()).put("path", request.path());
      fault.ifPresent(f -> line.put("fault", f.word()));
      if (request.createsIssue()) {
        line.set("labels", labels(request));
      }
      journal.write(line);
    }
  }

  private static JsonNode labels(JiraRequest request) {
    try {
      return request.json().path("fields").path("labels");
    } catch (JiraRefusal e) {
      return JiraRequest.JSON.createArrayNode();
    }
  }

  private Optional<Fault> faultOf(JiraRequest request) {
    for (Rule rule : rules) {
      if (rule.when().test(request) && rule.left().getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        return Optional.of(rule.fault());
      }
    }
    return site.faults().of(request);
  }

  private JiraAnswer answer(JiraRequest request) {
    boolean open = request.route().equals("/serverInfo");
    if (!open && !site.flavour().authorization().equals(request.header("Authorization"))) {
      return JiraAnswer.error(401, "Client must be authenticated to access this resource.")
          .with("WWW-Authenticate", "OAuth realm=\"" + url() + "\"");
    }
    return routes.answer(request, site.flavour().root());
  }

  private void suffer(HttpExchange exchange, JiraRequest request, Fault fault)
      throws IOException, InterruptedException {
    switch (fault) {
      case Fault.Answered answered -> send(exchange, answered.answer());
      case Fault.Refused _ -> {}
      case Fault.Dropped _ -> answer(request);
      case Fault.HalfAnswered _ -> sendHalf(exchange, answer(request));
      case Fault.Hung _ -> closed.await();
      case Fault.Late late -> {
        pause(late.after());
        answer(request);
      }
      case Fault.Slow slow -> {
        pause(slow.after());
        send(exchange, answer(request));
      }
    }
  }

  private void pause(Duration time) throws InterruptedException {
    closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void send(HttpExchange exchange, JiraAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    if (length > 0) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }

  private static void sendHalf(HttpExchange exchange, JiraAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(answer.status(), Math.max(2, answer.body().length));
    exchange.getResponseBody().write(answer.body(), 0, answer.body().length / 2);
    exchange.getResponseBody().flush();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    hooks.close();
    if (journal != null) {
      journal.close();
    }
  }

  /**
   * Runs until standard input ends: {@code [--cloud] [--direct] [--port N] [--journal FILE] [--seed
   * N] [--timeout MILLIS] [--hook URL SECRET]}. A seed switches the harsh faults on for callers
   * that give up after the time-out. Prints its address; takes orders as lines: {@code down},
   * {@code up}, {@code poison STATUS-or-hang} for the next new issue, {@code comment KEY TEXT}.
   */
  public static void main(String[] arguments) throws IOException {
    FakeJiraProcess.run(List.of(arguments), System.in, System.out);
  }
}
