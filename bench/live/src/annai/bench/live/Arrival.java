package annai.bench.live;

import annai.bench.live.Customers.Customer;
import annai.bench.live.Streams.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * How long it takes from a customer's message to its arrival on the stream, with thousands of streams
 * open on both servers all the time.
 *
 * <p>Messages are sent at their times whether earlier ones were answered or not, and each time counts
 * from when the message was due: what a server holds up is not left out.
 */
final class Arrival {

  private static final double GOAL_MILLIS = 50;
  private static final int WARM_UP_SECONDS = 60;
  private static final String[] WORDS = {
    "Hello", "Thank you", "What is STARTTLS?", "I can't send mail", "Good morning"
  };

  /** A server, its streams, and what it was sent. */
  private static final class Side implements Streams.Told {

    private final String name;
    private final Sends sends;
    private final AtomicLongArray due;
    private final List<Long> took = new ArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private final CountDownLatch open;
    private volatile boolean counts;

    /** Sends the message with that number to that stream. */
    private interface Sends {
      CompletableFuture<Integer> send(int stream, int number);
    }

    private Side(String name, int streams, Sends sends) {
      this.name = name;
      this.sends = sends;
      this.due = new AtomicLongArray(streams);
      this.open = new CountDownLatch(streams);
    }

    /** The bot's answer comes in the same moment; the customer's own row is the first. */
    @Override
    public void event(Stream stream, String id, String data, long at) {
      long when = due.getAndSet(stream.number, 0);
      if (when > 0 && counts) {
        synchronized (took) {
          took.add(at - when);
        }
      }
    }

    @Override
    public void open(Stream stream) {
      open.countDown();
    }

    @Override
    public void over(Stream stream) {
      lost.incrementAndGet();
      open.countDown();
    }

    private void send(int stream, int number, long when) {
      due.set(stream, when);
      sends
          .send(stream, number)
          .thenAccept(
              status -> {
                if (status != 202) {
                  refused.incrementAndGet();
                }
              });
    }
  }

  private Arrival() {}

  static boolean run(Options options) throws Exception {
    int count = options.streamsOr(5_000);
    String noise = Table.noise();
    if (!options.postgres()) {
      Path data = Files.createTempDirectory(options.work(), "d");
      return measure(options, count, Map.of("ANNAI_DATA", data.toString()), noise);
    }
    try (Postgres postgres = Postgres.start(options.work().resolve("postgres"))) {
      return measure(options, count, Map.of("ANNAI_DATABASE_URL", postgres.url()), noise);
    }
  }

  private static boolean measure(
      Options options, int count, Map<String, String> settings, String noise) throws Exception {
    try (Server annai = Server.annai(options, settings, 0);
        Server bare = Server.bare(options);
        Customers customers = new Customers();
        Streams lines = new Streams()) {
      List<Customer> all = customers.begin(annai.port(), count);
      Side ours =
          new Side(
              "ours",
              count,
              (stream, number) ->
                  customers.say(
                      annai.port(), all.get(stream), "m" + number, WORDS[number % WORDS.length]));
      Side theirs =
          new Side(
              "bare", count, (stream, number) -> customers.write(bare.port(), stream, "Hello"));
      open(lines, ours, annai.port(), count, n -> all.get(n).events(), n -> headers(all.get(n)));
      open(lines, theirs, bare.port(), count, n -> "/" + n, _ -> "");
      int sent = 0;
      for (int round = -1; round < options.rounds(); round++) {
        for (Side side : List.of(ours, theirs)) {
          side.counts = round >= 0;
          int seconds = side.counts ? options.seconds() : WARM_UP_SECONDS;
          send(side, count, sent, options.rate(), seconds);
        }
        sent += options.rate() * Math.max(options.seconds(), WARM_UP_SECONDS);
      }
      return tell(options, count, ours, theirs, noise);
    }
  }

  private static String headers(Customer customer) {
    return customer.authorization() + "Last-Event-ID: 1\r\n";
  }

  private static void open(
      Streams lines,
      Side side,
      int port,
      int count,
      IntFunction<String> path,
      IntFunction<String> headers)
      throws InterruptedException {
    for (int number = 0; number < count; number++) {
      lines.open(number, port, path.apply(number), headers.apply(number), side);
    }
    if (!side.open.await(2, TimeUnit.MINUTES) || side.lost.get() > 0) {
      throw new IllegalStateException(side.name + ": streams could not be opened");
    }
    TimeUnit.SECONDS.sleep(2);
  }

  private static void send(Side side, int streams, int from, int rate, int seconds)
      throws InterruptedException {
    long began = System.nanoTime();
    for (int n = 0; n < rate * seconds; n++) {
      long when = began + TimeUnit.SECONDS.toNanos(n) / rate;
      for (long left = when - System.nanoTime(); left > 0; left = when - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      side.send((from + n) % streams, from + n, when);
    }
    TimeUnit.SECONDS.sleep(3);
  }

  private static boolean tell(Options options, int count, Side ours, Side bare, String noise) {
    int sent = options.rate() * options.seconds() * options.rounds();
    Table table =
        new Table(
            "%d streams open, %d turns/s, %d turns (%s)"
                .formatted(count, options.rate(), sent, noise));
    double p99 = percentile(ours, 99);
    double barely = percentile(bare, 99);
    table.demand("message to arrival, p99", millis(p99), "at most 50 ms", p99 <= GOAL_MILLIS);
    table.demand(
        "  of the bare endpoint's p99",
        "%.1f times".formatted(p99 / barely),
        "at most 2",
        p99 <= 2 * barely);
    for (Side side : List.of(ours, bare)) {
      for (double percent : new double[] {50, 95, 99}) {
        table.tell(
            "%s: p%.0f".formatted(side.name, percent), millis(percentile(side, percent)));
      }
      int arrived = side.took.size();
      table.demand(
          side.name + ": arrived", arrived, "all of " + sent, arrived == sent);
      table.tell(side.name + ": not accepted", side.refused.get());
    }
    return table.print();
  }

  private static double percentile(Side side, double percent) {
    long[] sorted = side.took.stream().mapToLong(Long::longValue).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
    return Arrays.stream(sorted).skip(Math.max(index, 0)).findFirst().orElseThrow() / 1e6;
  }

  private static String millis(double value) {
    return "%.1f ms".formatted(value);
  }
}
