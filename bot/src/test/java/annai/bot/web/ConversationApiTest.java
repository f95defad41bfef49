package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.attachments.SampleFiles;
import annai.bot.identity.IdentityRefusedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API over a real port; every JSON answer is held against the contract. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "annai.web.messages-per-minute=30"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversationApiTest {

  private static final String BASE = "/api/v1/conversations";
  private static final String CANARY = "kanaria-9f2c";

  @Autowired FakeConversations conversations;
  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private Contract contract = Contract.of("{}");

  @BeforeAll
  void readContract() throws Exception {
    contract = Contract.of(request("GET", "/openapi", null, null).body());
  }

  @Test
  void begin_inJapanese_answersIdAndToken() throws Exception {
    HttpResponse<String> begun = call("POST", BASE, null, "{\"language\": \"ja\"}", 201);

    assertThat(json(begun).path("token").asString()).isNotEmpty();
    assertThat(begun.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "/procedures, 200, no-cache",
    "/procedures/outlook-2016?language=en, 200, no-cache",
    "/procedures/pine?language=en, 404, no-cache",
    "/procedures/outlook-2016/steps/change/port.svg, 200, no-cache",
    "/procedures/outlook-2016/steps/change/nothing.svg, 404, no-store",
    "/procedures/outlook-2016/steps/other/port.svg, 404, no-store",
    "/procedures/outlook-2016/steps/change/port.svg?revision=abc, 404, no-store",
  })
  void procedure_pageOrSketch_isAsTheContractSays(String path, int status, @Nullable String cached)
      throws Exception {
    HttpResponse<String> answer = request("GET", path, null, null);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control").orElse(null)).isEqualTo(cached);
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    contract.check("GET", contract.template(path), answer);
  }

  /** A mail program posts from nowhere, a mail filter only looks. */
  @ParameterizedTest
  @CsvSource({"GET, E, 200, 0", "POST, E, 200, 1", "GET, A, 404, 0", "POST, A, 404, 0"})
  void letterLink_looked_changesNothingAndPostedEndsTheMails(
      String method, String last, int status, int declined) throws Exception {
    String path = "/letters/" + "A".repeat(42) + last;
    conversations.declined.clear();

    HttpResponse<String> answer = request(method, path, null, null);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(conversations.declined).hasSize(declined);
    contract.check(method, "/letters/{code}", answer);
  }

  @Test
  void begin_fromThePageOfAnotherSite_isRefused() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + BASE))
            .header("Content-Type", "application/json")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(BodyPublishers.ofString("{}"))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
  }

  @Test
  void request_thatTomcatRefuses_isAnsweredWithAProblem() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/chat"))
            .header("X-Long", "x".repeat(20_000))
            .build();

    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).path("detail").asString()).startsWith("Expected");
  }

  @Test
  void identity_refused_saysWhatWasExpectedAndNotWhatWasSent() throws Exception {
    Right right = begin();
    for (IdentityRefusedException.Fault fault : IdentityRefusedException.Fault.values()) {
      String body = "{\"identity\": \"%s\"}".formatted(fault.name());
      for (HttpResponse<String> refused :
          List.of(
              call("POST", BASE, null, body, 401),
              call("POST", BASE + "/" + right.id + "/identity", right.token, body, 401))) {
        assertThat(json(refused).path("detail").asString())
            .startsWith("identity: ")
            .contains("expected")
            .doesNotContain(fault.name());
      }
    }
    call("POST", BASE, null, "{\"identity\": \"x\", \"resumeCode\": \"y\"}", 400);
    call("POST", BASE + "/" + right.id + "/identity", right.token, "{}", 400);
  }

  @Test
  void identity_taken_replacesTheToken() throws Exception {
    Right right = begin();
    String path = BASE + "/" + right.id + "/identity";

    call("POST", path, right.token, "{\"identity\": \"another\"}", 409);
    JsonNode signedIn = json(call("POST", path, right.token, "{\"identity\": \"signed\"}", 200));

    call("GET", BASE + "/" + right.id, right.token, null, 404);
    call("GET", BASE + "/" + right.id, signedIn.path("token").asString(), null, 200);
    call("POST", BASE, null, "{\"identity\": \"signed\", \"language\": \"ja\"}", 201);
  }

  @Test
  void show_afterBeginning_hasTheRows() throws Exception {
    Right right = begin();

    JsonNode shown = json(call("GET", BASE + "/" + right.id, right.token, null, 200));

    assertThat(shown.path("messages")).hasSize(2);
    assertThat(shown.path("language").asString()).isEqualTo("en");
    assertThat(
            json(call("GET", BASE + "/" + right.id + "?after=1", right.token, null, 200))
                .path("messages"))
        .hasSize(1);
  }

  @Test
  void say_sameMessageIdTwice_isOneRow() throws Exception {
    Right right = begin();
    String body = "{\"clientMessageId\": \"m1\", \"text\": \"送れません\\nhelp\"}";

    JsonNode first = json(call("POST", messages(right), right.token, body, 202));
    JsonNode again = json(call("POST", messages(right), right.token, body, 202));
    call(
        "POST",
        messages(right),
        right.token,
        "{\"clientMessageId\": \"m1\", \"text\": \"other\"}",
        409);

    assertThat(again).isEqualTo(first);
  }

  @Test
  void walk_throughTheProcedure_everyKindOfRowIsAsTheContractSays() throws Exception {
    Right right = begin();
    int n = 0;
    for (String choice :
        new String[] {
          "cannot-send",
          "mail-client:outlook-2016",
          "done",
          "done",
          "login-check",
          "skip",
          "works-now",
          "person"
        }) {
      call(
          "POST",
          messages(right),
          right.token,
          "{\"clientMessageId\": \"m%d\", \"choice\": \"%s\"}".formatted(n++, choice),
          202);
    }

    JsonNode shown = json(call("GET", BASE + "/" + right.id, right.token, null, 200));

    assertThat(shown.path("messages").valueStream().map(row -> row.path("type").asString()))
        .contains(
            "text", "choice", "choices", "step", "probe-stage", "evidence", "ticket", "handoff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "5",
        "{\"clientMessageId\": \"m\"}",
        "{\"text\": \"kanaria-9f2c\"}",
        "{\"clientMessageId\": \"m\", \"text\": \"kanaria-9f2c\", \"choice\": \"done\"}",
        "{\"clientMessageId\": \"m\", \"text\": 5}",
        "{\"clientMessageId\": \"m\", \"text\": [\"kanaria-9f2c\"]}",
        "{\"clientMessageId\": \"m\", \"text\": \"\"}",
        "{\"clientMessageId\": \"m\", \"text\": \"kanaria-9f2c\\u0000\"}",
        "{\"clientMessageId\": \"m\", \"text\": \"kanaria-9f2c\\ud800\"}",
        "{\"clientMessageId\": \"m\\n\", \"text\": \"kanaria-9f2c\"}",
        "{\"clientMessageId\": \"m\", \"text\": \"a\", \"kanaria-9f2c\": 1}",
        "{\"clientMessageId\": \"m\", \"text\": \"a\", \"text\": \"kanaria-9f2c\"}",
        "{\"clientMessageId\": \"m\", \"text\": kanaria-9f2c}",
        "{\"clientMessageId\": \"m\", \"text\": \"a\"} kanaria-9f2c",
        "{\"clientMessageId\": \"m\", \"choice\": \"a\\u0007\"}"
      })
  void say_malformed_isRefusedWithoutAnEcho(String body) throws Exception {
    Right right = begin();

    HttpResponse<String> refused = call("POST", messages(right), right.token, body, 400);

    assertThat(refused.body()).doesNotContain(CANARY).doesNotContainIgnoringCase("exception");
  }

  @Test
  void say_tooMuchText_isRefused() throws Exception {
    Right right = begin();

    call(
        "POST",
        messages(right),
        right.token,
        "{\"clientMessageId\": \"m\", \"text\": \"%s\"}".formatted("a".repeat(4001)),
        400);
    call(
        "POST",
        messages(right),
        right.token,
        "{\"clientMessageId\": \"m\", \"text\": \"%s\"}".formatted("a".repeat(1_000_000)),
        413);
  }

  @Test
  void say_tooLongWithoutAnAnnouncedLength_isRefused() throws Exception {
    Right right = begin();
    byte[] body =
        "{\"clientMessageId\": \"m\", \"text\": \"%s\"}"
            .formatted("a".repeat(100_000))
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(uri(messages(right)))
            .header("Authorization", "Bearer " + right.token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();

    HttpResponse<String> refused = http.send(request, BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(413);
    Contract.assertProblem(refused);
  }

  @Test
  void say_asAForm_isRefused() throws Exception {
    Right right = begin();
    HttpRequest request =
        HttpRequest.newBuilder(uri(messages(right)))
            .header("Authorization", "Bearer " + right.token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("text=" + CANARY))
            .build();

    HttpResponse<String> refused = http.send(request, BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(415);
    Contract.assertProblem(refused);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /api/v1/conversations, 405",
    "DELETE, /api/v1/conversations, 405",
    "GET, /api/v1/nothing, 404",
    "GET, /demo, 404",
    "GET, /demo/api/account, 404",
    "GET, /api/v1/conversations/%00, 400",
    "GET, /error, 404"
  })
  void address_unfit_isAProblem(String method, String path, int status) throws Exception {
    HttpResponse<String> refused = request(method, path, null, null);

    assertThat(refused.statusCode()).isEqualTo(status);
    if (!path.contains("%")) {
      Contract.assertProblem(refused);
    }
    assertThat(refused.body()).doesNotContainIgnoringCase("exception").doesNotContain("\tat ");
  }

  @Test
  void token_missingForeignOrUnknown_isToldApartFromNothing() throws Exception {
    Right mine = begin();
    Right other = begin();

    HttpResponse<String> none = call("GET", BASE + "/" + mine.id, null, null, 401);
    HttpResponse<String> foreign = call("GET", BASE + "/" + mine.id, other.token, null, 404);
    HttpResponse<String> unknown = call("GET", BASE + "/c-none", other.token, null, 404);

    assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(foreign.body().replace(mine.id, "")).isEqualTo(unknown.body().replace("c-none", ""));
    call("POST", messages(mine), other.token, "{", 404);
    call("POST", BASE + "/" + mine.id + "/probe", other.token, "{", 404);
    call("DELETE", BASE + "/" + mine.id, other.token, null, 404);
    call("GET", BASE + "/" + mine.id + "/events", other.token, null, 404);
    call("POST", BASE + "/" + mine.id + "/resume-code", other.token, null, 404);
  }

  @Test
  void probe_withCredentials_isTakenAndRefusedAsTheConversationSays() throws Exception {
    Right right = begin();
    String probe = BASE + "/" + right.id + "/probe";

    call(
        "POST",
        probe,
        right.token,
        "{\"user\": \"taro@example.jp\", \"password\": \"ぱす\\\"1\"}",
        202);
    call("POST", probe, right.token, "{\"password\": \"p\", \"user\": \"a\"}", 409);
    HttpResponse<String> tooOften =
        call("POST", probe, right.token, "{\"password\": \"p\", \"user\": \"aa\"}", 429);
    HttpResponse<String> malformed =
        call("POST", probe, right.token, "{\"user\": \"taro\", \"pass\": \"" + CANARY + "\"}", 400);
    call("POST", probe, right.token, "{\"user\": \"" + "a".repeat(9000) + "\"}", 413);

    assertThat(conversations.passwordLengths).contains(4);
    assertThat(tooOften.headers().firstValue("Retry-After")).contains("1201");
    assertThat(malformed.body()).doesNotContain(CANARY);
  }

  @Test
  void resumeCode_usedOnce_joinsWithATokenOfItsOwn() throws Exception {
    Right right = begin();
    String code =
        json(call("POST", BASE + "/" + right.id + "/resume-code", right.token, null, 201))
            .path("code")
            .asString();

    JsonNode joined = json(call("POST", BASE, null, "{\"resumeCode\": \"" + code + "\"}", 201));
    call("POST", BASE, null, "{\"resumeCode\": \"" + code + "\"}", 404);

    assertThat(joined.path("id").asString()).isEqualTo(right.id);
    assertThat(joined.path("token").asString()).isNotEqualTo(right.token);
  }

  @Test
  void begin_withALinkFromATicket_isPassedOnAndRefusedAsTheContractSays() throws Exception {
    call("POST", BASE, null, "{\"language\": \"en\", \"ticketLink\": \"1.good\"}", 201);

    assertThat(conversations.links).containsExactly("1.good");
    for (String refused :
        new String[] {"UNREADABLE 400", "EXPIRED 410", "NO_TICKET 410", "IN_USE 409"}) {
      String[] linkAndStatus = refused.split(" ", -1);
      HttpResponse<String> answer =
          call(
              "POST",
              BASE,
              null,
              "{\"ticketLink\": \"%s\"}".formatted(linkAndStatus[0]),
              Integer.parseInt(linkAndStatus[1]));
      assertThat(json(answer).path("detail").asString()).contains("without");
    }
    HttpResponse<String> later = call("POST", BASE, null, "{\"ticketLink\": \"UNAVAILABLE\"}", 503);
    assertThat(later.headers().firstValue("Retry-After")).isPresent();
    call("POST", BASE, null, "{\"ticketLink\": \"a\", \"resumeCode\": \"b\"}", 400);
  }

  @Test
  void erase_conversation_isGone() throws Exception {
    Right right = begin();

    call("DELETE", BASE + "/" + right.id, right.token, null, 204);

    call("GET", BASE + "/" + right.id, right.token, null, 404);
  }

  @Test
  void qrCode_ofATestMail_isAnImage() throws Exception {
    Right right = begin();
    conversations.write(
        right.id,
        "bot",
        "text",
        Map.of(
            "text",
            "",
            "testMail",
            Map.of("address", "check-1@example.jp", "mailto", "mailto:check-1@example.jp")));

    HttpResponse<String> image = request("GET", messages(right) + "/3/qr-code", right.token, null);
    call("GET", messages(right) + "/1/qr-code", right.token, null, 404);

    assertThat(image.statusCode()).isEqualTo(200);
    assertThat(image.body()).startsWith("<svg ");
  }

  @Test
  void messages_tooManyAtOnce_areSlowedDown() throws Exception {
    Right right = begin();
    int last = 202;
    for (int i = 0; i < 40 && last == 202; i++) {
      last =
          request(
                  "POST",
                  messages(right),
                  right.token,
                  "{\"clientMessageId\": \"m%d\", \"text\": \"a\"}".formatted(i))
              .statusCode();
    }

    assertThat(last).isEqualTo(429);
    assertThat(
            call("POST", messages(right), right.token, "{}", 429)
                .headers()
                .firstValue("Retry-After"))
        .isPresent();
    call("GET", BASE + "/" + right.id, right.token, null, 200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/chat", "/openapi", "/js/annai-chat.js", "/nothing", BASE})
  void everyAnswer_hasTheSecurityHeaders(String path) throws Exception {
    HttpResponse<String> answer = request("GET", path, null, null);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';", "style-src 'self';", "frame-ancestors ")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  record Right(String id, String token) {}

  @Test
  void file_sent_isARowAndComesBackByItsLinkInert() throws Exception {
    Right right = begin();
    byte[] png = SampleFiles.picture("png", 8, 8);

    Answered taken = attach(right, "m1", "スクリーン.png", png, 202);
    attach(right, "m2", "notes", "words".getBytes(StandardCharsets.UTF_8), 202);
    JsonNode rows =
        json(call("GET", BASE + "/" + right.id, right.token, null, 200)).path("messages");
    String path = BASE + "/" + right.id + "/attachments/f1/link";
    String url = json(call("GET", path, right.token, null, 200)).path("url").asString();
    HttpResponse<byte[]> file = fetch("/" + url);
    HttpResponse<byte[]> text = fetch("/" + url.replace("f1", "f2"));

    assertThat(taken.json.path("seq").asLong()).isEqualTo(rows.get(2).path("seq").asLong());
    assertThat(rows.get(2).path("body").path("name").asString()).isEqualTo("スクリーン.png");
    assertThat(file.body()).isEqualTo(png);
    assertThat(file.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("inline;")
        .contains("filename*=UTF-8''");
    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain");
    assertThat(text.headers().firstValue("Content-Disposition").orElse(""))
        .startsWith("attachment;")
        .contains("notes.txt");
    for (HttpResponse<byte[]> answer : List.of(file, text)) {
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("sandbox", "default-src 'none'", "frame-ancestors 'none'");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy"))
          .contains("same-origin");
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    }
    call("GET", path.replace("f1", "f99"), right.token, null, 404);
    call("GET", path, "wrong", null, 404);
    call("GET", path, null, null, 401);
    assertThat(fetch("/files/f99?expires=1&signature=x").statusCode()).isEqualTo(404);
  }

  @Test
  void file_ofAKindThatIsNotTaken_isRefusedWithItsReason() throws Exception {
    Right right = begin();
    byte[] svg = "<svg onload='alert(1)'/>".getBytes(StandardCharsets.UTF_8);
    byte[] html = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);

    assertThat(attach(right, "m1", "a.svg", svg, 415).reason()).isEqualTo("page");
    assertThat(attach(right, "m2", "a.png", html, 415).reason()).isEqualTo("page");
    assertThat(attach(right, "m3", "a.zip", new byte[] {'P', 'K', 3, 4, 0}, 415).reason())
        .isEqualTo("archive");
    assertThat(attach(right, "m4", "a.png", new byte[0], 422).reason()).isEqualTo("empty");
    assertThat(attach(right, "bad id", "a.png", svg, 400).json.path("detail").asString())
        .contains("clientMessageId");
  }

  /** The whole is sent; a service that read it would hold it in memory. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void file_ofFortyMegabytes_isRefusedWithAWordThatHelps(boolean announced) throws Exception {
    Right right = begin();
    byte[] large = new byte[40_000_000];

    Answered answer =
        attach(
            right,
            "m1",
            "film.mp4",
            announced
                ? BodyPublishers.ofByteArray(large)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)),
            413);

    assertThat(answer.json.path("detail").asString()).contains("at most 10485760 bytes");
  }

  @Test
  void rating_sent_isTakenAndOneOutOfRangeIsNot() throws Exception {
    Right right = begin();

    call(
        "POST",
        messages(right),
        right.token,
        "{\"clientMessageId\": \"m1\", \"rating\": 4, \"text\": \"Thanks\"}",
        202);
    for (String rating : new String[] {"0", "6", "\"5\"", "4.5", "99999999999"}) {
      call(
          "POST",
          messages(right),
          right.token,
          "{\"clientMessageId\": \"m2\", \"rating\": %s}".formatted(rating),
          400);
    }
    call(
        "POST",
        messages(right),
        right.token,
        "{\"clientMessageId\": \"m3\", \"rating\": 4, \"choice\": \"done\"}",
        400);
  }

  private record Answered(JsonNode json) {
    String reason() {
      return json.path("reason").asString("");
    }
  }

  private Answered attach(Right right, String messageId, String name, byte[] content, int status)
      throws Exception {
    return attach(right, messageId, name, BodyPublishers.ofByteArray(content), status);
  }

  private Answered attach(
      Right right, String messageId, String name, HttpRequest.BodyPublisher content, int status)
      throws Exception {
    String path = BASE + "/" + right.id + "/attachments";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d%s?clientMessageId=%s"
                        .formatted(
                            port, path, URLEncoder.encode(messageId, StandardCharsets.UTF_8))))
            .header("Authorization", "Bearer " + right.token)
            .header("Content-Type", "application/octet-stream")
            .header(
                "Content-Disposition",
                "attachment; filename*=UTF-8''"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
            .POST(content)
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    contract.check("POST", BASE + "/{id}/attachments", answer);
    return new Answered(json(answer));
  }

  private HttpResponse<byte[]> fetch(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        BodyHandlers.ofByteArray());
  }

  private Right begin() throws Exception {
    JsonNode begun = json(request("POST", BASE, null, "{\"language\": \"en\"}"));
    return new Right(begun.path("id").asString(), begun.path("token").asString());
  }

  private static String messages(Right right) {
    return BASE + "/" + right.id + "/messages";
  }

  /** Asks, expects the status and holds the answer against the contract. */
  private HttpResponse<String> call(
      String method, String path, @Nullable String token, @Nullable String body, int status)
      throws Exception {
    HttpResponse<String> answer = request(method, path, token, body);
    assertThat(answer.statusCode()).as("%s %s: %s", method, path, answer.body()).isEqualTo(status);
    if (status >= 400) {
      Contract.assertProblem(answer);
    }
    checkContract(method, path, answer);
    return answer;
  }

  private void checkContract(String method, String path, HttpResponse<String> answer) {
    String template =
        path.replaceFirst("\\?.*", "")
            .replaceFirst("(conversations/)[^/]+", "$1{id}")
            .replaceFirst("messages/[^/]+", "messages/{seq}")
            .replaceFirst("attachments/[^/]+", "attachments/{file}");
    contract.check(method, template, answer);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> request(
      String method, String path, @Nullable String token, @Nullable String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
