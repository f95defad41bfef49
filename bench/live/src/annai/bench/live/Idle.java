package annai.bench.live;

import annai.bench.live.Customers.Customer;
import annai.bench.live.Streams.Stream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * How much memory a stream needs on which nothing happens.
 *
 * <p>A fifth of the streams is opened first, so that what a server needs once is there; the rest
 * counts.
 */
final class Idle {

  private static final double GOAL_KB = 60;
  private static final int REST_SECONDS = 2;

  /**
   * Kilobytes a stream.
   *
   * @param asItIs what the process has grown by
   * @param collected what it has grown by between two collections of the garbage
   * @param heap what of this is on the heap
   * @param perSecond streams opened in a second
   */
  record Measured(double asItIs, double collected, double heap, double perSecond) {}

  private Idle() {}

  static boolean run(Options options) throws Exception {
    int streams = options.streamsOr(5_000);
    List<Measured> ours = new ArrayList<>();
    List<Measured> bare = new ArrayList<>();
    String noise = Table.noise();
    for (int round = 0; round < options.rounds(); round++) {
      ours.add(ours(options, streams));
      bare.add(bare(options, Server.Container.TOMCAT, streams));
      System.err.printf(
          "bench: round %d: %s, bare %s%n", round + 1, ours.getLast(), bare.getLast());
    }
    Table table =
        new Table(
            "%d idle streams, %d rounds, medians (%s)".formatted(streams, options.rounds(), noise));
    double resident = median(ours, Measured::collected);
    table.demand("RSS a stream", kb(resident), "at most 60 KB", resident <= GOAL_KB);
    table.tell("  without collecting the garbage", kb(median(ours, Measured::asItIs)));
    table.tell("  of this on the heap", kb(median(ours, Measured::heap)));
    table.tell("  opened in a second", Math.round(median(ours, Measured::perSecond)));
    table.tell("bare: RSS a stream", kb(median(bare, Measured::collected)));
    table.tell("  without collecting the garbage", kb(median(bare, Measured::asItIs)));
    table.tell("  of this on the heap", kb(median(bare, Measured::heap)));
    table.tell("  opened in a second", Math.round(median(bare, Measured::perSecond)));
    return table.print();
  }

  private static Measured ours(Options options, int streams) throws Exception {
    try (Server server =
            Server.annai(options, Files.createTempDirectory(options.work(), "d"), 0);
        Customers customers = new Customers()) {
      List<Customer> all = customers.begin(server.port(), streams);
      return measure(
          server,
          streams,
          number -> all.get(number).events(),
          number -> all.get(number).authorization() + "Last-Event-ID: 2\r\n");
    }
  }

  static Measured bare(Options options, Server.Container container, int streams)
      throws Exception {
    try (Server server = Server.bare(options, container)) {
      return measure(server, streams, number -> "/" + number, _ -> "");
    }
  }

  private static Measured measure(
      Server server, int streams, IntFunction<String> path, IntFunction<String> headers)
      throws Exception {
    try (Streams lines = new Streams()) {
      int first = streams / 5;
      open(lines, server.port(), 0, first, path, headers);
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      long asItWas = server.residentKb();
      long heapBefore = server.liveHeapKb();
      server.liveHeapKb();
      long before = server.residentKb();
      double seconds = open(lines, server.port(), first, streams, path, headers);
      TimeUnit.SECONDS.sleep(REST_SECONDS);
      double count = streams - first;
      double asItIs = (server.residentKb() - asItWas) / count;
      double heap = (server.liveHeapKb() - heapBefore) / count;
      server.liveHeapKb();
      return new Measured(asItIs, (server.residentKb() - before) / count, heap, count / seconds);
    }
  }

  /** Opens them; the seconds until the last one's head was there. */
  private static double open(
      Streams lines,
      int port,
      int from,
      int to,
      IntFunction<String> path,
      IntFunction<String> headers)
      throws InterruptedException {
    CountDownLatch there = new CountDownLatch(to - from);
    AtomicInteger lost = new AtomicInteger();
    Streams.Told told =
        new Streams.Told() {
          @Override
          public void event(Stream stream, String id, String data, long at) {
            // nothing happens on it
          }

          @Override
          public void open(Stream stream) {
            there.countDown();
          }

          @Override
          public void over(Stream stream) {
            lost.incrementAndGet();
            there.countDown();
          }
        };
    long began = System.nanoTime();
    for (int number = from; number < to; number++) {
      lines.open(number, port, path.apply(number), headers.apply(number), told);
    }
    boolean all = there.await(2, TimeUnit.MINUTES);
    if (!all || lost.get() > 0) {
      throw new IllegalStateException("%d streams could not be opened".formatted(lost.get()));
    }
    return (System.nanoTime() - began) / 1e9;
  }

  static double median(
      List<Measured> all, ToDoubleFunction<Measured> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    return Arrays.stream(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }

  static String kb(double value) {
    return "%.1f KB".formatted(value);
  }
}
