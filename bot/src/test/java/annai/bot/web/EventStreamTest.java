package annai.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = TestApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"server.address=127.0.0.1", "spring.threads.virtual.enabled=true"})
@Timeout(60)
class EventStreamTest {

  @Autowired FakeConversations conversations;
  @Autowired EventStreams streams;
  @LocalServerPort int port;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void rows_fromTheBeginning_comeWithTheirSeqAsId() throws Exception {
    String id = conversations.start(null).id();

    try (BufferedReader stream = open(id, "0")) {
      assertThat(ids(stream, 2)).containsExactly("1", "2");
      conversations.write(id, "bot", "text", Map.of("text", "三つ目\ndata: x\r\n\u2028"));
      assertThat(ids(stream, 1)).containsExactly("3");
    }
  }

  @Test
  void row_withEveryKindOfLineEnd_staysOneEvent() throws Exception {
    String id = conversations.start(null).id();
    String text = "a\rid: 999\r\nevent: b\n\ndata: c\u2028d\u2029e\u0085f\0retry: 1";

    try (BufferedReader stream = open(id, "2")) {
      conversations.write(id, "customer", "text", Map.of("text", text));
      conversations.write(id, "customer", "text", Map.of("text", "next"));

      List<String> fields =
          stream
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith(":"))
              .limit(5)
              .map(line -> line.substring(0, Math.min(line.length(), 5)))
              .toList();
      assertThat(fields).containsExactly("retry", "id:3", "data:", "id:4", "data:");
    }
    try (BufferedReader stream = open(id, "2")) {
      String data =
          stream.lines().filter(line -> line.startsWith("data:")).findFirst().orElseThrow();
      assertThat(
              JsonMapper.shared().readTree(data.substring(5)).path("body").path("text").asString())
          .isEqualTo(text);
    }
  }

  @Test
  void streams_manyOpened_areToldToComeBackAtDifferentTimes() throws Exception {
    Set<Integer> waits = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      try (BufferedReader stream = open(conversations.start(null).id(), "0")) {
        waits.add(
            stream
                .lines()
                .filter(line -> line.startsWith("retry:"))
                .map(line -> Integer.valueOf(line.substring(6)))
                .findFirst()
                .orElseThrow());
      }
    }
    assertThat(waits).hasSizeGreaterThan(2).allMatch(wait -> wait >= 1_000 && wait < 3_000);
  }

  @Test
  void lastEventId_thatWasNeverGiven_readsEverything() throws Exception {
    String id = conversations.start(null).id();

    for (String huge : new String[] {"3", "987654", Long.toString(Long.MAX_VALUE)}) {
      try (BufferedReader stream = open(id, huge)) {
        assertThat(ids(stream, 2)).as(huge).containsExactly("1", "2");
      }
    }
  }

  @Test
  void stream_whoseOtherEndIsGone_isForgotten() throws Exception {
    String id = conversations.start(null).id();
    BufferedReader stream = open(id, "0");
    ids(stream, 2);

    stream.close();

    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              conversations.write(id, "bot", "text", Map.of("text", "?"));
              return !streams.has(id);
            });
  }

  @Test
  void stream_resumed_goesOnWithoutAGap() throws Exception {
    String id = conversations.start(null).id();
    for (int i = 0; i < 250; i++) {
      conversations.write(id, "bot", "text", Map.of("text", "row " + i));
    }

    try (BufferedReader stream = open(id, "7")) {
      List<String> ids = ids(stream, 245);

      assertThat(ids.getFirst()).isEqualTo("8");
      assertThat(ids.getLast()).isEqualTo("252");
      assertThat(ids).doesNotHaveDuplicates();
    }
    assertThat(conversations.cameBack).doesNotContain(id);
  }

  @Test
  void rows_writtenWhileManyRead_reachEachStreamOnceAndInOrder() throws Exception {
    String id = conversations.start(null).id();
    List<BufferedReader> readers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      readers.add(open(id, "2"));
    }

    for (int i = 0; i < 100; i++) {
      conversations.write(id, "bot", "text", Map.of("text", "row " + i));
    }

    for (BufferedReader reader : readers) {
      List<Long> ids = ids(reader, 100).stream().map(Long::valueOf).toList();
      assertThat(ids).isSorted().doesNotHaveDuplicates().last().isEqualTo(102L);
      reader.close();
    }
  }

  @Test
  void stream_withoutLastEventId_tellsThatTheCustomerCameBack() throws Exception {
    String id = conversations.start(null).id();

    try (BufferedReader stream = open(id, null)) {
      assertThat(ids(stream, 2)).hasSize(2);
    }

    assertThat(conversations.cameBack).contains(id);
  }

  @Test
  void conversation_erased_endsItsStreams() throws Exception {
    String id = conversations.start(null).id();

    try (BufferedReader stream = open(id, "0")) {
      ids(stream, 2);
      conversations.erase(id);
      streams.end(id);
      assertThat(stream.lines().toList()).noneMatch(line -> line.startsWith("id:"));
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> !streams.has(id));
  }

  @Test
  void token_thatEnded_endsItsStreamBeforeTheNextRow() throws Exception {
    String id = conversations.start(null).id();

    try (BufferedReader stream = open(id, "0")) {
      ids(stream, 2);
      conversations.signIn(id, "token-of-" + id, "signed");
      assertThat(stream.lines().toList()).noneMatch(line -> line.startsWith("id:"));
    }
    await().atMost(Duration.ofSeconds(2)).until(() -> !streams.has(id));
  }

  @Test
  void streams_tooManyOfOneConversation_endTheOldest() throws Exception {
    String id = conversations.start(null).id();
    BufferedReader oldest = open(id, "2");
    List<BufferedReader> others = new ArrayList<>();
    for (int i = 0; i < EventStreams.MAX_PER_CONVERSATION; i++) {
      others.add(open(id, "2"));
    }

    assertThat(oldest.lines().filter(line -> line.startsWith("data")).toList()).isEmpty();

    for (BufferedReader other : others) {
      other.close();
    }
  }

  @Test
  void lastEventId_malformed_isABadRequest() throws Exception {
    String id = conversations.start(null).id();

    for (String malformed : new String[] {"x", "-1", "9999999999999999999"}) {
      HttpResponse<String> refused = http.send(request(id, malformed), BodyHandlers.ofString());
      assertThat(refused.statusCode()).as(malformed).isEqualTo(400);
      assertThat(refused.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }

  private HttpRequest request(String id, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:%d/api/v1/conversations/%s/events".formatted(port, id)))
            .header("Authorization", "Bearer token-of-" + id);
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return request.build();
  }

  private BufferedReader open(String id, @Nullable String lastEventId) throws Exception {
    HttpResponse<InputStream> stream =
        http.send(request(id, lastEventId), BodyHandlers.ofInputStream());
    assertThat(stream.statusCode()).isEqualTo(200);
    assertThat(stream.headers().firstValue("Cache-Control")).contains("no-store");
    return new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8));
  }

  private static List<String> ids(BufferedReader stream, int count) throws Exception {
    List<String> ids = new ArrayList<>();
    while (ids.size() < count) {
      String line = stream.readLine();
      if (line == null) {
        return ids;
      }
      if (line.startsWith("id:")) {
        ids.add(line.substring(3));
      }
    }
    return ids;
  }
}
