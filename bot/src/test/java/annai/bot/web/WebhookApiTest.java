package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;

/** What senders of webhooks are answered, over a real port. */
@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "server.address=127.0.0.1")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookApiTest {

  private static final String CANARY = "kanaria-9f2c";

  @Autowired FakeWebhooks webhooks;
  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();
  private Contract contract = Contract.of("{}");

  @BeforeAll
  void readContract() throws Exception {
    HttpRequest openapi = HttpRequest.newBuilder(uri("/openapi")).build();
    contract = Contract.of(http.send(openapi, BodyHandlers.ofString()).body());
  }

  @ParameterizedTest
  @CsvSource({
    "jira, taken, 204",
    "jira, known, 204",
    "jira, unsigned, 401",
    "jira, stale, 401",
    "jira, unconfigured, 503",
    "jira, broken, 503",
    "other, taken, 404"
  })
  void webhook_sent_isAnsweredAsTheContractSays(String system, String fake, int status)
      throws Exception {
    HttpResponse<String> answer = send(system, fake, CANARY.getBytes(StandardCharsets.UTF_8));

    assertThat(answer.statusCode()).isEqualTo(status);
    contract.check("POST", "/webhooks/{system}", answer);
    if (status >= 400) {
      Contract.assertProblem(answer);
      assertThat(answer.body()).doesNotContain(CANARY).doesNotContain("database");
    }
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .isEqualTo(status == 401 ? java.util.Optional.of("Signature") : java.util.Optional.empty());
  }

  @Test
  void webhook_ofAnyType_isTakenByteForByte() throws Exception {
    String body = "{ \"text\" :  \"送れません\"}\r\n";
    HttpRequest request =
        HttpRequest.newBuilder(uri("/webhooks/jira"))
            .header("X-Fake", "taken")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build();

    assertThat(http.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    assertThat(webhooks.bodies).contains(body);
  }

  @Test
  void webhook_ofFourMegabytes_isTaken() throws Exception {
    assertThat(send("jira", "known", new byte[4_000_000]).statusCode()).isEqualTo(204);
  }

  @Test
  void webhook_announcedTooLarge_isRefusedBeforeItsBodyIsSent() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /webhooks/jira HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10485760\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();

      assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void webhook_tooLargeInChunks_isRefusedAtTheLimit() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /webhooks/jira HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      byte[] megabyte = new byte[1_000_000];
      for (int i = 0; i < 5; i++) {
        chunk(out, megabyte);
      }
      chunk(out, new byte[1]);
      out.flush();

      assertThat(line(socket.getInputStream())).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  void webhook_ofTenMegabytesFromAnOrdinaryHttpLibrary_is413() throws Exception {
    HttpResponse<String> refused = send("jira", "taken", new byte[10 * 1024 * 1024]);

    assertThat(refused.statusCode()).isEqualTo(413);
    contract.check("POST", "/webhooks/{system}", refused);
  }

  @Test
  void signatures_tooManyBadOnesOfOneAddress_areNoLongerLookedAt() {
    WebSettings settings = new WebSettings("", java.util.List.of(), 1, 1);
    RequestLimits limits = new RequestLimits(settings, new WebhookLimits(1_000, 3));
    for (int i = 0; i < 3; i++) {
      limits.requireSignedSoFar("203.0.113.9");
      limits.unsigned("203.0.113.9");
    }

    limits.requireSignedSoFar("203.0.113.10");
    assertThatThrownBy(() -> limits.requireSignedSoFar("203.0.113.9"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.status()).isEqualTo(HttpStatus.TOO_MANY_REQUESTS));
  }

  private HttpResponse<String> send(String system, String fake, byte[] body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/webhooks/" + system))
            .header("X-Fake", fake)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static void chunk(OutputStream out, byte[] bytes) throws Exception {
    out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws Exception {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }
}
