package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.Verdict;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After a probe nothing of the password is in the heap, in whatever way the probe ended.
 *
 * <p>The servers run in JVMs of their own. Heap dumps hold garbage too, so what was merely dropped
 * would be found.
 */
class SecretsInHeapTest {

  private static final String USER = "alice@mail.test";
  private static final Duration DEADLINE = Duration.ofSeconds(3);
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  @TempDir private Path folder;

  @Test
  void password_afterEveryEnd_isNowhereInTheHeap() throws Exception {
    TestCertificates certificates = new TestCertificates();
    Path good = folder.resolve("good.p12");
    Path wrong = folder.resolve("wrong.p12");
    certificates.writeServerStore("mail.test", good);
    certificates.writeServerStore("other.test", wrong);
    SmtpProbe probe =
        new SmtpProbe(certificates.trustStore(), StageBudgets.CHAT, InstantSource.system());
    Map<String, Map<String, byte[]>> searched = new HashMap<>();

    for (Case one : cases()) {
      char[] password = randomPassword();
      Map<String, byte[]> forms = HeapSearch.forms(USER, password);
      searched.put(one.script(), forms);
      Path store = one.verdict() == Verdict.TLS_CERT_HOSTNAME ? wrong : good;
      assertThat(run(probe, one.script(), store, password).verdict()).isEqualTo(one.verdict());
      assertThat(password).containsOnly('\0');
    }

    Map<String, byte[]> all = new HashMap<>();
    searched.forEach(
        (name, forms) -> forms.forEach((form, bytes) -> all.put(name + ": " + form, bytes)));
    char[] planted = randomPassword();
    all.put("planted", HeapSearch.forms(USER, planted).get("utf-16"));
    assertThat(HeapSearch.count(folder, all)).containsOnlyKeys("planted");
    Arrays.fill(planted, '\0');
  }

  private static List<Case> cases() {
    return List.of(
        new Case("login-accepted", Verdict.OK),
        new Case("login-refused", Verdict.AUTH_REJECTED),
        new Case("login-only-refused", Verdict.AUTH_REJECTED),
        new Case("auth-stalls", Verdict.AUTH_TIMEOUT),
        new Case("auth-resets", Verdict.CONNECTION_RESET),
        new Case("starttls-missing", Verdict.STARTTLS_NOT_OFFERED),
        new Case("starttls-closes", Verdict.TLS_HANDSHAKE_FAILED),
        new Case("wrong-name", Verdict.TLS_CERT_HOSTNAME));
  }

  private ProbeResult run(SmtpProbe probe, String script, Path store, char[] password)
      throws IOException, InterruptedException {
    String played = script.equals("wrong-name") ? "login-accepted" : script;
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path").replace(File.pathSeparator, ":"),
                ScriptedSmtpServer.class.getName(),
                played,
                store.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII))) {
      int port = Integer.parseInt(out.readLine());
      ProbeTarget target = new ProbeTarget("127.0.0.1", port, Security.STARTTLS, "mail.test", null);
      return probe.probe(
          new ProbeRequest(
              target, new Credentials(USER.toCharArray(), password), null, null, false, DEADLINE),
          _ -> {});
    } finally {
      server.destroy();
      int _ = server.waitFor();
    }
  }

  private static char[] randomPassword() {
    Random random = new Random();
    char[] password = new char[24];
    for (int i = 0; i < password.length; i++) {
      password[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
    }
    return password;
  }

  private record Case(String script, Verdict verdict) {}
}
