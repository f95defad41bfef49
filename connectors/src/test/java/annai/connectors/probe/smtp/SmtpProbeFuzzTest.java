package annai.connectors.probe.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import annai.connectors.probe.Credentials;
import annai.connectors.probe.ProbeRequest;
import annai.connectors.probe.ProbeResult;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.StageResult;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a server sends, the probe ends in time with a verdict. */
class SmtpProbeFuzzTest {

  private static final Duration DEADLINE = Duration.ofMillis(700);
  private static final Duration SLACK = Duration.ofSeconds(2);

  @Property(tries = 150)
  void anyBytes_fromTheServer_endInAVerdictInTime(
      @ForAll("talk") byte[] talk, @ForAll boolean implicitTls, @ForAll boolean stays)
      throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> serve(listener, talk, stays));
      ProbeTarget target =
          new ProbeTarget(
              "127.0.0.1",
              listener.getLocalPort(),
              implicitTls ? Security.IMPLICIT_TLS : Security.STARTTLS,
              null,
              null);
      Credentials credentials = new Credentials("alice".toCharArray(), "secret".toCharArray());
      long start = System.nanoTime();

      ProbeResult result =
          new SmtpProbe()
              .probe(
                  new ProbeRequest(target, credentials, "a@b.test", "a@b.test", true, DEADLINE),
                  _ -> {});

      assertThat(result).isInstanceOf(ProbeResult.Fault.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(DEADLINE.plus(SLACK));
      assertThat(credentials.password()).containsOnly('\0');
      for (StageResult stage : result.trace().stages()) {
        String reply = stage.reply() == null ? "" : stage.reply();
        assertThat(reply.length()).isLessThanOrEqualTo(300);
        assertThat(reply.chars()).noneMatch(Character::isISOControl);
      }
    }
  }

  /** Bytes of any kind, and things that look like SMTP up to some point. */
  @Provide
  Arbitrary<byte[]> talk() {
    Arbitrary<String> line =
        Combinators.combine(
                Arbitraries.of("220", "250", "454", "421", "554", "999", "2", ""),
                Arbitraries.of(" ", "-", "", "x"),
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.of("\r\n", "\n", "\r", ""))
            .as((code, mark, text, end) -> code + mark + text + end);
    Arbitrary<byte[]> lines =
        line.list()
            .ofMaxSize(12)
            .map(
                all ->
                    ("220 mail.test\r\n250 STARTTLS\r\n220 go\r\n" + String.join("", all))
                        .getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> looseLines =
        line.list().ofMaxSize(8).map(all -> String.join("", all).getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> records =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(200)
            .map(SmtpProbeFuzzTest::asHandshakeRecord);
    return Arbitraries.oneOf(
        Arbitraries.bytes().array(byte[].class).ofMaxSize(5000), lines, looseLines, records);
  }

  private static byte[] asHandshakeRecord(byte[] body) {
    byte[] record = new byte[body.length + 5];
    record[0] = 22;
    record[1] = 3;
    record[2] = 3;
    record[3] = (byte) (body.length >> 8);
    record[4] = (byte) body.length;
    System.arraycopy(body, 0, record, 5, body.length);
    return record;
  }

  private static void serve(ServerSocket listener, byte[] talk, boolean stays) {
    while (!listener.isClosed()) {
      try (Socket socket = listener.accept()) {
        OutputStream out = socket.getOutputStream();
        out.write(talk);
        out.flush();
        while (stays && socket.getInputStream().read() >= 0) {
          // listens until the other side goes
        }
      } catch (IOException _) {
        // the next session, or the end of the test
      }
    }
  }
}
