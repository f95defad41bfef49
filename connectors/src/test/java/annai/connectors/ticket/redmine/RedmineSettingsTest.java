package annai.connectors.ticket.redmine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import annai.connectors.ticket.TicketDraft.Priority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedmineSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("url", "https://r.example/redmine/", "api-key", "k-1", "project", "helpdesk");

  @Test
  void least_read_isEnough() {
    RedmineSettings settings = RedmineSettings.read(LEAST);

    assertThat(settings.site().api()).hasToString("https://r.example/redmine");
    assertThat(settings.pages()).isEqualTo(settings.site().api());
    assertThat(settings.filing().requestTracker()).isNull();
    assertThat(settings.site().timing().request()).isEqualTo(Duration.ofSeconds(20));
    assertThat(settings.toString()).doesNotContain("k-1");
  }

  @Test
  void keyInAFile_read_isUsed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "k-2\n");
    Map<String, String> texts = new HashMap<>(LEAST);
    texts.put("api-key", "");
    texts.put("api-key-file", file.toString());

    assertThat(RedmineSettings.read(texts).site().credential().value()).isEqualTo("k-2");
  }

  @Test
  void everything_read_isInItsPlace() {
    Map<String, String> texts = new HashMap<>(LEAST);
    texts.put("pages", "https://agents.example");
    texts.put("request-tracker", "Support");
    texts.put("priorities", "P1=Immediate, P3=Normal");
    texts.put("requester", "field 4");
    texts.put("watchers", "hanako, 12");
    texts.put("text-formatting", "none");
    texts.put("late-effect", "0s");

    RedmineSettings settings = RedmineSettings.read(texts);

    assertThat(settings.pages()).hasToString("https://agents.example");
    assertThat(settings.filing().incidentTracker()).isEqualTo("Support");
    assertThat(settings.filing().priorities())
        .isEqualTo(Map.of(Priority.P1, "Immediate", Priority.P3, "Normal"));
    assertThat(settings.filing().requester())
        .isEqualTo(new RedmineSettings.RequesterPlace.Field(4));
    assertThat(settings.filing().watchers()).containsExactly("hanako", "12");
    assertThat(settings.lateEffect()).isZero();
  }

  @Test
  void problems_read_areAllToldWithoutTheKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RedmineSettings.read(
                    Map.ofEntries(
                        Map.entry("url", "ftp://x"),
                        Map.entry("api-key", "sécret key"),
                        Map.entry("trackers", "x"),
                        Map.entry("priorities", "P9=x"),
                        Map.entry("fields", "{\"cf_1\": \"draft.nothing\"}"),
                        Map.entry("requester", "somewhere"),
                        Map.entry("text-formatting", "rich"),
                        Map.entry("trust-store", "/nowhere"),
                        Map.entry("request-timeout", "soon"))))
        .withMessageContainingAll(
            "annai.tickets.redmine.url: 'ftp://x' is not valid",
            "annai.tickets.redmine.api-key has characters",
            "annai.tickets.redmine.trackers is unknown",
            "annai.tickets.redmine.project is empty",
            "annai.tickets.redmine.priorities",
            "annai.tickets.redmine.fields",
            "annai.tickets.redmine.requester: 'somewhere'",
            "annai.tickets.redmine.text-formatting: 'rich'",
            "annai.tickets.redmine.trust-store: '/nowhere'",
            "annai.tickets.redmine.request-timeout: 'soon'")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sécret"));
  }
}
