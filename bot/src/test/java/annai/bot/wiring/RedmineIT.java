package annai.bot.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import annai.bot.ServiceProcess;
import annai.connectors.ticket.redmine.FakeRedmine;
import annai.connectors.webhook.StandardWebhook;
import annai.connectors.webhook.WebhookSecrets;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The whole service with its tickets in Redmine. */
class RedmineIT {

  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  private static Map<String, String> settings(FakeRedmine redmine, Map<String, String> more) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("ANNAI_TICKETS_SYSTEM", "redmine");
    settings.put("ANNAI_REDMINE_URL", redmine.url().toString());
    settings.put("ANNAI_REDMINE_API_KEY", FakeRedmine.KEY);
    settings.put("ANNAI_REDMINE_PROJECT", "helpdesk");
    settings.put("ANNAI_WEBHOOKS_REDMINE_SECRETS", SECRET);
    settings.putAll(more);
    return settings;
  }

  @Test
  @Timeout(200)
  void personsNote_inRedmine_isInTheChatAfterASignedHookAndAPrivateOneIsNot() throws Exception {
    try (FakeRedmine redmine = new FakeRedmine();
        ServiceProcess service = new ServiceProcess(folder, 0, settings(redmine, Map.of()))) {
      HttpCustomer customer = new HttpCustomer(service, "en");
      customer.say("I can't send mail with Thunderbird");
      customer.choose("person");
      customer.choose("decline");
      await().atMost(SOON).until(() -> redmine.count() == 1);

      redmine.personNotes("1", "He is a difficult one.", true);
      redmine.personNotes("1", "Please call us at noon.", false);

      assertThat(hook(service, "1")).isEqualTo(204);
      customer.await(0, row -> row.toString().contains("Please call us at noon."));
      assertThat(customer.show().toString()).doesNotContain("difficult");
      assertThat(service.log())
          .contains("Tickets are filed in 'redmine'")
          .doesNotContain(FakeRedmine.KEY);
    }
  }

  private int hook(ServiceProcess service, String ticket) throws Exception {
    byte[] body =
        "{\"type\": \"ticket.commented\", \"data\": {\"ticket\": \"%s\"}}"
            .formatted(ticket)
            .getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url("/webhooks/redmine")))
            .POST(BodyPublishers.ofByteArray(body));
    StandardWebhook.sign(
            WebhookSecrets.ofStandard(List.of(SECRET)),
            UUID.randomUUID().toString(),
            InstantSource.system().instant(),
            body)
        .forEach(request::header);
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  @Timeout(200)
  void whatRedmineLacks_atStart_isInTheLogAndTheServiceIsThere() throws Exception {
    try (FakeRedmine redmine = new FakeRedmine();
        ServiceProcess service =
            new ServiceProcess(
                folder,
                0,
                settings(
                    redmine,
                    Map.of(
                        "ANNAI_REDMINE_REQUEST_TRACKER", "Wish",
                        "ANNAI_REDMINE_CLOSED_STATUS", "Gone")))) {
      await()
          .atMost(SOON)
          .until(() -> service.log().contains("Tickets can't be filed in 'redmine' now"));
      assertThat(service.log()).contains("no tracker 'Wish'").contains("no closed status 'Gone'");
    }
  }

  @Test
  @Timeout(200)
  void wrongSettings_atStart_stopItWithAllThatIsWrong() {
    try (FakeRedmine redmine = new FakeRedmine()) {
      assertThatThrownBy(
              () ->
                  new ServiceProcess(
                          folder,
                          0,
                          settings(
                              redmine,
                              Map.of(
                                  "ANNAI_REDMINE_PROJECT", "",
                                  "ANNAI_TICKETS_REDMINE_TRACKERS", "Support")))
                      .close())
          .hasMessageContaining("annai.tickets.redmine.project is empty")
          .hasMessageContaining("annai.tickets.redmine.trackers is unknown");
    }
  }
}
