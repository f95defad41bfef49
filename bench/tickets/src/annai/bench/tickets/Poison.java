package annai.bench.tickets;

import annai.bench.tickets.Customers.Promise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One ticket that Jira never takes, between a hundred that it takes. */
final class Poison {

  private static final int GOOD = 100;
  private static final long EVERY_MILLIS = 250;

  private Poison() {}

  static boolean run(World world) throws Exception {
    Options options = world.options();
    JiraProcess jira = world.jira("jira-poison");
    AnnaiProcess annai = world.nodes(1, jira).getFirst();
    annai.start();
    List<long[]> clean = new ArrayList<>();
    List<long[]> poisoned = new ArrayList<>();
    try (Customers customers = new Customers(annai::url)) {
      round(customers, jira, GOOD / 2, "");
      for (int i = 1; i <= options.rounds(); i++) {
        boolean cleanFirst = i % 2 == 1;
        for (boolean good : new boolean[] {cleanFirst, !cleanFirst}) {
          (good ? clean : poisoned).add(round(customers, jira, GOOD, good ? "" : options.poison()));
        }
        World.say("round %d of %d", i, options.rounds());
      }
    }
    Table table =
        new Table("one poison ticket (%s) between %d good".formatted(options.poison(), GOOD));
    table.tell("machine", Table.noise());
    table.tell("rounds, interleaved", options.rounds());
    compare(table, "median", clean, poisoned, 50);
    compare(table, "p99", clean, poisoned, 99);
    return table.print();
  }

  /** Sorted milliseconds from a promise to its ticket. */
  private static long[] round(Customers customers, JiraProcess jira, int count, String poison)
      throws Exception {
    List<Promise> promises = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (i == count / 10 && !poison.isEmpty()) {
        jira.order("poison " + poison);
        threads.add(Thread.ofVirtual().start(() -> talk(customers, null)));
        threads.getLast().join();
        World.await(30, () -> poisonMet(jira));
      }
      threads.add(Thread.ofVirtual().start(() -> talk(customers, promises)));
      Thread.sleep(EVERY_MILLIS);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    World.await(120, () -> new Check(jira.journal().lines()).lost(promises).isEmpty());
    jira.order("up");
    Check check = new Check(jira.journal().lines());
    return promises.stream()
        .mapToLong(p -> check.createdAt(p.marker()) - p.asked())
        .sorted()
        .toArray();
  }

  private static boolean poisonMet(JiraProcess jira) throws Exception {
    List<Journal.Line> lines = jira.journal().lines();
    return lines.subList(Math.max(0, lines.size() - 200), lines.size()).stream()
        .anyMatch(line -> line.isCreatingRequest() && !line.fault().isEmpty());
  }

  private static void talk(Customers customers, List<Promise> promises) {
    try {
      Promise promise = customers.talk();
      if (promises != null) {
        promises.add(promise);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void compare(
      Table table, String name, List<long[]> clean, List<long[]> poisoned, int percent) {
    long without = percentile(clean, percent);
    long with = percentile(poisoned, percent);
    table.tell(name + " by round, without poison, ms", byRound(clean, percent));
    table.tell(name + " by round, with poison, ms", byRound(poisoned, percent));
    table.demand(
        name + " of all rounds, without and with poison",
        "%d, %d ms (%+.1f %%)".formatted(without, with, 100.0 * (with - without) / without),
        "at most 10 % more",
        with <= without * 1.1);
  }

  private static String byRound(List<long[]> rounds, int percent) {
    return rounds.stream()
        .map(round -> Long.toString(percentile(List.of(round), percent)))
        .collect(Collectors.joining(" "));
  }

  private static long percentile(List<long[]> rounds, int percent) {
    long[] all = rounds.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return all[Math.min(all.length - 1, (int) Math.ceil(all.length * percent / 100.0) - 1)];
  }
}
