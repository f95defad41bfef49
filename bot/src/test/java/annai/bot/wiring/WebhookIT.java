package annai.bot.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.bot.SignedHook;
import annai.bot.store.Database;
import annai.bot.store.DatabaseSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks to the whole service, with secrets from its settings. */
class WebhookIT {

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  @Timeout(200)
  void webhook_sentToTheService_isTakenOnceOverARestartAndOnlyWhenSigned() throws Exception {
    Path secrets = Files.writeString(folder.resolve("secrets"), "summer\nspring\n");
    Map<String, String> settings = Map.of("ANNAI_WEBHOOKS_JIRA_SECRETS_FILE", secrets.toString());
    long now = InstantSource.system().instant().toEpochMilli();
    SignedHook hook =
        SignedHook.of("spring", SignedHook.jira("jira:issue_updated", "M-1", "sato", now, ""));
    try (ServiceProcess service = new ServiceProcess(folder, 0, settings)) {
      assertThat(send(service, "jira", hook.tampered())).isEqualTo(401);
      assertThat(send(service, "redmine", hook)).isEqualTo(503);
      assertThat(send(service, "other", hook)).isEqualTo(404);
      assertThat(send(service, "jira", hook)).isEqualTo(204);
      service.kill();
    }
    try (ServiceProcess service = new ServiceProcess(folder, 0, settings)) {
      assertThat(send(service, "jira", hook.underAnotherId())).isEqualTo(204);
      assertThat(service.log()).doesNotContain("summer").doesNotContain("spring\n");
    }
    try (Database database = Database.open(DatabaseSettings.embedded(folder.resolve("data")))) {
      assertThat(
              database.sql().sql("select count(*) from webhook_inbox").query(Long.class).single())
          .isEqualTo(1);
    }
  }

  private int send(ServiceProcess service, String system, SignedHook hook) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service.url("/webhooks/" + system)))
            .POST(BodyPublishers.ofByteArray(hook.body()));
    hook.headers().forEach(request::header);
    return http.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
