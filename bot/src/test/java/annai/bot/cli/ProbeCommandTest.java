package annai.bot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.smtp.ScriptedSmtpServer;
import annai.connectors.probe.smtp.SmtpScript;
import annai.connectors.probe.smtp.TestCertificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProbeCommandTest {

  private static final TestCertificates CERTIFICATES = new TestCertificates();

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void healthyServer_asJson_isOneObjectAndExitsWithZero() throws Exception {
    try (ScriptedSmtpServer server = serve("login-accepted")) {
      int exit =
          run(
              "right\n",
              "mail.test@127.0.0.1:" + server.port(),
              "--json",
              "--trust-store",
              trustStore().toString(),
              "--user",
              "alice",
              "--password-stdin");

      assertThat(exit).isEqualTo(Exit.DONE);
      assertThat(out.toString().lines()).hasSize(1);
      JsonNode json = JsonMapper.shared().readTree(out.toString());
      assertThat(json.get("verdict").asString()).isEqualTo("OK");
      assertThat(json.get("stages").size()).isEqualTo(13);
      assertThat(json.get("stages").get(8).get("stage").asString()).isEqualTo("auth");
      assertThat(json.get("stages").get(8).get("state").asString()).isEqualTo("ok");
      assertThat(json.get("stages").get(9).get("state").asString()).isEqualTo("not-asked");
      assertThat(json.get("tls").get("subject").asString()).isEqualTo("CN=mail.test");
      assertThat(json.get("warnings").isArray()).isTrue();
      assertThat(json.get("diagnosis").get("sentence").asString()).isNotEmpty();
    }
  }

  @Test
  void wrongPassword_forPeople_saysSoAndExitsWithOne() throws Exception {
    try (ScriptedSmtpServer server = serve("login-refused")) {
      int exit =
          run(
              "wr\u00f6ng\r\n",
              "mail.test@127.0.0.1:" + server.port(),
              "--trust-store",
              pem().toString(),
              "--user",
              "alice",
              "--password-stdin");

      assertThat(exit).isEqualTo(Exit.NEGATIVE);
      assertThat(out.toString())
          .contains("AUTH_REJECTED at auth", "535 5.7.8", "customer")
          .doesNotContain("wr\u00f6ng");
    }
  }

  @Test
  void closedPort_probed_exitsWithOne() throws Exception {
    int port;
    try (ScriptedSmtpServer server = serve("banner-stalls")) {
      port = server.port();
    }

    assertThat(run("", "[::1]:" + port, "--deadline", "3")).isEqualTo(Exit.NEGATIVE);
    assertThat(out.toString()).contains("CONNECT_REFUSED");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mail.test",
        "mail.test:",
        "mail.test:x",
        "mail.test:0",
        "mail.test:99999",
        ":587",
        "@mail.test:587",
        "::1:587",
        "mail.test:587 --user alice",
        "mail.test:587 --password-stdin",
        "mail.test:587 --to a@b.test",
        "mail.test:587 --data",
        "mail.test:587 --from a@b.test>DATA",
        "mail.test:587 --from=",
        "mail.test:587 --deadline 0",
        "mail.test:587 --deadline x",
        "mail.test:587 --resolver nowhere",
        "mail.test:587 --trust-store /does/not/exist",
        "mail.test:587 --nonsense"
      })
  void badInput_given_exitsWithTwoAndSaysWhatWasExpected(String line) {
    assertThat(run("secret\n", line.split(" ", -1))).isEqualTo(Exit.BAD_INPUT);
    assertThat(err.toString()).isNotBlank();
    assertThat(out.toString()).doesNotContain("Verdict");
  }

  @Test
  void lineBreakInAddressOrName_given_exitsWithTwo() {
    assertThat(run("", "127.0.0.1:1", "--from", "a@b.test\r\nDATA")).isEqualTo(Exit.BAD_INPUT);
    assertThat(run("pw\n", "127.0.0.1:1", "--user", "a\nb", "--password-stdin"))
        .isEqualTo(Exit.BAD_INPUT);
    assertThat(run("p\0w\n", "127.0.0.1:1", "--user", "a", "--password-stdin"))
        .isEqualTo(Exit.BAD_INPUT);
    assertThat(run("\n", "127.0.0.1:1", "--user", "a", "--password-stdin"))
        .isEqualTo(Exit.BAD_INPUT);
  }

  private int run(String input, String... arguments) {
    return new CommandLine(
            new ProbeCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .setExecutionExceptionHandler(
            (e, command, _) -> {
              if (e instanceof BadInputException) {
                command.getErr().println(e.getMessage());
                return Exit.BAD_INPUT;
              }
              throw e;
            })
        .execute(arguments);
  }

  private static ScriptedSmtpServer serve(String script) throws Exception {
    return ScriptedSmtpServer.start(
        SmtpScript.named(script), CERTIFICATES.serverContext("mail.test"));
  }

  private Path trustStore() throws Exception {
    Path file = folder.resolve("trust.p12");
    try (OutputStream stream = Files.newOutputStream(file)) {
      CERTIFICATES.trustStore().store(stream, "changeit".toCharArray());
    }
    return file;
  }

  private Path pem() throws Exception {
    KeyStore store = CERTIFICATES.trustStore();
    List<String> lines =
        new ArrayList<>(List.of("A test authority", "-----BEGIN CERTIFICATE-----"));
    lines.add(Base64.getMimeEncoder().encodeToString(store.getCertificate("ca").getEncoded()));
    lines.add("-----END CERTIFICATE-----");
    return write(folder.resolve("trust.pem"), String.join("\n", lines) + "\n");
  }

  private static Path write(Path file, String text) throws IOException {
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write(text);
    }
    return file;
  }
}
