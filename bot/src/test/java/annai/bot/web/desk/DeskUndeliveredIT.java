package annai.bot.web.desk;

import static annai.bot.web.desk.DeskApiIT.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import annai.bot.ServiceProcess;
import annai.bot.SignedHook;
import annai.bot.store.DatabaseSettings;
import annai.bot.store.TestDatabases;
import annai.bot.web.Contract;
import annai.connectors.ticket.jira.fake.FakeJira;
import annai.connectors.ticket.jira.fake.Fault;
import annai.connectors.ticket.jira.fake.Flavour;
import annai.connectors.ticket.jira.fake.JiraRequest;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.By;
import tools.jackson.databind.JsonNode;

/** What could not be delivered, at the desk of the whole service, with a Jira that refuses. */
@SuppressWarnings("NullAway.Init") // set before each test
class DeskUndeliveredIT {

  private static final String CUSTOMERS = "/api/v1/conversations";
  private static final String PASSWORD = "correct horse 馬";
  private static final String SECRET = "summer";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile int subscriberAnswers = 410;
  private HttpServer subscriber;
  private FakeJira jira;
  private ServiceProcess service;
  private DeskBrowser admin;

  @BeforeEach
  void begin() throws Exception {
    jira = FakeJira.start(Flavour.CLOUD);
    jira.fault(JiraRequest::createsIssue, Fault.status(400, "Component is required."));
    subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    subscriber.createContext(
        "/",
        exchange -> {
          told.add(exchange.getRequestHeaders().getFirst("webhook-id"));
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(subscriberAnswers, -1);
          exchange.close();
        });
    subscriber.start();
  }

  @AfterEach
  @SuppressWarnings("UnnecessaryNullCheck")
  void end() {
    if (service != null) {
      service.close();
    }
    subscriber.stop(0);
    jira.close();
    http.shutdownNow();
  }

