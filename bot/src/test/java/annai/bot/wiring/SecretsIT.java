package annai.bot.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.connectors.probe.smtp.ScriptedSmtpServer;
import annai.connectors.probe.smtp.SmtpScript;
import annai.connectors.probe.smtp.TestCertificates;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A password that goes through the login check, or is pasted into the chat, is in no file of the
 * service and nowhere in its heap, garbage included.
 */
class SecretsIT {

  private static final String HEALTHY = "login-accepted";
  private static final String CONTROL = "shirokuma-control-words";

  @TempDir private Path folder;

  private final SecretSearch secrets = new SecretSearch();
  private int canaries;

  @Test
  @Timeout(240)
  void secrets_checkedRefusedStalledAndPasted_areInNoFileAndNowhereInTheHeap() throws Exception {
    TestCertificates certificates = new TestCertificates();
    SSLContext good = certificates.serverContext("mail.test");
    SSLContext wrong = certificates.serverContext("other.test");
    Path trusted = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(trusted)) {
      certificates.trustStore().store(out, "changeit".toCharArray());
    }
    try (Switchboard mail = new Switchboard(good);
        ServiceProcess service = new ServiceProcess(folder, 0, settings(mail, trusted))) {
      checkLogin(service, mail, "login-accepted", good, "OK");
      checkLogin(service, mail, "login-refused", good, "AUTH_REJECTED");
      checkLogin(service, mail, "login-accepted", wrong, "TLS_CERT_HOSTNAME");
      checkLogin(service, mail, "starttls-closes", good, "TLS_HANDSHAKE_FAILED");
      checkLogin(service, mail, "auth-stalls", good, "AUTH_TIMEOUT");
      badBodies(service);
      mail.play(HEALTHY, good);
      paste(service);
      String dump = folder.resolve("dump").toString();
      dump(service, "-all", dump);
      Map<String, Integer> inDump = secrets.count(Path.of(dump));
      Files.delete(Path.of(dump));

      assertThat(inDump).as("heap, garbage included").containsOnlyKeys(controls(inDump));
      assertThat(inDump).containsKey("control utf-8");
    }
    Map<String, Integer> inFiles = secrets.count(folder);
    assertThat(inFiles).as("database and log").containsOnlyKeys("control utf-8");
  }

  private static String[] controls(Map<String, Integer> found) {
    return found.keySet().stream().filter(n -> n.startsWith("control ")).toArray(String[]::new);
  }

  private static Map<String, String> settings(Switchboard mail, Path trusted) {
    return Map.of(
        "ANNAI_MAIL_HOST", "127.0.0.1",
        "ANNAI_MAIL_PORT", Integer.toString(mail.port()),
        "ANNAI_MAIL_CERTIFICATE_NAME", "mail.test",
        "ANNAI_MAIL_TRUST_STORE", trusted.toString(),
        "ANNAI_TEST_MAIL_PORT", "0");
  }

  private String canary(String name, String secret) {
    secrets.add(name, secret);
    return secret;
  }

  private String canary(String name) {
    return canary(name, "Kn" + Long.toString(System.nanoTime(), 36) + canaries++ + "#Qz!x");
  }

  private void checkLogin(
      ServiceProcess service, Switchboard mail, String script, SSLContext tls, String verdict)
      throws Exception {
    mail.play(HEALTHY, mail.good);
    HttpCustomer customer = new HttpCustomer(service, "en");
    JsonNode form = reachForm(customer);
    mail.play(script, tls);
    String name = script + " " + verdict;
    String body = HttpCustomer.json(Map.of("user", "taro" + canaries, "password", canary(name)));
    HttpResponse<String> answer =
        service.call("POST", customer.path() + "/probe", customer.token(), body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String call = form.path("body").path("call").asString();
    JsonNode stage =
        customer.await(
            form.path("seq").asLong(),
            row -> row.path("body").path("call").asString("").equals(call));
    customer.await(
        stage.path("seq").asLong(),
        row ->
            row.path("type").asString().equals("evidence")
                && row.path("body").path("verdict").asString().equals(verdict));
  }

  private static JsonNode reachForm(HttpCustomer customer) throws Exception {
    customer.say("I can't send mail with Thunderbird");
    for (int i = 0; i < 40; i++) {
      List<String> offered = customer.choices();
      if (offered.contains("login-check")) {
        long asked = customer.choose("login-check");
        return customer.await(asked, row -> row.path("body").path("form").isString());
      }
      customer.choose(offered.contains("done") ? "done" : "skip");
    }
    throw new IOException("No login check was offered: " + customer.rows());
  }

  /** What never becomes a login check may hold a password, too. */
  private void badBodies(ServiceProcess service) throws Exception {
    HttpCustomer customer = new HttpCustomer(service, "en");
    for (String body :
        new String[] {
          "{\"user\": \"u\", \"password\": \"" + canary("not offered") + "\"}",
          "{\"user\": \"u\", \"password\": \"" + canary("broken JSON") + "\"",
          "{\"password\": \"" + canary("unknown field") + "\", \"x\": 1}",
          "[\"" + canary("array") + "\"]"
        }) {
      assertThat(service.call("POST", customer.path() + "/probe", customer.token(), body))
          .returns(4, answer -> answer.statusCode() / 100);
      assertThat(service.call("POST", customer.path() + "/messages", customer.token(), body))
          .returns(400, HttpResponse::statusCode);
    }
    String broken = "{\"clientMessageId\": \"b\", \"text\": \"pw: %s\", \"extra\": 1}";
    assertThat(
            service.call(
                "POST",
                customer.path() + "/messages",
                customer.token(),
                broken.formatted(canary("text of a bad message"))))
        .returns(400, HttpResponse::statusCode);
    assertThat(
            service.call(
                "POST", customer.path() + "/probe", "x", broken.formatted(canary("no right"))))
        .returns(404, HttpResponse::statusCode);
  }

  private void paste(ServiceProcess service) throws Exception {
    secrets.add("control", CONTROL);
    Map<String, String> phrases = new LinkedHashMap<>();
    phrases.put("en", "My password is %s and it is refused");
    phrases.put("en line", "user: taro@mail.test\npassword: %s\nport 587");
    phrases.put("en pw", "it says wrong but pw=%s works in webmail");
    phrases.put("en pair", "here is my login: taro / %s");
    phrases.put("en quoted", "I typed \"%s\" as the password");
    phrases.put("en first", "%s is my password, what now?");
    phrases.put("en late", "I always use the same password for everything, you know: %s");
    phrases.put("ja", "パスワードは %s です。送れません");
    phrases.put("ja tight", "パスワードは%sです");
    phrases.put("ja quoted", "パスワード欄に「%s」と入れています");
    phrases.put("ja label", "ID：taro@mail.test パスワード：%s");
    phrases.put("ja first", "%s がパスワードです");
    phrases.put("ja abbreviated", "パスは%sで合ってますか");
    phrases.put("alone", "%s");
    for (String language : List.of("en", "ja")) {
      HttpCustomer customer = new HttpCustomer(service, language);
      for (Map.Entry<String, String> phrase : phrases.entrySet()) {
        String name = "pasted " + phrase.getKey() + " in " + language;
        customer.say(phrase.getValue().formatted(canary(name)));
      }
      customer.say(
          "パスワードは %s です"
              .formatted(
                  canary("letters and figures " + language, "kanaria" + canaries + "x9f2c")));
      customer.say(CONTROL);
    }
  }

  private static void dump(ServiceProcess service, String what, String file)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                ServiceProcess.tool("jcmd"),
                Long.toString(service.pid()),
                "GC.heap_dump",
                what,
                file)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(jcmd.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(jcmd.exitValue()).isZero();
  }

  /** One port behind which another server may stand every time. */
  private static final class Switchboard implements AutoCloseable {

    private final ServerSocket listener =
        new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    private final SSLContext good;
    private volatile @Nullable ScriptedSmtpServer server;

    Switchboard(SSLContext good) throws IOException {
      this.good = good;
      play(HEALTHY, good);
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return listener.getLocalPort();
    }

    void play(String script, SSLContext certificate) throws IOException {
      server = ScriptedSmtpServer.start(SmtpScript.named(script), certificate);
    }

    private void accept() {
      while (!listener.isClosed()) {
        try {
          Socket from = listener.accept();
          Socket to = new Socket(listener.getInetAddress(), Objects.requireNonNull(server).port());
          Thread.ofVirtual().start(() -> copy(from, to));
          Thread.ofVirtual().start(() -> copy(to, from));
        } catch (SocketException _) {
          return;
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }

    private static void copy(Socket from, Socket to) {
      try (from;
          to) {
        from.getInputStream().transferTo(to.getOutputStream());
      } catch (IOException _) {
        // one side went, and so does the other
      }
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
