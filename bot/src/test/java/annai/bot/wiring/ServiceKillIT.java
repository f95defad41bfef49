package annai.bot.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import annai.bot.ServiceProcess;
import annai.bot.store.Database;
import annai.bot.store.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * {@code kill -9} of the whole service while five customers talk over HTTP.
 *
 * <p>The system property {@code annai.kills} says how often; 3 by default.
 */
class ServiceKillIT {

  private static final int CUSTOMERS = 5;

  private static final Map<String, String> SETTINGS =
      Map.of("ANNAI_MESSAGES_PER_MINUTE", "6000", "ANNAI_TEST_MAIL_WAIT", "4s");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path folder;

  @Test
  @Timeout(300)
  void service_killedUnderLoad_losesAndDoublesNothing() throws Exception {
    Random random = new Random(11);
    List<Talk> talks = new ArrayList<>();
    HttpCustomer waiting;
    String address;
    try (ServiceProcess service = new ServiceProcess(folder, 0, SETTINGS)) {
      for (int i = 0; i < CUSTOMERS; i++) {
        talks.add(new Talk(new HttpCustomer(service, i % 2 == 0 ? "en" : "ja"), i));
      }
      waiting = new HttpCustomer(service, "en");
      address = invited(waiting);
      killUnderLoad(service, talks, random);
    }
    for (int kill = 1; kill < Integer.getInteger("annai.kills", 3); kill++) {
      try (ServiceProcess service = new ServiceProcess(folder, 0, SETTINGS)) {
        for (Talk talk : talks) {
          talk.goesOn(service);
        }
        killUnderLoad(service, talks, random);
      }
    }
    try (ServiceProcess service = new ServiceProcess(folder, 0, SETTINGS)) {
      for (Talk talk : talks) {
        talk.goesOn(service);
        talk.check(service);
      }
      waiting.moveTo(service);
      testMailStillArrives(service, waiting, address);
    }
    assertThat(tickets()).as("tickets of everybody").isBetween(2L, CUSTOMERS + 1L);
  }

  private long tickets() {
    try (Database database = Database.open(DatabaseSettings.embedded(folder.resolve("data")))) {
      return database.sql().sql("select count(*) from desk_tickets").query(Long.class).single();
    }
  }

  private static void killUnderLoad(ServiceProcess service, List<Talk> talks, Random random)
      throws InterruptedException {
    List<Thread> load = new ArrayList<>();
    for (Talk talk : talks) {
      load.add(Thread.ofVirtual().start(talk::talkUntilTheEnd));
    }
    TimeUnit.MILLISECONDS.sleep(800 + random.nextInt(1_500));
    service.kill();
    for (Thread customer : load) {
      customer.join();
    }
  }

  private static String invited(HttpCustomer customer) throws Exception {
    long said = customer.say("I can't send mail with Thunderbird");
    return customer
        .await(said, row -> row.path("body").path("testMail").path("address").isString())
        .path("body")
        .path("testMail")
        .path("address")
        .asString();
  }

  /** The timer of before the first kill rings, and the address of before it still counts. */
  private static void testMailStillArrives(
      ServiceProcess service, HttpCustomer customer, String address) throws Exception {
    long last = customer.show().path("lastSeq").asLong();
    String mail =
        """
        {"port": "old", "authentication": false, "to": "%s"}
        """
            .formatted(address);
    service.ask("POST", "/demo/api/mail", null, mail);
    String submitted =
        """
        {"port": "submission", "authentication": true, "to": "%s"}
        """
            .formatted(address);
    service.ask("POST", "/demo/api/mail", null, submitted);

    JsonNode evidence = customer.await(last, row -> row.path("type").asString().equals("evidence"));
    assertThat(evidence.path("seq").asLong()).isGreaterThan(last);
  }

  /** A customer who answers whatever is asked, and repeats what was not acknowledged. */
  private static final class Talk {

    private final HttpCustomer customer;
    private final boolean wantsAPerson;
    private final Set<String> tickets = new HashSet<>();
    private final Map<String, String[]> sent = new LinkedHashMap<>();
    private final Map<String, Long> acknowledged = new LinkedHashMap<>();

    Talk(HttpCustomer customer, int number) {
      this.customer = customer;
      this.wantsAPerson = number >= 3;
    }

    void talkUntilTheEnd() {
      try {
        while (true) {
          say();
        }
      } catch (IOException _) {
        // the service is gone
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    private void say() throws IOException, InterruptedException {
      String id = "n" + sent.size();
      String[] words = words();
      sent.put(id, words);
      acknowledged.put(id, customer.send(id, words[0], words[1]));
    }

    private String[] words() throws IOException, InterruptedException {
      List<String> offered = customer.choices();
      if (sent.isEmpty()) {
        return new String[] {"text", "Thunderbirdで送れません"};
      }
      if (wantsAPerson && sent.size() == 2) {
        return new String[] {"choice", "person"};
      }
      for (String choice : new String[] {"done", "skip", "decline", "error"}) {
        if (offered.contains(choice)) {
          return new String[] {"choice", choice};
        }
      }
      return new String[] {"text", "送信サーバーのポート番号は何番ですか " + sent.size()};
    }

    void goesOn(ServiceProcess service) throws IOException, InterruptedException {
      customer.moveTo(service);
      for (Map.Entry<String, String[]> one : sent.entrySet()) {
        long seq = customer.send(one.getKey(), one.getValue()[0], one.getValue()[1]);
        Long before = acknowledged.put(one.getKey(), seq);
        assertThat(before == null || before == seq).as("same row for %s", one.getKey()).isTrue();
      }
    }

    void check(ServiceProcess service) throws IOException, InterruptedException {
      List<JsonNode> rows = allRows(service);
      long customers = rows.stream().filter(row -> is(row, "from", "customer")).count();
      assertThat(customers).isEqualTo(sent.size());
      Set<Long> seqs = new HashSet<>();
      rows.forEach(row -> assertThat(seqs.add(row.path("seq").asLong())).isTrue());
      assertThat(seqs).containsAll(acknowledged.values());
      List<JsonNode> ofTicket = rows.stream().filter(row -> is(row, "type", "ticket")).toList();
      assertThat(ofTicket.stream().filter(row -> is(row.path("body"), "status", "open")))
          .as("told once that the ticket is open")
          .hasSizeLessThanOrEqualTo(1);
      ofTicket.forEach(row -> tickets.add(row.path("body").path("key").asString()));
      tickets.remove("");
      assertThat(tickets).hasSizeLessThanOrEqualTo(1);
      assertThat(customer.show().path("state").asString()).isNotEmpty();
    }

    private List<JsonNode> allRows(ServiceProcess service)
        throws IOException, InterruptedException {
      List<JsonNode> rows = new ArrayList<>();
      long last = 0;
      while (true) {
        JsonNode page =
            service.ask("GET", customer.path() + "?after=" + last, customer.token(), null);
        page.path("messages").forEach(rows::add);
        if (page.path("messages").isEmpty()) {
          return rows;
        }
        last = rows.getLast().path("seq").asLong();
      }
    }

    private static boolean is(JsonNode row, String member, String value) {
      return row.path(member).asString().equals(value);
    }
  }
}
