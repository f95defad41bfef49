package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import annai.connectors.probe.smtp.TestCertificates;
import annai.connectors.ticket.Attachment;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.fake.FakeJira;
import annai.connectors.ticket.jira.fake.FakeJira.Site;
import annai.connectors.ticket.jira.fake.Fault;
import annai.connectors.ticket.jira.fake.Flavour;
import annai.connectors.ticket.jira.fake.JiraAnswer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JiraFailureTest {

  private static final TicketRef REF = new TicketRef("jira", "MAIL-1", null);

  private final FakeJira jira = FakeJira.start(Site.of(Flavour.CLOUD).withLargestFile(1_000));

  @AfterEach
  void close() {
    jira.close();
  }

  private TicketSystem system() {
    return FakeSite.system(Flavour.CLOUD, jira.url(), Map.of("request-timeout", "1s"));
  }

  private static void open(TicketSystem system) {
    system.open(FakeSite.draft(UUID.randomUUID().toString()));
  }

  private static TicketSystemException failure(Runnable call) {
    return catchThrowableOfType(TicketSystemException.class, call::run);
  }

  @ParameterizedTest
  @CsvSource({
    "301, UNREACHABLE, UNREACHABLE",
    "400, REJECTED, REJECTED",
    "401, UNAUTHORIZED, UNAUTHORIZED",
    "403, FORBIDDEN, FORBIDDEN",
    "404, NOT_FOUND, NOT_FOUND",
    "405, UNSUPPORTED, UNSUPPORTED",
    "408, UNCERTAIN, UNREACHABLE",
    "409, CONFLICT, CONFLICT",
    "410, NOT_FOUND, NOT_FOUND",
    "413, TOO_LARGE, TOO_LARGE",
    "422, REJECTED, REJECTED",
    "425, BUSY, BUSY",
    "429, BUSY, BUSY",
    "500, UNCERTAIN, UNREACHABLE",
    "502, UNCERTAIN, UNREACHABLE",
    "503, BUSY, BUSY",
    "504, UNCERTAIN, UNREACHABLE",
  })
  void status_answered_isItsKindOfFailure(int status, Kind writing, Kind reading) {
    jira.fault(r -> r.createsIssue(), Fault.status(status, "said so"));
    jira.fault(r -> r.is("GET", "/issue/.*"), Fault.status(status, "said so"));

    TicketSystemException write = failure(() -> open(system()));
    TicketSystemException read = failure(() -> system().read(REF));

    assertThat(write.kind()).isEqualTo(writing);
    assertThat(write)
        .hasMessageStartingWith("Jira answered " + status)
        .hasMessageContaining("said so");
    assertThat(read.kind()).isEqualTo(reading);
  }

  @Test
  void fieldErrors_answered_areQuotedWithTheirFields() {
    TicketSystem system =
        FakeSite.system(
            Flavour.CLOUD, jira.url(), Map.of("fields", "{\"customfield_9\": {\"value\": \"x\"}}"));

    assertThat(failure(() -> open(system)))
        .hasMessage(
            "Jira answered 400 to POST /rest/api/3/issue: customfield_9: Field 'customfield_9' cannot"
                + " be set. It is not on the appropriate screen, or unknown.");
  }

  @Test
  void longWordsOfAServer_quoted_areCutAndOnOneLine() {
    jira.fault(r -> r.createsIssue(), Fault.status(400, "a\r\n\tb" + "x".repeat(5_000)));

    assertThat(failure(() -> open(system())).getMessage()).hasSizeLessThan(500).contains("a bx");
  }

  @Test
  void secretsThatAServerEchoes_areNotInTheMessage() {
    String basic =
        java.util.Base64.getEncoder()
            .encodeToString(
                (Flavour.MAIL_ADDRESS + ":" + Flavour.TOKEN).getBytes(StandardCharsets.UTF_8));
    jira.fault(
        r -> r.createsIssue(), Fault.status(400, "bad: " + Flavour.TOKEN + " in Basic " + basic));

    assertThat(failure(() -> open(system())).getMessage())
        .doesNotContain(Flavour.TOKEN, basic)
        .contains("***");
  }

  @Test
  void tooManyRequests_toldHowLong_waitThatLong() {
    jira.fault(r -> r.createsIssue(), Fault.tooMany(Duration.ofSeconds(7)));

    TicketSystemException busy = failure(() -> open(system()));

    assertThat(busy.retryAfter()).hasValue(Duration.ofSeconds(7));
    assertThat(busy).hasMessageContaining("jira-burst-based");
  }

  @Test
  void tooManyRequests_toldUntilWhen_waitUntilThen() {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(60).atOffset(ZoneOffset.UTC));
    jira.fault(
        r -> r.createsIssue(),
        new Fault.Answered(JiraAnswer.error(429, "slow down").with("Retry-After", date)));

    assertThat(failure(() -> open(system())).retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(40), Duration.ofSeconds(60));
  }

  @ParameterizedTest
  @CsvSource({"''", "soon", "-5", "99999999999999999999"})
  void tooManyRequests_toldNonsense_leaveTheTimeOpen(String nonsense) {
    jira.fault(
        r -> r.createsIssue(),
        new Fault.Answered(JiraAnswer.error(429, "slow down").with("Retry-After", nonsense)));

    TicketSystemException busy = failure(() -> open(system()));

    assertThat(busy.kind()).isEqualTo(Kind.BUSY);
    assertThat(busy.retryAfter()).isEmpty();
    jira.heal();
    jira.fault(r -> r.createsIssue(), Fault.tooMany());
    assertThat(failure(() -> open(system())).retryAfter()).isEmpty();
  }

  @Test
  void loginTakenForAStranger_answered200_isUnauthorized() {
    jira.fault(
        r -> r.route().startsWith("/search"),
        new Fault.Answered(
            JiraAnswer.error(200).with("X-Seraph-LoginReason", "AUTHENTICATED_FAILED")));

    assertThat(failure(() -> open(system())).kind()).isEqualTo(Kind.UNAUTHORIZED);
    assertThat(jira.truth()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void answer_lost_isUncertainForAChangeAndUnreachableForAReading(Fault loss) {
    open(system());
    jira.fault(r -> r.is("POST", "/issue/.*/comment"), loss);
    jira.fault(r -> r.is("GET", "/issue/MAIL-1"), loss);

    TicketSystemException write =
        failure(() -> system().comment(REF, "c", "text", Audience.PUBLIC));
    TicketSystemException read = failure(() -> system().read(REF));

    assertThat(write.kind()).isEqualTo(Kind.UNCERTAIN);
    assertThat(read.kind()).isEqualTo(Kind.UNREACHABLE);
  }

  static List<Fault> losses() {
    return List.of(
        new Fault.Refused(),
        new Fault.Dropped(),
        new Fault.HalfAnswered(),
        new Fault.Hung(),
        new Fault.Slow(Duration.ofSeconds(5)));
  }

  @Test
  void pageOfAProxy_insteadOfAnAnswer_isNoAnswer() {
    open(system());
    jira.fault(r -> r.method().equals("GET"), new Fault.Answered(JiraAnswer.html(200, "Welcome")));

    TicketSystemException read = failure(() -> system().read(REF));

    assertThat(read.kind()).isEqualTo(Kind.UNREACHABLE);
    assertThat(read).hasMessageContaining("no JSON");
  }

  @Test
  void redirect_answered_isNotFollowed() throws IOException {
    try (FakeJira other = FakeJira.start(Flavour.CLOUD)) {
      jira.fault(
          r -> true,
          new Fault.Answered(
              JiraAnswer.html(302, "Found").with("Location", other.url() + "/login")));

      assertThat(failure(() -> system().check())).hasMessageContaining(other.url() + "/login");
      assertThat(other.requests()).isEmpty();
    }
  }

  @Test
  void fileTooLarge_attached_isRefused() {
    open(system());

    assertThat(
            failure(() -> system().attach(REF, new Attachment("a", "text/plain", new byte[2_000])))
                .kind())
        .isEqualTo(Kind.TOO_LARGE);
  }

  @Test
  void nobodyListening_isUnreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }

    assertThat(at("http://127.0.0.1:" + port)).isEqualTo(Kind.UNREACHABLE);
    assertThat(at("http://jira.invalid")).isEqualTo(Kind.UNREACHABLE);
  }

  private static Kind at(String url) {
    return failure(() -> open(FakeSite.system(Flavour.CLOUD, URI.create(url), Map.of()))).kind();
  }

  @Test
  void certificate_isVerified_andTrustedWhenTheSettingsSaySo(@TempDir Path folder)
      throws GeneralSecurityException, IOException {
    TestCertificates certificates = new TestCertificates();
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext("localhost")));
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    Path trusted = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(trusted)) {
      certificates.trustStore().store(out, "changeit".toCharArray());
    }
    Map<String, String> more = new LinkedHashMap<>();
    try {
      String localhost = "https://localhost:" + server.getAddress().getPort();
      assertThat(at(localhost)).isEqualTo(Kind.UNREACHABLE);
      more.put("trust-store", trusted.toString());
      TicketSystem trusting = FakeSite.system(Flavour.CLOUD, URI.create(localhost), more);
      assertThat(failure(trusting::check).kind()).isEqualTo(Kind.NOT_FOUND);
      TicketSystem wrongName =
          FakeSite.system(
              Flavour.CLOUD, URI.create(localhost.replace("localhost", "127.0.0.1")), more);
      assertThat(failure(wrongName::check).kind()).isEqualTo(Kind.UNREACHABLE);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void answerInDrips_endsAtTheDeadline() throws IOException {
    CountDownLatch done = new CountDownLatch(1);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> drip(server, done));
      TicketSystem system =
          FakeSite.system(
              Flavour.CLOUD,
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              Map.of("request-timeout", "1s"));
      long begun = System.nanoTime();

      TicketSystemException lost = failure(() -> system.read(REF));

      assertThat(lost.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    } finally {
      done.countDown();
    }
  }

  private static void drip(ServerSocket server, CountDownLatch done) {
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10000\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
      while (!done.await(50, TimeUnit.MILLISECONDS)) {
        out.write(' ');
        out.flush();
      }
    } catch (IOException e) {
      // the caller has gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void endlessAnswer_isNotReadToItsEnd() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> flood(server));
      TicketSystem system =
          FakeSite.system(
              Flavour.CLOUD,
              URI.create("http://127.0.0.1:" + server.getLocalPort()),
              Map.of("request-timeout", "30s"));

      assertThat(failure(() -> system.read(REF)).kind()).isEqualTo(Kind.TOO_LARGE);
    }
  }

  private static void flood(ServerSocket server) {
    byte[] chunk = new byte[65_536];
    try (Socket socket = server.accept();
        OutputStream out = socket.getOutputStream()) {
      out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      // the caller has gone
    }
  }
}
