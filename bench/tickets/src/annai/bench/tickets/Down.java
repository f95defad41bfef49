package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Jira is away for a while: the chat goes on, nothing is lost, the queue drains in its order. */
final class Down {

  /** Calls under way at the same time may overtake each other, and so may what failed before. */
  private static final int WORKERS = 40;

  /** Who waits longer than this has to be told. */
  private static final long LATE_MILLIS = 7_000;

  private static final List<String> TOLD = List.of("Your ticket will be filed", "登録でき次第");

  private Down() {}

  static boolean run(World world, int tickets) throws Exception {
    Options options = world.options();
    JiraProcess jira = world.jira("jira-down", "--direct");
    AnnaiProcess annai = world.nodes(1, jira).getFirst();
    annai.start();
    try (Customers customers = new Customers(annai::url)) {
      customers.begin(4);
      customers.admit(10);
      World.await(60, () -> customers.promises().size() == 10);
      World.await(
          60, () -> new Check(jira.journal().lines()).lost(customers.promises()).isEmpty());
      jira.order("down");
      long downFrom = System.currentTimeMillis();
      long slowest = 0;
      for (int sent = 0; sent < tickets; sent++) {
        long began = System.nanoTime();
        customers.admit(1);
        long left = downFrom + options.down() * 1_000L - System.currentTimeMillis();
        Thread.sleep(Math.max(20, left / (tickets - sent)));
        slowest = Math.max(slowest, System.nanoTime() - began);
      }
      World.await(60, () -> customers.promises().size() == tickets + 10);
      long rest = downFrom + options.down() * 1_000L - System.currentTimeMillis();
      Thread.sleep(Math.max(0, rest));
      long asked =
          jira.journal().lines().stream().filter(l -> l.isRequest() && l.at() > downFrom).count();
      jira.order("up");
      long up = System.currentTimeMillis();
      boolean drained =
          World.await(
              300,
              () -> {
                Check check = new Check(jira.journal().lines());
                return check.lost(customers.promises()).isEmpty()
                    && check.open(customers.promises()).isEmpty();
              });
      long took = (System.currentTimeMillis() - up) / 1_000;
      Thread.sleep(3_000);
      return table(
          options, jira, customers.promises(), asked, took, drained, told(annai, customers, jira));
    }
  }

  /** How often each of those who had to wait was told. */
  private static Map<Integer, Integer> told(AnnaiProcess annai, Customers customers, JiraProcess jira)
      throws Exception {
    Check check = new Check(jira.journal().lines());
    Map<Integer, Integer> told = new TreeMap<>();
    for (Promise promise : customers.promises()) {
      long made = check.createdAt(promise.marker());
      if (made < 0 || made - promise.asked() > LATE_MILLIS) {
        int times = 0;
        for (JsonNode row : customers.show(annai.url(), promise).path("messages")) {
          String body = row.path("body").toString();
          times += TOLD.stream().anyMatch(body::contains) ? 1 : 0;
        }
        told.merge(times, 1, Integer::sum);
      }
    }
    return told;
  }

  private static boolean table(
      Options options,
      JiraProcess jira,
      List<Promise> promises,
      long asked,
      long took,
      boolean drained,
      Map<Integer, Integer> told)
      throws Exception {
    Check check = new Check(jira.journal().lines());
    Table table = new Table("Jira down for %d seconds".formatted(options.down()));
    table.tell("machine", Table.noise());
    table.tell("promised tickets", promises.size());
    table.tell("requests while it was down", asked);
    table.demand("lost", check.lost(promises).size(), "0", check.lost(promises).isEmpty());
    table.demand("made more than once", check.duplicated(), "0", check.duplicated() == 0);
    table.demand("all there and closed after", took + " s", "300 s", drained);
    table.demand(
        "commands out of their ticket's order",
        check.disordered(),
        "0",
        check.disordered() == 0);
    table.demand(
        "customers who waited longer than %d s, by how often they were told"
            .formatted(LATE_MILLIS / 1_000),
        told,
        "once each",
        told.keySet().equals(Set.of(1)));
    int overtaken = check.overtaken(promises);
    table.demand(
        "places by which a ticket was overtaken at most",
        overtaken,
        "<= " + WORKERS,
        overtaken <= WORKERS);
    Crash.pace(table, options, check);
    return table.print();
  }
}
