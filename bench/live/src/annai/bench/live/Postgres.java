package annai.bench.live;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL of our own with fsync, which can be stopped as if the machine had failed. */
final class Postgres implements AutoCloseable {

  private final Path data;
  private final int port;
  private final EmbeddedPostgres server;

  private Postgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
    this.port = server.getPort();
  }

  static Postgres start(Path data) throws IOException {
    return new Postgres(
        data,
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(true)
            .setPGStartupWait(Duration.ofSeconds(60))
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "200")
            .start());
  }

  /** The address of the database, as Annai takes it. */
  String url() {
    return "jdbc:postgresql://localhost:%d/postgres?user=postgres&password=postgres"
        .formatted(port);
  }

  Connection connect() throws Exception {
    return DriverManager.getConnection(url());
  }

  /** An immediate shutdown (SIGQUIT to the postmaster), and a start that has to recover. */
  void stopAtOnceAndStart() throws Exception {
    long pid =
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
    String options = Files.readString(data.resolve("postmaster.opts"));
    Path program = Path.of(options.substring(0, options.indexOf(' '))).resolveSibling("pg_ctl");
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start().waitFor();
    postmaster.onExit().get(1, TimeUnit.MINUTES);
    TimeUnit.SECONDS.sleep(1);
    startAgain(program);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
    }
  }

  /** As it was started first, by the account that owns its files. */
  private void startAgain(Path program) throws Exception {
    List<String> command = new ArrayList<>();
    if ("root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.addAll(
        List.of(
            program.toString(),
            "-D",
            data.toString(),
            "-o",
            "-p %d -c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=200"
                .formatted(port),
            "-l",
            data.resolve("restarted.log").toString(),
            "-w",
            "-t",
            "60",
            "start"));
    int outcome = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (outcome != 0) {
      throw new IllegalStateException("PostgreSQL did not start again: exit " + outcome);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
