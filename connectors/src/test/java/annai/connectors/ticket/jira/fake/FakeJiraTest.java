package annai.connectors.ticket.jira.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The fake is itself to be relied on: it refuses what Jira refuses, and fails when told to. */
class FakeJiraTest {

  private static final String ISSUE =
      """
      {"fields": {"project": {"key": "MAIL"}, "issuetype": {"name": "Task"},
        "summary": "送信できない", "labels": ["annai", "annai-1"], "description": %s}}
      """;
  private static final String WIKI = "\"first\\nsecond\"";
  private static final String DOCUMENT =
      """
      {"type": "doc", "version": 1,
        "content": [{"type": "paragraph", "content": [{"type": "text", "text": "first"}]}]}
      """;

  private final HttpClient http = HttpClient.newHttpClient();

  private HttpResponse<String> call(
      FakeJira jira, Flavour flavour, String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(jira.url() + flavour.root() + path))
            .timeout(Duration.ofSeconds(2))
            .header("Authorization", flavour.authorization())
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JiraRequest.JSON.readTree(answer.body());
  }

  @Test
  void issue_madeInBothFlavours_isFoundByItsLabel() throws Exception {
    try (FakeJira center = FakeJira.start(Flavour.DATA_CENTER);
        FakeJira cloud = FakeJira.start(Flavour.CLOUD)) {
      String jql =
          URLEncoder.encode(
              "project = MAIL AND labels = \"annai-1\" ORDER BY created ASC",
              StandardCharsets.UTF_8);
      assertThat(call(center, Flavour.DATA_CENTER, "POST", "/issue", ISSUE.formatted(WIKI)))
          .returns(201, HttpResponse::statusCode);
      assertThat(call(cloud, Flavour.CLOUD, "POST", "/issue", ISSUE.formatted(DOCUMENT)))
          .returns(201, HttpResponse::statusCode);

      JsonNode found = json(call(center, Flavour.DATA_CENTER, "GET", "/search?jql=" + jql, ""));
      JsonNode page = json(call(cloud, Flavour.CLOUD, "GET", "/search/jql?jql=" + jql, ""));

      assertThat(found.at("/issues/0/key").asString()).isEqualTo("MAIL-1");
      assertThat(found.at("/issues/0/fields/description").asString()).isEqualTo("first\nsecond");
      assertThat(page.at("/issues/0").propertyNames()).containsExactly("id");
      assertThat(page.path("isLast").asBoolean()).isTrue();
      assertThat(call(cloud, Flavour.CLOUD, "GET", "/search?jql=" + jql, "").statusCode())
          .isEqualTo(410);
    }
  }

  @Test
  void wrongShapes_areRefusedByField() throws Exception {
    try (FakeJira jira = FakeJira.start(Flavour.CLOUD)) {
      HttpResponse<String> text =
          call(jira, Flavour.CLOUD, "POST", "/issue", ISSUE.formatted(WIKI));
      HttpResponse<String> unknown =
          call(jira, Flavour.CLOUD, "POST", "/issue", "{\"fields\": {\"colour\": \"red\"}}");

      assertThat(text.statusCode()).isEqualTo(400);
      assertThat(json(text).at("/errors/description").asString()).contains("Atlassian Document");
      assertThat(json(unknown).path("errors").propertyNames())
          .isEqualTo(Set.of("project", "issuetype", "summary", "colour"));
      assertThat(jira.truth()).isEmpty();
    }
  }

  @Test
  void workflow_isWalkedByTheTransitionsThatAreThere() throws Exception {
    try (FakeJira jira = FakeJira.start(Flavour.DATA_CENTER)) {
      call(jira, Flavour.DATA_CENTER, "POST", "/issue", ISSUE.formatted(WIKI));
      String path = "/issue/MAIL-1/transitions";
      String done = "{\"transition\": {\"id\": \"21\"}}";

      assertThat(call(jira, Flavour.DATA_CENTER, "POST", path, done).statusCode()).isEqualTo(400);
      assertThat(
              json(call(jira, Flavour.DATA_CENTER, "GET", path, ""))
                  .at("/transitions/0/to/statusCategory/key")
                  .asString())
          .isEqualTo("indeterminate");
      call(jira, Flavour.DATA_CENTER, "POST", path, done.replace("21", "11"));
      assertThat(call(jira, Flavour.DATA_CENTER, "POST", path, done).statusCode()).isEqualTo(204);
      assertThat(jira.truth("MAIL-1").category()).isEqualTo("done");
    }
  }

  @Test
  void faults_meetTheRequestsTheyAreFor() throws Exception {
    try (FakeJira jira = FakeJira.start(Flavour.DATA_CENTER)) {
      jira.fault(JiraRequest::createsIssue, new Fault.Dropped(), 1);
      jira.fault(JiraRequest::createsIssue, new Fault.HalfAnswered(), 1);
      jira.fault(JiraRequest::createsIssue, new Fault.Hung(), 1);
      jira.fault(JiraRequest::createsIssue, Fault.tooMany(Duration.ofSeconds(3)), 1);

      assertThatExceptionOfType(IOException.class).isThrownBy(() -> create(jira));
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> create(jira));
      assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(() -> create(jira));
      HttpResponse<String> busy = create(jira);

      assertThat(busy.statusCode()).isEqualTo(429);
      assertThat(busy.headers().firstValue("Retry-After")).contains("3");
      assertThat(jira.truth()).hasSize(2);
      assertThat(jira.requests()).hasSize(4);
    }
  }

  private HttpResponse<String> create(FakeJira jira) throws IOException, InterruptedException {
    return call(jira, Flavour.DATA_CENTER, "POST", "/issue", ISSUE.formatted(WIKI));
  }

  @Test
  void harshFaults_dealtOut_areTheShareThatTheySay() {
    RandomFaults harsh = RandomFaults.harsh(1, Duration.ofSeconds(2));
    List<String> words = new java.util.ArrayList<>();
    for (int i = 1; i <= 10_000; i++) {
      harsh
          .of(
              new JiraRequest(
                  i,
                  java.time.Instant.EPOCH,
                  "POST",
                  "/rest/api/2/issue",
                  null,
                  java.util.Map.of(),
                  new byte[0]))
          .ifPresent(fault -> words.add(fault.word()));
    }

    assertThat(words.stream().filter("dropped"::equals).count()).isBetween(1_050L, 1_350L);
    assertThat(words.stream().filter("answered-503"::equals).count()).isBetween(400L, 600L);
    assertThat(words.stream().filter("answered-429"::equals).count()).isBetween(400L, 600L);
    assertThat(words.stream().filter(word -> word.startsWith("late")).count())
        .isBetween(400L, 600L);
  }

  @Test
  void comment_byAPerson_isToldTwiceSignedAndAgainUntilTaken() throws Exception {
    List<Integer> taken = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    receiver.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          boolean signed =
              FakeJira.signature("secret", body)
                  .equals(exchange.getRequestHeaders().getFirst("X-Hub-Signature"));
          taken.add(signed ? 1 : 0);
          exchange.sendResponseHeaders(taken.size() == 1 ? 503 : 204, -1);
          exchange.close();
        });
    receiver.start();
    try (FakeJira jira = FakeJira.start(Flavour.CLOUD)) {
      String key = jira.personOpens("電話");
      jira.webhook(
          URI.create("http://127.0.0.1:" + receiver.getAddress().getPort() + "/"), "secret");

      jira.personComments(key, "返事", false);

      await().until(() -> taken.size() == 3);
      assertThat(taken).containsOnly(1);
      await().until(() -> jira.deliveries().size() == 3);
      assertThat(jira.deliveries())
          .extracting(FakeJira.Delivery::event)
          .contains("comment_created", "jira:issue_updated");
    } finally {
      receiver.stop(0);
    }
  }
}
