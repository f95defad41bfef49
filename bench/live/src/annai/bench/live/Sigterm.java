package annai.bench.live;

import annai.bench.live.Customers.Customer;
import annai.bench.live.Streams.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Stops Annai while streams are open and customers write, starts it again on the same port and data,
 * and looks at what each stream got.
 *
 * <p>Whoever loses a stream comes back as the chat page does: after growing, jittered pauses, with the
 * id of the last event.
 */
final class Sigterm {

  private static final long EXIT_MILLIS = 3_000;
  private static final long BACK_MILLIS = 10_000;
  private static final long FIRST_DELAY_MILLIS = 500;
  private static final long LONGEST_DELAY_MILLIS = 5_000;
  private static final int WRITES_A_SECOND = 50;

  private final Customers customers = new Customers();
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
  private final Streams lines;
  private final List<Customer> all;
  private final int port;
  private final AtomicLongArray last;
  private final AtomicInteger gaps = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final int[] tries;
  private volatile CountDownLatch allOpen;
  private volatile boolean stopped;

  private Sigterm(Streams lines, List<Customer> all, int port) {
    this.lines = lines;
    this.all = all;
    this.port = port;
    this.last = new AtomicLongArray(all.size());
    this.tries = new int[all.size()];
    this.allOpen = new CountDownLatch(all.size());
  }

  static boolean run(Options options) throws Exception {
    int count = options.streamsOr(1_000);
    String noise = Table.noise();
    Path data = Files.createTempDirectory(options.work(), "d");
    Server first = Server.annai(options, data, 0);
    try (Customers beginners = new Customers();
        Streams lines = new Streams()) {
      Sigterm run = new Sigterm(lines, beginners.begin(first.port(), count), first.port());
      return run.measure(options, first, data, noise);
    } finally {
      first.close();
    }
  }

  private boolean measure(Options options, Server first, Path data, String noise)
      throws Exception {
    for (int number = 0; number < all.size(); number++) {
      connect(number);
    }
    require(allOpen.await(2, TimeUnit.MINUTES), "not all streams could be opened");
    Writer writer = new Writer();
    TimeUnit.SECONDS.sleep(5);
    allOpen = new CountDownLatch(all.size());
    long exit = first.terminate();
    long gone = System.nanoTime();
    try (Server second = Server.annai(options, data, port)) {
      long there = System.nanoTime();
      require(allOpen.await(2, TimeUnit.MINUTES), "not all streams came back");
      long back = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - there);
      TimeUnit.SECONDS.sleep(3);
      writer.stop();
      TimeUnit.SECONDS.sleep(3);
      Table table = new Table("SIGTERM with %d streams (%s)".formatted(all.size(), noise));
      table.demand("exit", exit + " ms", "at most 3000 ms", exit <= EXIT_MILLIS);
      table.tell("start of the next", TimeUnit.NANOSECONDS.toMillis(there - gone) + " ms");
      table.demand("all back", back + " ms", "at most 10000 ms", back <= BACK_MILLIS);
      table.demand("gaps, or rows twice", gaps.get(), "0", gaps.get() == 0);
      table.tell("messages acknowledged meanwhile", writer.acknowledged.get());
      int missing = missing();
      table.demand("streams that lack rows at the end", missing, "0", missing == 0);
      stopped = true;
      return table.print();
    } finally {
      stopped = true;
      clock.shutdownNow();
      customers.close();
    }
  }

  /** Compares what each stream got with what the conversation holds. */
  private int missing() throws Exception {
    int missing = 0;
    for (int number = 0; number < all.size(); number++) {
      if (customers.lastSeq(port, all.get(number)) != last.get(number)) {
        missing++;
      }
    }
    return missing;
  }

  private void connect(int number) {
    if (stopped) {
      return;
    }
    try {
      Customer customer = all.get(number);
      lines.open(
          number,
          port,
          customer.events(),
          customer.authorization() + "Last-Event-ID: " + last.get(number) + "\r\n",
          new Told());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void again(int number) {
    long longest = Math.min(LONGEST_DELAY_MILLIS, FIRST_DELAY_MILLIS << Math.min(tries[number]++, 6));
    long delay = longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1);
    if (!stopped) {
      clock.schedule(() -> connect(number), delay, TimeUnit.MILLISECONDS);
    }
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException(otherwise);
    }
  }

  private final class Told implements Streams.Told {

    @Override
    public void event(Stream stream, String id, String data, long at) {
      long seq = Long.parseLong(id);
      if (seq <= last.get(stream.number)) {
        gaps.incrementAndGet();
      }
      last.set(stream.number, seq);
    }

    @Override
    public void open(Stream stream) {
      if (stream.status() == 200) {
        tries[stream.number] = 0;
        open.incrementAndGet();
        allOpen.countDown();
      }
    }

    @Override
    public void over(Stream stream) {
      again(stream.number);
    }
  }

  /** Says things all the time; what is not acknowledged is said again, with the same id. */
  private final class Writer {

    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger number = new AtomicInteger();
    private final ScheduledFuture<?> timer =
        clock.scheduleAtFixedRate(
            this::write, 0, 1_000 / WRITES_A_SECOND, TimeUnit.MILLISECONDS);

    private void write() {
      int n = number.getAndIncrement();
      say(all.get(n % all.size()), "w" + n);
    }

    private void say(Customer customer, String id) {
      customers
          .say(port, customer, id, "Hello")
          .thenAccept(
              status -> {
                if (status == 202) {
                  acknowledged.incrementAndGet();
                } else if (!stopped) {
                  clock.schedule(() -> say(customer, id), 500, TimeUnit.MILLISECONDS);
                }
              });
    }

    private void stop() {
      timer.cancel(false);
    }
  }
}
