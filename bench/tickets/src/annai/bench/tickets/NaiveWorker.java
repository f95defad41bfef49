package annai.bench.tickets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Sends each intent until it is answered 201; never looks whether it is there already. */
final class NaiveWorker {

  private static final int THREADS = 8;

  private NaiveWorker() {}

  public static void main(String[] arguments) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      int share = i;
      threads[i] = new Thread(() -> work(http, arguments[0], arguments[1], share));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void work(HttpClient http, String database, String jira, int share) {
    try (Connection connection = DriverManager.getConnection(database);
        PreparedStatement next =
            connection.prepareStatement(
                "select id, marker from naive where not done and due_at <= now() and id % "
                    + THREADS
                    + " = ? order by id limit 1");
        PreparedStatement done =
            connection.prepareStatement("update naive set done = true where id = ?");
        PreparedStatement later =
            connection.prepareStatement(
                "update naive set due_at = now() + interval '1 second' where id = ?")) {
      next.setInt(1, share);
      while (true) {
        long id = -1;
        String marker = "";
        try (ResultSet rows = next.executeQuery()) {
          if (rows.next()) {
            id = rows.getLong(1);
            marker = rows.getString(2);
          }
        }
        if (id < 0) {
          Thread.sleep(100);
        } else {
          PreparedStatement outcome = post(http, jira, marker) == 201 ? done : later;
          outcome.setLong(1, id);
          outcome.executeUpdate();
        }
      }
    } catch (SQLException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int post(HttpClient http, String jira, String marker)
      throws InterruptedException {
    String body =
        """
        {"fields": {"project": {"key": "MAIL"}, "issuetype": {"name": "Task"},
          "summary": "naive", "labels": ["%s"]}}
        """
            .formatted(marker);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(jira + "/rest/api/2/issue"))
            .timeout(Duration.ofMillis(Options.CALLERS_TIMEOUT_MILLIS))
            .header("Authorization", "Bearer " + JiraProcess.TOKEN)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }
}
