package annai.bench.tickets;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a scenario needs around it: a database, a fake Jira, nodes of Annai. */
final class World implements AutoCloseable {

  static final String HOOK_SECRET = "fake-hook-secret-0123456789abcdef";

  private final Options options;
  private final Postgres postgres;
  private final List<AutoCloseable> open = new ArrayList<>();
  private int databases;

  World(Options options) throws IOException {
    this.options = options;
    this.postgres = Postgres.start(options.work().resolve("postgres"));
  }

  Options options() {
    return options;
  }

  Postgres postgres() {
    return postgres;
  }

  JiraProcess jira(String name, String... more) throws IOException {
    JiraProcess jira = new JiraProcess(name, options, more);
    open.add(jira);
    return jira;
  }

  /** Nodes over one database and one Jira, not started. */
  List<AnnaiProcess> nodes(int count, JiraProcess jira) throws SQLException {
    Map<String, String> environment = new TreeMap<>();
    if (options.postgres()) {
      environment.put("ANNAI_DATABASE_URL", postgres.create("annai_" + ++databases));
    }
    Path data = options.work().resolve("data-" + databases);
    environment.put("ANNAI_DATA", data.toString());
    environment.put("ANNAI_ADDRESS", "127.0.0.1");
    environment.put("ANNAI_TEST_MAIL_PORT", "0");
    environment.put("ANNAI_STARTS_PER_MINUTE", "1000000");
    environment.put("ANNAI_MESSAGES_PER_MINUTE", "1000000");
    environment.put("ANNAI_TICKETS_OPEN", "on-handoff");
    environment.put("ANNAI_TICKETS_SYSTEM", "jira");
    environment.put("ANNAI_TICKETS_PACE", Double.toString(options.pace()));
    environment.put("ANNAI_WEBHOOKS_JIRA_SECRETS", HOOK_SECRET);
    environment.put("ANNAI_JIRA_URL", jira.url());
    environment.put("ANNAI_JIRA_FLAVOUR", "data-center");
    environment.put("ANNAI_JIRA_TOKEN", JiraProcess.TOKEN);
    environment.put("ANNAI_JIRA_PROJECT", "MAIL");
    environment.put(
        "ANNAI_JIRA_REQUEST_TIMEOUT", Options.CALLERS_TIMEOUT_MILLIS + "ms");
    environment.put("ANNAI_JIRA_SEARCH_LAG", "10s");
    List<AnnaiProcess> nodes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      AnnaiProcess node = new AnnaiProcess("annai-" + databases + "-" + i, options, environment, List.of());
      nodes.add(node);
      open.add(node);
    }
    return nodes;
  }

  /** Waits until it is so; answers whether it came to be in time. */
  static boolean await(int seconds, Condition condition) throws Exception {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    while (System.nanoTime() < until) {
      if (condition.holds()) {
        return true;
      }
      Thread.sleep(500);
    }
    return condition.holds();
  }

  /** Something that comes to be. */
  interface Condition {
    boolean holds() throws Exception;
  }

  static void say(String format, Object... values) {
    System.err.printf("bench: " + format + "%n", values);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
    postgres.close();
  }
}
