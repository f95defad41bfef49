package annai.bench.tickets;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The same kills and the same fake Jira for a worker that just repeats until it hears 201. */
final class Naive {

  private Naive() {}

  static boolean run(World world, int tickets, int kills) throws Exception {
    Options options = world.options();
    Random random = new Random(options.seed());
    JiraProcess jira = world.jira("jira-naive", "--seed", Long.toString(options.seed()));
    String database = world.postgres().create("naive");
    try (Connection connection = DriverManager.getConnection(database)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "create table naive (id bigserial primary key, marker text not null,"
                + " done boolean default false not null,"
                + " due_at timestamptz default now() not null)");
      }
      int quota = Math.max(1, tickets / (kills + 1));
      Process worker = worker(options, database, jira);
      for (int kill = 1; kill <= kills; kill++) {
        add(connection, quota);
        int settled = kill * quota - quota * (50 + random.nextInt(45)) / 100;
        World.await(90, () -> new Check(jira.journal().lines()).tickets() >= settled);
        Thread.sleep(random.nextInt(1_500));
        worker.destroyForcibly().onExit().join();
        worker = worker(options, database, jira);
      }
      add(connection, tickets - kills * quota);
      boolean drained = World.await(240, () -> undone(connection) == 0);
      worker.destroyForcibly().onExit().join();
      Thread.sleep(8_000);
      return table(options, new Check(jira.journal().lines()), markers(connection), drained, kills);
    }
  }

  private static boolean table(
      Options options, Check check, List<String> markers, boolean drained, int kills) {
    Table table = new Table("the naive worker, same faults, same number of kills");
    long lost = markers.stream().filter(marker -> check.createdAt(marker) < 0).count();
    double share = 100.0 * check.duplicated() / Math.max(1, markers.size());
    table.tell("seed; kill -9", options.seed() + "; " + kills);
    table.tell("promised tickets", markers.size());
    table.tell("lost", lost);
    table.demand(
        "made more than once",
        "%d (%.1f %%)".formatted(check.duplicated(), share),
        "> 10 %, or the harness is too soft",
        share > 10);
    table.tell("POSTs a ticket", "%.3f".formatted(check.postsPerTicket()));
    table.tell("drained", drained);
    return table.print();
  }

  private static Process worker(Options options, String database, JiraProcess jira)
      throws java.io.IOException {
    return new ProcessBuilder(
            java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NaiveWorker.class.getName(),
            database,
            jira.url())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(options.work().resolve("naive.log").toFile()))
        .start();
  }

  private static void add(Connection connection, int count) throws Exception {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into naive (marker) select 'naive-' || gen_random_uuid()"
                + " from generate_series(1, ?)")) {
      insert.setInt(1, count);
      insert.executeUpdate();
    }
  }

  private static int undone(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from naive where not done")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static List<String> markers(Connection connection) throws Exception {
    List<String> markers = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select marker from naive")) {
      while (rows.next()) {
        markers.add(rows.getString(1));
      }
    }
    return markers;
  }
}
