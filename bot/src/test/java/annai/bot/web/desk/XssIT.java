package annai.bot.web.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.ServiceProcess;
import annai.bot.attachments.SampleFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What strangers write, through every path of text into both pages, in a real browser: nothing
 * runs, nothing is blocked because it was tried, and all is shown as it was typed. The browser part
 * is skipped where Debian's chromium isn't installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class XssIT {

  private static final String CUSTOMERS = "/api/v1/conversations";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MOST_AT_ONCE = 3_500;

  /** What an attack would call, and where the browser says that it stopped one. */
  private static final String WATCH =
      """
      window.canaries = [];
      window.canary = (...all) => window.canaries.push(String(all));
      for (const name of ['alert', 'confirm', 'prompt']) window[name] = window.canary;
      document.addEventListener('securitypolicyviolation',
        (event) => window.canaries.push(event.violatedDirective + ' ' + event.blockedURI));
      """;

  /** Which of the texts are not on the page, but for what nobody sees and the widths of blanks. */
  private static final String MISSING =
      """
      const plain = (text) => text.replace(/[\\p{Cf}\\p{Zl}\\p{Cc}\\s]+/gu, '');
      const all = plain(document.querySelector(arguments[0])?.textContent ?? '');
      return arguments[1].filter((text) => !all.includes(plain(text)));
      """;

  private final List<String> payloads = payloads();
  private final HttpClient http = HttpClient.newHttpClient();
  private ServiceProcess service;
  private DeskBrowser agent;

  private static List<String> payloads() {
    try (InputStream file = XssIT.class.getResourceAsStream("/xss/payloads.txt")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    service = new ServiceProcess(folder, 0, Map.of("ANNAI_MESSAGES_PER_MINUTE", "10000"));
    agent = new DeskBrowser(service.url(""), null);
    Matcher code = Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(code.find()).isTrue();
    agent.ask(
        "POST",
        "/setup",
        Map.of(
            "code", code.group(1), "login", "sato", "name", "Sato", "password", "correct horse b"));
  }

  @AfterAll
  void close() {
    service.close();
  }

  /** A conversation and the right to it. */
  private record Talk(String id, String token) {}

  private Talk begin() throws Exception {
    JsonNode begun = service.ask("POST", CUSTOMERS, null, "{\"language\": \"en\"}");
    return new Talk(begun.path("id").asString(), begun.path("token").asString());
  }

  private long say(Talk talk, Map<String, Object> message) throws Exception {
    Map<String, Object> whole = new java.util.TreeMap<>(message);
    whole.put("clientMessageId", UUID.randomUUID().toString());
    String json = JsonMapper.shared().writeValueAsString(whole);
    return service
        .ask("POST", CUSTOMERS + "/" + talk.id + "/messages", talk.token, json)
        .path("seq")
        .asLong();
  }

  private JsonNode show(Talk talk) throws Exception {
    return service.ask("GET", CUSTOMERS + "/" + talk.id, talk.token, null);
  }

  private HttpResponse<String> attach(Talk talk, String name, HttpRequest.BodyPublisher content)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    service.url(
                        "%s/%s/attachments?clientMessageId=%s"
                            .formatted(CUSTOMERS, talk.id, UUID.randomUUID()))))
            .header("Authorization", "Bearer " + talk.token)
            .header("Content-Type", "application/octet-stream")
            .header(
                "Content-Disposition",
                "attachment; filename*=UTF-8''"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .POST(content)
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** The payloads in as few texts as they fit into. */
  private List<String> batches() {
    List<String> batches = new ArrayList<>();
    StringBuilder batch = new StringBuilder();
    for (String payload : payloads) {
      if (batch.length() + payload.length() > MOST_AT_ONCE) {
        batches.add(batch.toString());
        batch.setLength(0);
      }
      batch.append(payload).append('\n');
    }
    batches.add(batch.toString());
    return batches;
  }

  @Test
  void payloads_throughEveryPath_runNothingAndAreShownAsTyped() throws Exception {
    DeskScreen.assumeBrowser();
    assertThat(payloads).hasSizeGreaterThanOrEqualTo(200);
    List<String> few = payloads.stream().filter(one -> one.length() < 55).limit(40).toList();
    Talk talk = begin();
    echoed(talk, few.getFirst());
    String ticket = "/tickets/built-in/" + ticket(talk);
    String path = "/conversations/" + talk.id;
    long epoch = agent.ask("GET", path, null).path("epoch").asLong();
    long held = agent.ask("POST", path + "/claim", Map.of("epoch", epoch)).path("epoch").asLong();
    List<String> batches = batches();
    for (String batch : batches) {
      say(talk, Map.of("text", batch));
      Map<String, Object> words =
          Map.of("clientMessageId", UUID.randomUUID().toString(), "text", batch);
      agent.ask("POST", path + "/notes", words);
      agent.ask("POST", path + "/replies", with(words, "epoch", held));
      for (boolean internal : new boolean[] {true, false}) {
        agent.ask("POST", ticket + "/comments", with(words, "internal", internal));
      }
    }
    List<String> names = few.stream().filter(one -> !one.matches(".*[/\\\\].*")).limit(15).toList();
    for (String name : names) {
      assertThat(attach(talk, name + ".txt", BodyPublishers.ofString("x")).statusCode())
          .isEqualTo(202);
    }
    assertThat(
            attach(talk, "a.png", BodyPublishers.ofByteArray(SampleFiles.picture("png", 9, 9)))
                .statusCode())
        .isEqualTo(202);
    List<Talk> others = named(few);
    String typed = String.join("\n", texts(talk));
    assertThat(payloads.stream().filter(one -> !typed.contains(one)))
        .as("what is not kept as the customer typed it")
        .isEmpty();
    try (DeskScreen screen = DeskScreen.open()) {
      look(screen, talk, ticket, names, few.subList(0, others.size()));
    }
  }

  private static Map<String, Object> with(Map<String, Object> words, String name, Object value) {
    Map<String, Object> more = new java.util.TreeMap<>(words);
    more.put(name, value);
    more.put("clientMessageId", UUID.randomUUID().toString());
    return more;
  }

  /** The bot says again what it was told: the name of a mail client, in the ticket's title, too. */
  private void echoed(Talk talk, String payload) throws Exception {
    say(talk, Map.of("choice", "cannot-send"));
    say(talk, Map.of("choice", "mail-client:other"));
    say(talk, Map.of("text", payload));
    say(talk, Map.of("choice", "person"));
    say(talk, Map.of("text", payload + " a@mediacat.example"));
  }

  private String ticket(Talk talk) throws Exception {
    await().atMost(PATIENCE).until(() -> !show(talk).path("ticket").isNull());
    return show(talk).path("ticket").path("key").asString();
  }

  /** Customers who call themselves so, waiting in the queue. */
  private List<Talk> named(List<String> names) throws Exception {
    List<Talk> talks = new ArrayList<>();
    for (String name : names.subList(0, 8)) {
      Talk talk = begin();
      say(talk, Map.of("text", name));
      say(talk, Map.of("choice", "person"));
      say(talk, Map.of("text", name + " a@mediacat.example"));
      say(talk, Map.of("text", name));
      talks.add(talk);
    }
    return talks;
  }

  private List<String> texts(Talk talk) throws Exception {
    return show(talk)
        .path("messages")
        .valueStream()
        .filter(row -> row.path("from").asString().equals("customer"))
        .map(row -> row.path("body").path("text").asString(""))
        .toList();
  }

  private void look(
      DeskScreen screen, Talk talk, String ticket, List<String> names, List<String> queued)
      throws Exception {
    var page = screen.driver();
    page.executeCdpCommand("Page.enable", Map.of());
    page.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
    page.get(service.url("/openapi"));
    page.executeScript(
        "localStorage.setItem('annai.conversation', arguments[0])",
        JsonMapper.shared().writeValueAsString(Map.of("id", talk.id, "token", talk.token)));
    List<String> all = Stream.concat(payloads.stream(), names.stream()).toList();
    page.get(service.url("/chat"));
    shows(screen, ".transcript", all);
    screen.await(() -> !page.findElements(thumbnail()).isEmpty());
    for (String cookie : List.of("annai-desk", "annai-desk-csrf")) {
      page.manage().addCookie(new Cookie(cookie, agent.cookie(cookie).orElseThrow()));
    }
    page.get(service.url("/desk#/conversation/" + talk.id));
    shows(screen, ".talk-log", all);
    page.get(service.url("/desk#" + ticket.replace("/tickets/", "/ticket/")));
    shows(screen, "body", payloads);
    page.get(service.url("/desk#/queue"));
    shows(screen, "body", queued);
  }

  private static org.openqa.selenium.By thumbnail() {
    return org.openqa.selenium.By.cssSelector("img.thumbnail[src^='blob:']");
  }

  private static void shows(DeskScreen screen, String within, List<String> texts) {
    screen.await(() -> ((List<?>) screen.driver().executeScript(MISSING, within, texts)).isEmpty());
    assertThat((List<?>) screen.driver().executeScript("return window.canaries"))
        .as("what ran, or was stopped by the policy")
        .isEmpty();
  }

  @Test
  void lineBreaks_inAMessage_stayInOneEventAndInItsText() throws Exception {
    Talk talk = begin();
    String text = "a\r\nid: 999\rdata: {}\n\nevent: end\ndata: x\n\n\u2028: y\u2029z";
    long seq = say(talk, Map.of("text", text));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(service.url(CUSTOMERS + "/" + talk.id + "/events")))
            .header("Authorization", "Bearer " + talk.token)
            .header("Last-Event-ID", Long.toString(seq - 1))
            .build();

    try (Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body()) {
      List<String> event =
          lines
              .dropWhile(line -> !line.startsWith("id:"))
              .takeWhile(line -> !line.isEmpty())
              .toList();

      assertThat(event).hasSize(2);
      assertThat(event.getFirst()).isEqualTo("id:" + seq);
      assertThat(event.getLast()).startsWith("data:");
      JsonNode row = JsonMapper.shared().readTree(event.getLast().substring(5));
      assertThat(row.path("body").path("text").asString())
          .isEqualTo(text.replace("\r\n", "\n").replace('\r', '\n'));
    }
  }

  @Test
  void filesThatAreNone_areRefusedWithAWordThatHelps() throws Exception {
    Talk talk = begin();

    HttpResponse<String> large =
        attach(talk, "a.png", BodyPublishers.ofByteArray(new byte[40_000_000]));
    HttpResponse<String> svg =
        attach(talk, "a.png", BodyPublishers.ofString("<svg onload='canary()'/>"));
    HttpResponse<String> html =
        attach(talk, "a.txt", BodyPublishers.ofString("<html><script>canary()</script>"));

    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("at most 10485760 bytes");
    assertThat(svg.statusCode()).isEqualTo(415);
    assertThat(html.statusCode()).isEqualTo(415);
    assertThat(svg.body()).contains("\"reason\":\"page\"", "expected a picture");
  }

  @Test
  void strangers_fromOtherSitesAndWithForgedNames_getNothing() throws Exception {
    Talk talk = begin();
    Talk other = begin();
    HttpRequest foreign =
        HttpRequest.newBuilder(URI.create(service.url(CUSTOMERS)))
            .header("Content-Type", "application/json")
            .header("Origin", "https://evil.example")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<String> unknown =
        service.call("GET", CUSTOMERS + "/" + UUID.randomUUID(), talk.token, null);
    HttpResponse<String> another =
        service.call("GET", CUSTOMERS + "/" + other.id, talk.token, null);
    HttpResponse<String> forged = service.call("GET", CUSTOMERS + "/" + talk.id, "forged", null);

    assertThat(http.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(another.statusCode()).isEqualTo(404);
    assertThat(problem(another)).isEqualTo(problem(unknown)).isEqualTo(problem(forged));
    HttpResponse<String> desk = service.call("GET", "/desk", null, null);
    assertThat(desk.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("frame-ancestors 'none'");
    assertThat(
            agent
                .send(
                    "POST",
                    DeskBrowser.API + "/conversations/" + talk.id + "/notes",
                    Map.of(),
                    Map.of("Origin", "https://evil.example", "X-CSRF-Token", "guessed"))
                .statusCode())
        .isEqualTo(403);
  }

  /** The same but for the address that was asked for. */
  private static String problem(HttpResponse<String> answer) {
    return answer.body().replaceAll("\"instance\":\"[^\"]*\"", "");
  }
}