  private void start(Path folder, TestDatabases kind) throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("ANNAI_TICKETS_SYSTEM", "jira");
    settings.put("ANNAI_TICKETS_OPEN", "on-handoff");
    settings.put("ANNAI_JIRA_URL", jira.url().toString());
    settings.put("ANNAI_JIRA_ACCOUNT", Flavour.MAIL_ADDRESS);
    settings.put("ANNAI_JIRA_TOKEN", Flavour.TOKEN);
    settings.put("ANNAI_JIRA_PROJECT", "MAIL");
    settings.put("ANNAI_JIRA_SEARCH_LAG", "1s");
    settings.put("ANNAI_WEBHOOKS_JIRA_SECRETS", SECRET);
    settings.put("ANNAI_URL", "https://help.example.net");
    settings.put("ANNAI_DESK_URL", "http://127.0.0.1");
    if (kind == TestDatabases.POSTGRESQL) {
      DatabaseSettings database = kind.settings();
      settings.put(
          "ANNAI_DATABASE_URL",
          "%s?user=%s&password=%s".formatted(database.url(), database.name(), database.password()));
    }
    service =
        new ServiceProcess(
            folder,
            0,
            settings,
            "-Dannai.webhooks.out[0].name=board",
            "-Dannai.webhooks.out[0].url=http://127.0.0.1:" + subscriber.getAddress().getPort(),
            "-Dannai.webhooks.out[0].secrets=whsec_" + "QUFB".repeat(8),
            "-Dannai.webhooks.out[0].events=conversation.opened");
    Contract contract = Contract.of(service.call("GET", "/openapi", null, null).body());
    admin = new DeskBrowser(service.url(""), contract);
    Matcher printed =
        Pattern.compile("/desk/setup and enter the code (\\S+)").matcher(service.log());
    assertThat(printed.find()).as("the code in the log").isTrue();
    admin.ask(
        "POST",
        "/setup",
        Map.of("code", printed.group(1), "login", "sato", "name", "佐藤", "password", PASSWORD));
  }

  private DeskBrowser agent() throws Exception {
    JsonNode invited =
        admin.ask("POST", "/agents", Map.of("login", "mori", "name", "Mori", "role", "agent"));
    DeskBrowser browser = new DeskBrowser(service.url(""), null);
    browser.ask(
        "POST", "/join", Map.of("code", invited.path("code").asString(), "password", PASSWORD));
    return browser;
  }

  /** A customer who wants a person, and so a ticket. */
  private Customer customer() throws Exception {
    JsonNode begun = service.ask("POST", CUSTOMERS, null, "{\"language\": \"ja\"}");
    Customer customer = new Customer(begun.path("id").asString(), begun.path("token").asString());
    choose(customer, "cannot-send");
    String path = CUSTOMERS + "/" + customer.id();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                service
                    .ask("GET", path, customer.token(), null)
                    .path("messages")
                    .findValuesAsString("type")
                    .contains("evidence"));
    choose(customer, "person");
    choose(customer, "decline");
    return customer;
  }

  private void choose(Customer customer, String choice) throws Exception {
    service.ask(
        "POST",
        CUSTOMERS + "/" + customer.id() + "/messages",
        customer.token(),
        "{\"clientMessageId\": \"%s\", \"choice\": \"%s\"}".formatted(UUID.randomUUID(), choice));
  }

  private record Customer(String id, String token) {}

  private JsonNode letters(int expected) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(ask("/dead-letters").path("letters")).hasSize(expected));
    return ask("/dead-letters").path("letters");
  }

  private JsonNode ask(String path) {
    try {
      return admin.ask("GET", path, null);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private int send(SignedHook hook) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url("/webhooks/jira")))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(hook.body()));
    hook.headers().forEach(request::header);
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.class)
  void undelivered_isListedTakenUpAgainAndDiscarded(TestDatabases kind, @TempDir Path folder)
      throws Exception {
    start(folder, kind);
    DeskBrowser mori = agent();
    final Customer first = customer();
    JsonNode letter = letters(1).get(0);
    assertThat(letter.path("verb").asString()).isEqualTo("open");
    assertThat(letter.path("reason").asString()).contains("Component is required");
    assertThat(letter.path("conversation").asString()).isEqualTo(first.id());
    assertThat(letter.path("key").isNull()).isTrue();
    assertThat(ask("/outbox").path("deadLetters").asInt()).isEqualTo(1);
    assertThat(ask("/outbox").path("breaker").asString()).isEqualTo("closed");

    jira.heal();
    String path = "/dead-letters/" + letter.path("id").asLong();
    mori.ask("POST", path + "/requeue", null);
    letters(0);
    await().atMost(PATIENCE).until(() -> jira.truth().size() == 1);
    refused(mori.call("POST", path + "/requeue", null), 404);

    jira.fault(JiraRequest::createsIssue, Fault.status(400, "Component is required."));
    customer();
    customer();
    JsonNode two = letters(2);
    String discarded = "/dead-letters/" + two.get(0).path("id").asLong() + "/discard";
    assertThat(ask("/dead-letters?after=" + two.get(0).path("id").asLong()).path("letters"))
        .containsExactly(two.get(1));
    refused(mori.call("POST", discarded, Map.of("why", "重複")), 403);
    refused(admin.call("POST", discarded, Map.of()), 400);
    admin.ask("POST", discarded, Map.of("why", "電話で解決"));
    refused(admin.call("POST", discarded, Map.of("why", "電話で解決")), 404);
    letters(1);
    jira.heal();
    assertThat(mori.ask("POST", "/dead-letters/requeue", null).path("requeued").asInt())
        .isEqualTo(1);
    letters(0);
    await().atMost(PATIENCE).until(() -> jira.truth().size() == 2);

    jira.fault(_ -> true, Fault.status(401, "Token expired."));
    customer();
    await().atMost(PATIENCE).until(() -> ask("/outbox").path("breaker").asString().equals("open"));
    JsonNode down = ask("/outbox");
    assertThat(down.path("waiting").asInt()).isPositive();
    assertThat(ask("/audit").path("entries").findValuesAsString("deed"))
        .contains("requeued", "discarded", "requeued-all");
    assertThat(down.path("oldest").isNull()).isFalse();
    assertThat(down.path("lastFailure").asString()).isNotBlank().doesNotContain(Flavour.TOKEN);
  }

  @ParameterizedTest
  @EnumSource(value = TestDatabases.class, names = "H2")
  void ticketsThatChangedUnheard_areComparedWhenAnAgentWants(
      TestDatabases kind, @TempDir Path folder) throws Exception {
    jira.heal();
    start(folder, kind);
    customer();
    await().atMost(PATIENCE).until(() -> ask("/tickets").path("tickets").size() == 1);
    await().atMost(PATIENCE).until(() -> ask("/outbox").path("waiting").asInt() == 0);
    String key = jira.truth().getFirst().key();
    jira.personMoves(key, "done");

    admin.ask("POST", "/reconciliations", null);
    await()
        .atMost(PATIENCE)
        .until(() -> !ask("/reconciliations").at("/reconciliations/0/findings/0").isMissingNode());

    JsonNode report = ask("/reconciliations").at("/reconciliations/0");
    assertThat(report.path("compared").asInt()).isEqualTo(1);
    assertThat(report.at("/findings/0/key").asString()).isEqualTo(key);
    assertThat(report.at("/findings/0/drift").asString()).isEqualTo("closed-there");
    assertThat(ask("/audit").path("entries").findValuesAsString("deed"))
        .contains("compared-tickets");

    JsonNode link = admin.ask("POST", "/tickets/jira/" + key + "/link", null);
    assertThat(link.path("url").asString()).startsWith("https://help.example.net/chat#t=");
    refused(admin.call("POST", "/tickets/jira/MAIL-999/link", null), 404);
  }

  @ParameterizedTest
  @EnumSource(value = TestDatabases.class, names = "POSTGRESQL")
  void webhooks_thatFailed_areListedAndReplayed(TestDatabases kind, @TempDir Path folder)
      throws Exception {
    start(folder, kind);
    customer();
    assertThat(send(SignedHook.of(SECRET, "{\"webhookEvent\": "))).isEqualTo(204);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode failed = ask("/webhooks/failed");
              return failed.path("outgoing").size() == 1 && failed.path("incoming").size() == 1;
            });
    JsonNode failed = ask("/webhooks/failed");
    assertThat(failed.path("outgoing").get(0).path("subscription").asString()).isEqualTo("board");
    assertThat(failed.path("outgoing").get(0).path("reason").asString()).contains("410");
    assertThat(failed.path("incoming").get(0).path("reason").asString()).contains("JSON");
    assertThat(ask("/outbox").path("webhooksOut").asInt()).isEqualTo(1);
    assertThat(ask("/outbox").path("webhooksIn").asInt()).isEqualTo(1);

    subscriberAnswers = 204;
    String outgoing =
        "/webhooks/outgoing/" + failed.path("outgoing").get(0).path("id").asString() + "/replay";
    admin.ask("POST", outgoing, null);
    await().atMost(PATIENCE).until(() -> ask("/webhooks/failed").path("outgoing").isEmpty());
    await().atMost(PATIENCE).until(() -> told.size() == 2);
    assertThat(told.get(1)).isEqualTo(told.get(0));

    subscriberAnswers = 410;
    customer();
    await().atMost(PATIENCE).until(() -> ask("/webhooks/failed").path("outgoing").size() == 1);
    subscriberAnswers = 204;
    assertThat(admin.ask("POST", "/webhooks/outgoing/replay", null).path("replayed").asInt())
        .isEqualTo(1);
    await().atMost(PATIENCE).until(() -> ask("/webhooks/failed").path("outgoing").isEmpty());

    String incoming =
        "/webhooks/incoming/" + failed.path("incoming").get(0).path("id").asString() + "/replay";
    admin.ask("POST", incoming, null);
    await().atMost(PATIENCE).until(() -> ask("/webhooks/failed").path("incoming").size() == 1);
    assertThat(ask("/audit").path("entries").findValuesAsString("deed"))
        .contains("replayed-outgoing", "replayed-all-outgoing", "replayed-incoming");
    refused(admin.call("POST", "/webhooks/incoming/nothing/replay", null), 404);
    refused(admin.call("POST", "/webhooks/outgoing/nothing/replay", null), 404);
  }

  @Test
  void page_showsWhatIsUndelivered_inBothLanguagesAndWidths(@TempDir Path folder) throws Exception {
    DeskScreen.assumeBrowser();
    start(folder, TestDatabases.H2);
    customer();
    customer();
    send(SignedHook.of(SECRET, "{\"webhookEvent\": "));
    letters(2);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                ask("/outbox").path("webhooksIn").asInt() == 1
                    && ask("/outbox").path("webhooksOut").asInt() == 1);
    try (DeskScreen screen = DeskScreen.open()) {
      screen.driver().get(service.url("/desk"));
      screen.type("[name='username']", "sato");
      screen.type("[name='password']", PASSWORD + "\n");
      screen.await(() -> screen.shown(".badge.bad").getText().equals("4"));
      screen.driver().get(service.url("/desk#/letters"));
      screen.await(() -> screen.driver().findElements(By.cssSelector("[data-letter]")).size() == 4);
      assertThat(screen.shown(".letters .reason").getText()).contains("Component is required");
      for (String language : List.of("en", "ja")) {
        for (int width : new int[] {1400, 360}) {
          screen.size(width, width < 600 ? 740 : 900);
          screen.shown("[data-language='" + language + "']").click();
          screen.await(
              () -> screen.driver().findElements(By.cssSelector("[data-letter]")).size() == 4);
          screen.fits("undelivered-" + language, "light", width);
        }
      }
      screen.size(1400, 900);
      screen.shown("[data-language='en']").click();

      jira.heal();
      screen.shown("[data-action='discard']").click();
      screen.type("dialog textarea", "Solved on the phone");
      screen.picture("undelivered-discard");
      screen.shown("dialog button[type='submit']").click();
      screen.await(
          () -> screen.driver().findElements(By.cssSelector(".letters [data-letter]")).size() == 1);
      screen.shown(".letters [data-action='requeue']").click();
      screen.shown(".letters .empty");
      await().atMost(PATIENCE).until(() -> jira.truth().size() == 1);

      String key = jira.truth().getFirst().key();
      jira.personMoves(key, "done");
      screen.shown("[data-action='compare']").click();
      assertThat(screen.shown(".findings li").getText()).isEqualTo(key + " was closed there");
      for (String language : List.of("en", "ja")) {
        for (int width : new int[] {1400, 360}) {
          screen.size(width, width < 600 ? 740 : 900);
          screen.shown("[data-language='" + language + "']").click();
          screen
              .driver()
              .executeScript("arguments[0].scrollIntoView(false)", screen.shown(".findings li"));
          screen.fits("compared-" + language, "light", width);
        }
      }
      screen.size(1400, 900);
      screen.shown("[data-language='en']").click();

      jira.fault(_ -> true, Fault.status(401, "Token expired."));
      customer();
      screen.shown(".outbox [data-breaker='open'], .outbox-state[data-breaker='open']");
      screen.fits("undelivered-down", "light", 1400);
      screen.driver().get(service.url("/desk#/queue"));
      screen.shown(".outage");
      screen.fits("queue-down", "light", 1400);
      assertThat(screen.noise()).isEmpty();
    }
  }
}
