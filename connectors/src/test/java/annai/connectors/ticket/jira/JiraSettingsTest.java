package annai.connectors.ticket.jira;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.connectors.ticket.TicketDraft.Priority;
import annai.connectors.ticket.jira.JiraSettings.Internal;
import annai.connectors.ticket.jira.JiraSettings.RequesterPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JiraSettingsTest {

  private static Map<String, String> least() {
    Map<String, String> least = new LinkedHashMap<>();
    least.put("url", "https://example.atlassian.net/");
    least.put("account", "annai@example.jp");
    least.put("token", "secret-token");
    least.put("project", "MAIL");
    return least;
  }

  @Test
  void leastSettings_read_haveGoodDefaults() {
    JiraSettings settings = JiraSettings.read(least());

    assertThat(settings.site().api().api()).hasToString("https://example.atlassian.net/rest/api/3");
    assertThat(settings.site().pages()).hasToString("https://example.atlassian.net");
    assertThat(settings.site().searchLag()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.filing().incidentType()).isEqualTo("Task");
    assertThat(settings.filing().priorities()).isEmpty();
    assertThat(settings.internal()).isEqualTo(new Internal.Detected());
    assertThat(settings.toString()).doesNotContain("secret-token");
  }

  @Test
  void dataCenter_read_takesATokenOrALogin() {
    Map<String, String> token = least();
    token.put("flavour", "data-center");
    token.remove("account");
    Map<String, String> login = least();
    login.put("flavour", "data-center");

    assertThat(JiraSettings.read(token).site().api().credential().value())
        .isEqualTo("Bearer secret-token");
    assertThat(JiraSettings.read(token).site().api().api())
        .hasToString("https://example.atlassian.net/rest/api/2");
    assertThat(JiraSettings.read(login).site().api().credential().value()).startsWith("Basic ");
  }

  @Test
  void cloud_read_takesATokenAlone_onlyWhenTheSettingsSaySo() {
    Map<String, String> bearer = least();
    bearer.remove("account");
    bearer.put("authentication", "bearer");
    Map<String, String> wrong = least();
    wrong.put("authentication", "digest");
    Map<String, String> nobody = least();
    nobody.remove("account");
    nobody.put("authentication", "basic");

    assertThat(JiraSettings.read(bearer).site().api().credential().value())
        .isEqualTo("Bearer secret-token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JiraSettings.read(wrong))
        .withMessageContaining("authentication: 'digest'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JiraSettings.read(nobody))
        .withMessageContaining("account is empty");
  }

  @Test
  void allSettings_read_areWhatTheySay(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "from-file\n");
    Map<String, String> all = least();
    all.remove("token");
    all.put("token-file", file.toString());
    all.put("pages", "https://tickets.example.jp");
    all.put("priorities", "P1=Highest,P3 = Low");
    all.put("labels", "a, b");
    all.put("requester", "field customfield_10050");
    all.put("internal-comments", "group jira agents");
    all.put("search-lag", "0s");
    all.put("request-timeout", "1500ms");

    JiraSettings settings = JiraSettings.read(all);

    assertThat(settings.site().api().credential().secrets()).contains("from-file");
    assertThat(settings.filing().priorities())
        .isEqualTo(Map.of(Priority.P1, "Highest", Priority.P3, "Low"));
    assertThat(settings.filing().labels()).containsExactly("a", "b");
    assertThat(settings.filing().requester())
        .isEqualTo(new RequesterPlace.Field("customfield_10050"));
    assertThat(settings.internal()).isEqualTo(new Internal.VisibleTo("group", "jira agents"));
    assertThat(settings.site().api().timing().request()).isEqualTo(Duration.ofMillis(1500));
  }

  @Test
  void wrongSettings_read_areToldAllAtOnce() {
    Map<String, String> wrong =
        Map.of(
            "flavour", "server",
            "url", "jira.example.jp",
            "token", "日本語",
            "priorities", "P9=Low",
            "labels", "a b",
            "fields", "{\"customfield_1\": \"draft.nothing\"}",
            "requester", "somewhere",
            "internal-comments", "role ",
            "request-timeout", "long",
            "invented", "x");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> JiraSettings.read(wrong))
        .satisfies(
            problems ->
                assertThat(String.valueOf(problems.getMessage()).lines())
                    .allMatch(line -> line.startsWith("annai.tickets.jira."))
                    .anyMatch(line -> line.contains("flavour: 'server'"))
                    .anyMatch(line -> line.contains("url: 'jira.example.jp'"))
                    .anyMatch(line -> line.contains("account is empty"))
                    .anyMatch(line -> line.contains("project is empty"))
                    .anyMatch(line -> line.contains("token has characters"))
                    .anyMatch(line -> line.contains("priorities: 'P9=Low'"))
                    .anyMatch(line -> line.contains("labels: 'a b'"))
                    .anyMatch(line -> line.contains("draft.nothing"))
                    .anyMatch(line -> line.contains("requester: 'somewhere'"))
                    .anyMatch(line -> line.contains("internal-comments: 'role'"))
                    .anyMatch(line -> line.contains("request-timeout: 'long'"))
                    .anyMatch(line -> line.contains("invented is unknown"))
                    .noneMatch(line -> line.contains("日本語")));
  }
}
