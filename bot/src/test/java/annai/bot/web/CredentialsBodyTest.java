package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annai.connectors.probe.Credentials;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsBodyTest {

  @Test
  void members_inAnyOrderWithEscapes_areRead() throws IOException {
    try (Credentials read =
        read(" {\"password\" : \"p\\\"\\\\\\/\\u3042\\ud83d\\ude00ぱ😀\", \"user\":\"taro\"}\n")) {
      assertThat(read.userName()).containsExactly('t', 'a', 'r', 'o');
      assertThat(new String(read.password())).isEqualTo("p\"\\/あ😀ぱ😀");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{\"user\":\"a\"}",
        "{\"user\":\"a\",\"user\":\"b\"}",
        "{\"user\":\"a\",\"password\":\"b\",\"x\":\"c\"}",
        "{\"user\":\"a\",\"password\":\"b\"",
        "{\"user\":\"a\",\"password\":\"b\"}x",
        "{\"user\":\"a\",\"password\":\"b",
        "{\"user\":\"a\",\"password\":\"b\\",
        "{\"user\":\"a\",\"password\":\"\\u12\"}",
        "{\"user\":\"a\",\"password\":\"\\ud83d\"}",
        "{\"user\":\"a\",\"password\":\"\\ude00\"}",
        "{\"user\":\"a\",\"password\":\"\\r\\n\"}",
        "{\"user\":\"a\\u000d\",\"password\":\"b\"}",
        "{\"user\":\"a\n\",\"password\":\"b\"}",
        "{\"user\":\"a\",\"password\":\"\"}",
        "{\"user\":1,\"password\":\"b\"}",
        "{\"user\":null,\"password\":\"b\"}",
        "{\"credentials\":{\"user\":\"a\",\"password\":\"b\"}}"
      })
  void body_unlikeTheExpected_isRefusedWithoutAnEcho(String body) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.status().value()).isEqualTo(400));
  }

  @Test
  void bytes_thatAreNoUtf8_areRefused() {
    for (byte[] bytes :
        new byte[][] {
          {(byte) 0xC0, (byte) 0x80},
          {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          {(byte) 0xFF},
          {(byte) 0xE3, (byte) 0x81}
        }) {
      byte[] head = "{\"user\":\"a\",\"password\":\"".getBytes(StandardCharsets.UTF_8);
      byte[] tail = "\"}".getBytes(StandardCharsets.UTF_8);
      byte[] body = new byte[head.length + bytes.length + tail.length];
      System.arraycopy(head, 0, body, 0, head.length);
      System.arraycopy(bytes, 0, body, head.length, bytes.length);
      System.arraycopy(tail, 0, body, head.length + bytes.length, tail.length);

      assertThatThrownBy(() -> CredentialsBody.read(new ByteArrayInputStream(body)))
          .isInstanceOf(ProblemException.class);
    }
  }

  @Test
  void fields_tooLong_areRefused() {
    assertThatThrownBy(() -> read(body("a".repeat(321), "b"))).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> read(body("a", "b".repeat(513)))).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> read(body("a", "b".repeat(9000))))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.status().value()).isEqualTo(413));
  }

  private static String body(String user, String password) {
    return "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
  }

  private static Credentials read(String body) throws IOException {
    return CredentialsBody.read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
  }
}
