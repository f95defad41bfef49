package annai.bench.live;

import annai.bench.live.Customers.Customer;
import annai.bench.live.Streams.Stream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Acknowledged messages over kills of the service, immediate stops of PostgreSQL, and storms in
 * which every stream breaks off and comes back.
 *
 * <p>Each customer says one message after the other, and the same one again, with its id, until it
 * is acknowledged. In the end the table must hold each of them once and in order, and each stream
 * must have seen every row of its conversation once and in order. In half of the conversations the
 * assistant answers; in the others it is silent, for a person was called.
 */
final class Durable {

  private static final int CUSTOMERS = 200;
  private static final int KILLS = 20;
  private static final int STOPS = 10;
  private static final int STORMS = 50;
  private static final long AGAIN_MILLIS = 150;

  private enum Blow {
    KILL,
    STOP,
    STORM
  }

  private final Options options;
  private final Postgres postgres;
  private final Customers customers;
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final Map<Integer, Integer> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger repeated = new AtomicInteger();
  private final AtomicInteger disorder = new AtomicInteger();
  private final AtomicInteger reopened = new AtomicInteger();
  private final AtomicIntegerArray said = new AtomicIntegerArray(CUSTOMERS);
  private final AtomicLongArray lastSeq = new AtomicLongArray(CUSTOMERS);
  private final AtomicIntegerArray seen = new AtomicIntegerArray(CUSTOMERS);
  private final Map<Integer, Stream> open = new ConcurrentHashMap<>();
  private final int messages;
  private final Streams lines;
  private final Map<Blow, Integer> struck = new EnumMap<>(Blow.class);
  private final long until;
  private volatile boolean enough;
  private volatile boolean over;
  private List<Customer> all = List.of();
  private Server server;
  private int port;

  private Durable(Options options, Postgres postgres, Customers customers, Streams lines) {
    this.options = options;
    this.postgres = postgres;
    this.customers = customers;
    this.lines = lines;
    this.messages = options.messages();
    this.until = System.nanoTime() + TimeUnit.MINUTES.toNanos(options.minutes());
  }

  static boolean run(Options options) throws Exception {
    Path data = options.work().resolve("postgres");
    try (Postgres postgres = Postgres.start(data);
        Customers customers = new Customers();
        Streams lines = new Streams()) {
      return new Durable(options, postgres, customers, lines).measure();
    }
  }

  private boolean measure() throws Exception {
    String noise = Table.noise();
    start(0);
    try {
      port = server.port();
      all = customers.begin(port, CUSTOMERS);
      for (int i = 0; i < CUSTOMERS; i += 2) {
        customers.choose(port, all.get(i), "person").get();
      }
      for (int i = 0; i < CUSTOMERS; i++) {
        connect(i);
      }
      long began = System.nanoTime();
      for (int i = 0; i < CUSTOMERS; i++) {
        say(i);
      }
      strike();
      awaitAcknowledged(messages);
      enough = true;
      double seconds = (System.nanoTime() - began) / 1e9;
      TimeUnit.SECONDS.sleep(15); // the last rows arrive
      return table(noise, seconds);
    } finally {
      over = true;
      clock.shutdownNow();
      server.close();
    }
  }

  private void start(int wantedPort) throws Exception {
    server =
        Server.annai(
            options,
            Map.of(
                "ANNAI_DATABASE_URL",
                postgres.url(),
                "ANNAI_MESSAGES_PER_MINUTE",
                "1000000",
                "ANNAI_STARTS_PER_MINUTE",
                "1000000"),
            wantedPort);
  }

  /** The blows, at moments of the whole that a seed decides. */
  private void strike() throws Exception {
    List<Blow> blows = new ArrayList<>();
    blows.addAll(Collections.nCopies(KILLS, Blow.KILL));
    blows.addAll(Collections.nCopies(STOPS, Blow.STOP));
    blows.addAll(Collections.nCopies(STORMS, Blow.STORM));
    Collections.shuffle(blows, new Random(20261124));
    for (int i = 0; i < blows.size(); i++) {
      long due = (long) messages * (i + 1) / (blows.size() + 2);
      if (!awaitAcknowledged(due)) {
        return;
      }
      struck.merge(blows.get(i), 1, Integer::sum);
      switch (blows.get(i)) {
        case KILL -> {
          server.close();
          start(port);
        }
        case STOP -> postgres.stopAtOnceAndStart();
        case STORM -> open.values().forEach(lines::breakOff);
      }
      System.err.printf(
          "bench: %tT %s, %d of %d acknowledged%n", java.time.LocalTime.now(), blows.get(i), acknowledged.get(), messages);
    }
  }

