package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import java.util.List;

/** Jira is away for a while: the chat goes on, nothing is lost, the queue drains in its order. */
final class Down {

  /** How many places tickets that are told of at the same time may change. */
  private static final int WORKERS = 40;

  private Down() {}

  static boolean run(World world, int tickets) throws Exception {
    Options options = world.options();
    JiraProcess jira = world.jira("jira-down", "--direct");
    Service annai = world.nodes(1, jira).getFirst();
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
      return table(options, jira, customers.promises(), asked, took, drained);
    }
  }

  private static boolean table(
      Options options,
      JiraProcess jira,
      List<Promise> promises,
      long asked,
      long took,
      boolean drained)
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
