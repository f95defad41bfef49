package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystem;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.connectors.ticket.jira.fake.FakeJira;
import annai.connectors.ticket.jira.fake.Flavour;
import annai.connectors.ticket.jira.fake.JiraRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The contract once more, and then every request of it held against Atlassian's own document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JiraOpenApiTest implements JiraContract {

  private final FakeJira jira = FakeJira.start(Flavour.CLOUD);
  private final TicketSystem system = FakeSite.system(Flavour.CLOUD, jira.url(), Map.of());

  @AfterAll
  void close() {
    jira.close();
  }

  @Override
  public FakeJira jira() {
    return jira;
  }

  @Override
  public TicketSystem system() {
    return system;
  }

  @Test
  void everySettingUsed_isPartOfWhatIsChecked() {
    TicketSystem other =
        FakeSite.system(
            Flavour.CLOUD,
            jira.url(),
            Map.of(
                "requester", "reporter",
                "priorities", "P2=High",
                "labels", "mail",
                "fields", "{\"customfield_10051\": \"draft.requester-name\"}",
                "internal-comments", "role Administrators"));
    TicketRef ref = other.open(FakeSite.draft("settings", TicketDraft.Kind.INCIDENT));
    other.comment(ref, "c", "for agents", Audience.INTERNAL);
    other.close(ref, "close", "proven");
    jira.personMoves(ref.key(), "new");
    other.close(ref, "close", "proven");

    assertThat(other.read(ref).comments()).hasSize(2);
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void everyRequestOfTheContract_isValidAgainstAtlassiansDocument() {
    Optional<AtlassianApi> api = AtlassianApi.find();
    assumeTrue(api.isPresent(), "Atlassian's OpenAPI document is not in the folder shared");

    List<JiraRequest> covered =
        jira.requests().stream().filter(r -> !r.route().equals("/search/jql")).toList();

    assertThat(covered.stream().flatMap(request -> api.get().problems(request).stream())).isEmpty();
    assertThat(covered.stream().map(JiraOpenApiTest::kind).collect(Collectors.toSet()))
        .as("kinds of requests seen")
        .hasSizeGreaterThanOrEqualTo(13);
  }

  private static String kind(JiraRequest request) {
    return request.method() + request.route().replaceAll("MAIL-\\d+", "{}");
  }

  @Test
  void wrongRequests_areNotValid() {
    Optional<AtlassianApi> api = AtlassianApi.find();
    assumeTrue(api.isPresent(), "Atlassian's OpenAPI document is not in the folder shared");

    assertThat(api.get().problems(request("POST", "/issue", null, "{\"fields\": 1}"))).isNotEmpty();
    assertThat(api.get().problems(request("POST", "/nothing", null, "{}"))).isNotEmpty();
    assertThat(api.get().problems(request("GET", "/issue/A-1/comment", "startAt=x", "")))
        .isNotEmpty();
    assertThat(api.get().problems(request("GET", "/issue/A-1", "unknown=1", ""))).isNotEmpty();
    assertThat(
            api.get()
                .problems(
                    request(
                        "POST",
                        "/issue/A-1/comment",
                        null,
                        "{\"visibility\": {\"type\": \"person\"}}")))
        .isNotEmpty();
  }

  private static JiraRequest request(
      String method, String route, @org.jspecify.annotations.Nullable String query, String body) {
    return new JiraRequest(
        1,
        Instant.EPOCH,
        method,
        "/rest/api/3" + route,
        query,
        Map.of("content-type", List.of("application/json")),
        body.getBytes(StandardCharsets.UTF_8));
  }
}
