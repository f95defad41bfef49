package annai.connectors.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import annai.connectors.webhook.TicketHint.Kind;
import annai.connectors.webhook.TicketHint.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JiraHookTest {

  private static final Instant AT = Instant.ofEpochMilli(1_764_000_000_123L);

  private static Optional<TicketHint> hint(String body) {
    return new JiraHook().hint(body.getBytes(UTF_8));
  }

  @Test
  void issueCreated_read_hintsAtItsKeyMarkersAndVersion() {
    assertThat(
            hint(
                """
                {"timestamp": 1764000000123, "webhookEvent": "jira:issue_created",
                 "issue_event_type_name": "issue_created",
                 "user": {"accountId": "557058:f58131cb", "displayName": "A"},
                 "issue": {"id": "10012", "key": "MAIL-12", "fields": {
                   "labels": ["annai", "annai-0123456789abcdef0123", "vip", 7, null],
                   "updated": "2025-11-24T17:00:00.123+0200"}}}
                """))
        .contains(
            new TicketHint(
                Kind.CREATED,
                new Subject(
                    "MAIL-12",
                    "10012",
                    Set.of("annai", "annai-0123456789abcdef0123"),
                    Instant.parse("2025-11-24T15:00:00.123Z")),
                "557058:f58131cb",
                AT,
                false));
  }

  @Test
  void issueUpdated_withAndWithoutAComment_isAChangeUnlessItIsTheCommentAlone() {
    String comment = "\"comment\": {\"id\": \"5\", \"jsdPublic\": false, \"author\": {}}";
    String issue = "{\"webhookEvent\": \"jira:issue_updated\", \"issue\": {\"key\": \"MAIL-1\"}";

    assertThat(hint(issue + ", \"changelog\": {\"items\": [{\"field\": \"status\"}]}}"))
        .get()
        .extracting(TicketHint::kind)
        .isEqualTo(Kind.CHANGED);
    assertThat(hint(issue + ", \"changelog\": {\"items\": [{}]}, " + comment + "}"))
        .get()
        .matches(hint -> hint.kind() == Kind.CHANGED && !hint.internal());
    assertThat(hint(issue + ", " + comment + "}"))
        .get()
        .matches(hint -> hint.kind() == Kind.COMMENTED && hint.internal());
  }

  @Test
  void issueDeleted_read_isADeletion() {
    assertThat(hint("{\"webhookEvent\":\"jira:issue_deleted\",\"issue\":{\"id\":\"7\"}}"))
        .get()
        .matches(hint -> hint.kind() == Kind.DELETED && "7".equals(hint.ticket().id()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"comment_created", "comment_updated", "comment_deleted"})
  void comment_read_hintsAtItsAuthorAndWhetherItIsInternal(String event) {
    String body =
        """
        {"timestamp": 1764000000123, "webhookEvent": "%s",
         "comment": {"id": "10095", "body": "hello", "jsdPublic": %s,
           "author": {"key": "JIRAUSER1", "name": "fred"},
           "updateAuthor": {"key": "JIRAUSER2", "name": "wilma"}},
         "issue": {"id": "10012", "key": "MAIL-12", "fields": {"summary": "x"}}}
        """;

    assertThat(hint(body.formatted(event, "true")))
        .contains(
            new TicketHint(
                Kind.COMMENTED,
                new Subject("MAIL-12", "10012", Set.of(), null),
                "JIRAUSER2",
                AT,
                false));
    assertThat(hint(body.formatted(event, "false"))).get().matches(TicketHint::internal);
    assertThat(hint(body.formatted(event, "null"))).get().matches(hint -> !hint.internal());
  }

  @Test
  void commentAlone_read_isKnownByTheIssueInItsAddress() {
    assertThat(
            hint(
                """
                {"webhookEvent": "comment_created", "comment": {
                  "self": "https://jira.example/rest/api/2/issue/10148/comment/10095",
                  "author": {"name": "fred"}}}
                """))
        .contains(
            new TicketHint(
                Kind.COMMENTED, new Subject(null, "10148", Set.of(), null), "fred", null, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jira:worklog_updated",
        "issuelink_created",
        "attachment_created",
        "sprint_closed",
        "board_configuration_changed",
        "jira:version_released",
        "something_new"
      })
  void otherEvents_read_areNoHints(String event) {
    assertThat(hint("{\"webhookEvent\":\"" + event + "\"}")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"webhookEvent\":5.5}",
        "{\"webhookEvent\":\"jira:issue_updated\"}",
        "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":\"MAIL-1\"}",
        "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"key\":\"MAIL-1/../../x\"}}",
        "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"key\":\"MAIL\\n-1\"}}",
        "{\"webhookEvent\":\"comment_created\",\"comment\":{\"self\":\"nowhere\"}}"
      })
  void bodyThatNamesNoTicket_read_isMalformed(String body) {
    assertThatExceptionOfType(MalformedHookException.class).isThrownBy(() -> hint(body));
  }

  @Test
  void wrongTypesAndTimes_read_areAsIfAbsent() {
    for (String value : List.of("\"x\"", "[]", "{}", "true", "1e400", "-5", "9".repeat(60))) {
      assertThat(
              hint(
                  """
                  {"timestamp": %1$s, "webhookEvent": "jira:issue_updated", "user": %1$s,
                   "issue": {"key": "MAIL-1", "fields": {"labels": %1$s, "updated": %1$s}}}
                  """
                      .formatted(value)))
          .contains(
              new TicketHint(
                  Kind.CHANGED, new Subject("MAIL-1", null, Set.of(), null), null, null, false));
    }
  }
}
