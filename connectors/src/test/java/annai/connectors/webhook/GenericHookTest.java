package annai.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import annai.connectors.webhook.TicketHint.Kind;
import annai.connectors.webhook.TicketHint.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericHookTest {

  private static Optional<TicketHint> hint(String body) {
    return new GenericHook().hint(body.getBytes(UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "ticket.created,CREATED",
    "ticket.changed,CHANGED",
    "ticket.commented,COMMENTED",
    "ticket.deleted,DELETED"
  })
  void eachType_read_isItsKind(String type, Kind kind) {
    assertThat(hint("{\"type\":\"" + type + "\",\"data\":{\"ticket\":\"123\"}}"))
        .contains(
            new TicketHint(kind, new Subject("123", null, Set.of(), null), null, null, false));
  }

  @Test
  void everything_read_isInTheHint() {
    assertThat(
            hint(
                """
                {"type": "ticket.commented", "timestamp": "2026-11-24T09:00:00.5+09:00", "data": {
                  "ticket": 123, "author": 5, "version": "2026-11-24T00:00:00Z",
                  "markers": ["annai-00ff", "other"], "internal": true}}
                """))
        .contains(
            new TicketHint(
                Kind.COMMENTED,
                new Subject(
                    "123", null, Set.of("annai-00ff"), Instant.parse("2026-11-24T00:00:00Z")),
                "5",
                Instant.parse("2026-11-24T00:00:00.500Z"),
                true));
  }

  @Test
  void otherType_read_isNoHint() {
    assertThat(hint("{\"type\":\"invoice.paid\",\"data\":{}}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "\"x\"",
        "5",
        "{",
        "{}{}",
        "{} x",
        "{'a':1}",
        "{\"type\":NaN}",
        "{\"type\":\"ticket.changed\",\"type\":\"ticket.deleted\",\"data\":{\"ticket\":\"1\"}}",
        "{\"type\":\"ticket.changed\"}",
        "{\"type\":\"ticket.changed\",\"data\":[]}",
        "{\"type\":\"ticket.changed\",\"data\":{\"ticket\":\"\"}}",
        "{\"type\":\"ticket.changed\",\"data\":{\"ticket\":1.5}}",
        "{\"type\":\"ticket.changed\",\"data\":{\"ticket\":\"a\\u0000b\"}}",
        "{\"data\":{\"ticket\":\"1\"}}"
      })
  void malformedBody_read_isRefusedInOneWay(String body) {
    assertThatExceptionOfType(MalformedHookException.class).isThrownBy(() -> hint(body));
  }

  @Test
  void longValue_quoted_isCut() {
    assertThatExceptionOfType(MalformedHookException.class)
        .isThrownBy(
            () ->
                hint(
                    "{\"type\":\"ticket.changed\",\"data\":{\"ticket\":\""
                        + "x".repeat(300)
                        + "\"}}"))
        .withMessageMatching("webhook's 'ticket' is 'x{40}…', expected .+");
  }

  @Test
  void bombs_read_areRefusedAtOnce() {
    for (String bomb :
        new String[] {
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "{\"type\":\"x\",\"a\":[" + "[],".repeat(1_000_000) + "[]]}",
          "{\"type\":\"x\",\"a\":" + "9".repeat(1_000_000) + "}",
          "{\"type\":\"x\",\"a\":1e" + "9".repeat(1_000_000) + "}",
          "{\"type\":\"x\",\"a\":\"" + "y".repeat(9_000_000) + "\"}",
          "{\"type\":\"x\",\"" + "n".repeat(1_000_000) + "\":1}",
          " ".repeat(11 * 1024 * 1024)
        }) {
      byte[] bytes = bomb.getBytes(UTF_8);
      assertThatCode(() -> new GenericHook().hint(bytes))
          .isInstanceOf(MalformedHookException.class);
    }
  }

  @Test
  void hugeExponent_read_costsNothing() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () ->
            assertThat(
                    hint(
                        "{\"type\":\"ticket.changed\",\"timestamp\":1e999999999,"
                            + "\"data\":{\"ticket\":\"1\",\"author\":1e999999999}}"))
                .get()
                .matches(hint -> hint.at() == null && hint.author() == null));
  }

  @Property(tries = 1_000)
  void anyBytes_read_areAHintNoneOrMalformed(@ForAll @Size(max = 200) byte[] body) {
    assertReadable(body);
  }

  @Property(tries = 1_000)
  void anyJsonLikeText_read_isAHintNoneOrMalformed(@ForAll("jsonLike") String body) {
    assertReadable(body.getBytes(UTF_8));
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\"type\"",
            "\"data\"",
            "\"ticket\"",
            "\"ticket.changed\"",
            "\"webhookEvent\"",
            "\"jira:issue_updated\"",
            "\"issue\"",
            "\"key\"",
            "\"A-1\"",
            "1",
            "-1e9",
            "true",
            "null",
            "\\u0000",
            "あ",
            " ")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  private static void assertReadable(byte[] body) {
    for (TicketHook hook : new TicketHook[] {new GenericHook(), new JiraHook()}) {
      try {
        assertThat(hook.hint(body)).isNotNull();
      } catch (MalformedHookException e) {
        assertThat(e).hasMessageStartingWith("webhook");
      }
    }
  }
}