  /** Whether so many were acknowledged in the time that there is. */
  private boolean awaitAcknowledged(long count) throws InterruptedException {
    while (acknowledged.get() < count) {
      if (System.nanoTime() > until) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  private void say(int customer) {
    int number = said.get(customer);
    if (over || enough || acknowledged.get() >= messages) {
      return;
    }
    customers
        .say(port, all.get(customer), "m" + number, "note " + number)
        .thenAccept(
            status -> {
              if (status == 202) {
                said.incrementAndGet(customer);
                acknowledged.incrementAndGet();
                say(customer);
              } else if (!over) {
                refusals.merge(status, 1, Integer::sum);
                repeated.incrementAndGet();
                clock.schedule(() -> say(customer), AGAIN_MILLIS, TimeUnit.MILLISECONDS);
              }
            });
  }

  private void connect(int customer) {
    if (over) {
      return;
    }
    try {
      open.put(
          customer,
          lines.open(
              customer,
              port,
              all.get(customer).events(),
              all.get(customer).authorization()
                  + "Last-Event-ID: "
                  + lastSeq.get(customer)
                  + "\r\n",
              new Reader()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Reader implements Streams.Told {

    @Override
    public void event(Stream stream, String id, String data, long at) {
      long seq = Long.parseLong(id);
      if (seq <= lastSeq.get(stream.number)) {
        disorder.incrementAndGet();
      }
      lastSeq.set(stream.number, seq);
      seen.incrementAndGet(stream.number);
    }

    @Override
    public void over(Stream stream) {
      reopened.incrementAndGet();
      if (!over) {
        long pause = 100 + (long) (Math.random() * 400);
        clock.schedule(() -> connect(stream.number), pause, TimeUnit.MILLISECONDS);
      }
    }
  }

  private boolean table(String noise, double seconds) throws Exception {
    int lost = 0;
    int doubled = 0;
    int reordered = 0;
    int unseen = 0;
    Map<String, List<Integer>> stored = stored();
    Map<String, Integer> rows = rows();
    for (int i = 0; i < CUSTOMERS; i++) {
      List<Integer> numbers = stored.getOrDefault(all.get(i).id(), List.of());
      for (int number = 0; number < said.get(i); number++) {
        int times = Collections.frequency(numbers, number);
        lost += times == 0 ? 1 : 0;
        doubled += Math.max(0, times - 1);
      }
      for (int at = 1; at < numbers.size(); at++) {
        reordered += numbers.get(at) <= numbers.get(at - 1) ? 1 : 0;
      }
      unseen += Math.abs(rows.getOrDefault(all.get(i).id(), 0) - seen.get(i));
    }
    Table table =
        new Table(
            "%d messages over %d kills, %d immediate stops of PostgreSQL, %d storms (%s)"
                .formatted(
                    acknowledged.get(),
                    struck.getOrDefault(Blow.KILL, 0),
                    struck.getOrDefault(Blow.STOP, 0),
                    struck.getOrDefault(Blow.STORM, 0),
                    noise));
    table.demand(
        "acknowledged", acknowledged.get(), "at least " + messages, acknowledged.get() >= messages);
    table.demand("lost", lost, "0", lost == 0);
    table.demand("doubled", doubled, "0", doubled == 0);
    table.demand("reordered", reordered, "0", reordered == 0);
    table.demand("rows on streams twice or out of order", disorder.get(), "0", disorder.get() == 0);
    table.demand("rows that a stream lacks or has too often", unseen, "0", unseen == 0);
    table.tell("messages said again", repeated.get());
    table.tell("because of (0: no answer)", new TreeMap<>(refusals));
    table.demand(
        "answered 500", refusals.getOrDefault(500, 0), "0", !refusals.containsKey(500));
    table.tell("streams opened again", reopened.get());
    table.tell("messages a second", Math.round(acknowledged.get() / seconds));
    return table.print();
  }

  /** The numbers of what the customers said, in the order of the table. */
  private Map<String, List<Integer>> stored() throws Exception {
    Map<String, List<Integer>> stored = new HashMap<>();
    query(
        "select conversation, body from messages where sender = 'customer' and kind = 'text' order by conversation, seq",
        row -> {
          String digits = row.getString(2).replaceAll("\\D", "");
          if (!digits.isEmpty()) {
            stored
                .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                .add(Integer.parseInt(digits));
          }
        });
    return stored;
  }

  /** How many rows of each conversation its customer may see. */
  private Map<String, Integer> rows() throws Exception {
    Map<String, Integer> rows = new HashMap<>();
    query(
        "select conversation, count(*) from messages where for_customer group by conversation",
        row -> rows.put(row.getString(1), row.getInt(2)));
    return rows;
  }

  private interface RowReader {
    void read(ResultSet row) throws Exception;
  }

  private void query(String sql, RowReader reader) throws Exception {
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }
}
