package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Kill -9 of the service, again and again, under load and with a Jira that fails. */
final class Crash {

  private static final int AT_ONCE = 12;
  private static final int DRAIN_SECONDS = 600;

  /** Longer than a late issue, the search's lag and the watch for twins together. */
  private static final int AFTERWATCH_MILLIS = 15_000;

  private Crash() {}

  static boolean run(World world, int nodeCount, int tickets, int kills) throws Exception {
    Options options = world.options();
    Random random = new Random(options.seed());
    JiraProcess jira = world.jira("jira-crash", "--direct", "--seed", Long.toString(options.seed()));
    List<AnnaiProcess> nodes = world.nodes(nodeCount, jira);
    for (AnnaiProcess node : nodes) {
      World.say("Annai answers after %d ms", node.start());
    }
    long began = System.nanoTime();
    int[] turn = {0};
    List<Long> killedAt = new ArrayList<>();
    try (Customers customers =
        new Customers(() -> nodes.get(Math.floorMod(turn[0]++, nodeCount)).url())) {
      customers.begin(AT_ONCE);
      int quota = Math.max(1, tickets / (kills + 1));
      int admitted = 0;
      for (int kill = 1; kill <= kills; kill++) {
        customers.admit(quota);
        admitted += quota;
        long settled = admitted - (long) quota * (50 + random.nextInt(45)) / 100;
        int made = new Check(jira.journal().lines()).tickets() + quota / 4;
        World.await(
            90,
            () ->
                customers.promises().size() >= settled
                    && new Check(jira.journal().lines()).tickets() >= made);
        Thread.sleep(random.nextInt(1_500));
        AnnaiProcess victim = nodes.get(kill % nodeCount);
        killedAt.add(System.currentTimeMillis());
        victim.kill();
        World.say(
            "kill %d of %d at %d promised, %d made, %d talking",
            kill,
            kills,
            customers.promises().size(),
            new Check(jira.journal().lines()).tickets(),
            customers.talking());
        World.say("Annai answers after %d ms", victim.start());
      }
      customers.admit(tickets - admitted);
      World.await(240, () -> customers.waiting() == 0 && customers.talking() == 0);
      long loaded = System.nanoTime();
      boolean drained =
          World.await(
              DRAIN_SECONDS,
              () -> {
                Check check = new Check(jira.journal().lines());
                return check.lost(customers.promises()).isEmpty()
                    && check.open(customers.promises()).isEmpty();
              });
      long drain = (System.nanoTime() - loaded) / 1_000_000_000L;
      Thread.sleep(AFTERWATCH_MILLIS);
      return table(options, jira, customers, nodeCount, killedAt, drained, drain, began);
    }
  }

  private static boolean table(
      Options options,
      JiraProcess jira,
      Customers customers,
      int nodeCount,
      List<Long> killedAt,
      boolean drained,
      long drain,
      long began)
      throws Exception {
    List<Promise> promises = customers.promises();
    Check check = new Check(jira.journal().lines());
    Table table =
        new Table(
            "kill -9 under load, %d node%s, %s"
                .formatted(
                    nodeCount,
                    nodeCount == 1 ? "" : "s",
                    options.postgres() ? "PostgreSQL" : "H2"));
    List<Promise> lost = check.lost(promises);
    table.tell("seed; machine", options.seed() + "; " + Table.noise());
    table.tell("took", (System.nanoTime() - began) / 1_000_000_000L + " s");
    table.tell("kill -9", killedAt.size());
    table.tell(
        "requests in the second before each",
        killedAt.stream().map(at -> check.requests(at - 1_000, at)).toList());
    table.tell("promised tickets", promises.size());
    table.tell("calls that customers had to repeat", customers.repeats());
    table.tell("faults that the fake dealt out", check.faults());
    table.demand("lost", lost.size(), "0", lost.isEmpty());
    table.demand("made more than once", check.duplicated(), "0", check.duplicated() == 0);
    table.tell("of these left open twice", check.twinsLeft());
    table.demand(
        "POSTs a ticket",
        "%.3f".formatted(check.postsPerTicket()),
        "<= 1.15",
        check.postsPerTicket() <= 1.15);
    table.tell("comments and closings that Jira has", check.comments() + ", " + check.closings());
    table.demand(
        "commands out of their ticket's order",
        check.disordered(),
        "0",
        check.disordered() == 0);
    table.demand(
        "comments that stand twice",
        check.doubledComments(),
        "0",
        check.doubledComments() == 0);
    List<Promise> open = check.open(promises);
    table.demand("not closed though solved", open.size(), "0", open.isEmpty());
    pace(table, options, check);
    table.demand("drained after the load in", drain + " s", DRAIN_SECONDS + " s", drained);
    lost.stream().limit(5).forEach(p -> World.say("lost: %s", p));
    open.stream().limit(5).forEach(p -> World.say("still open: %s", p));
    return table.print();
  }

  static void pace(Table table, Options options, Check check) {
    int second = check.busiest(1_000);
    table.tell("requests in all", check.requests());
    table.demand(
        "requests in the busiest second",
        second,
        "<= %.0f".formatted(options.pace()),
        second <= options.pace());
  }
}
