package annai.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2WriterTest {

  /** The file at that moment is what a process that is killed then leaves behind. */
  @Test
  void commit_thatReturned_isInTheFile(@TempDir Path folder) throws Exception {
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      TicketStore tickets = new TicketStore(database);
      for (int i = 1; i <= 60; i++) {
        String key = "talk-%d/1".formatted(i);
        database.run(() -> tickets.add(key, Instant.EPOCH));

        Path copy = folder.resolve("copy.mv.db");
        Files.copy(folder.resolve("annai.mv.db"), copy);
        assertThat(ticketsInCopy(folder)).isEqualTo(i);
        Files.delete(copy);
      }
    }
  }

  @Test
  void commitsOfManyThreads_areAllInTheFile_whenTheyReturn(@TempDir Path folder) throws Exception {
    Set<String> returned = ConcurrentHashMap.newKeySet();
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      TicketStore tickets = new TicketStore(database);
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < 6; w++) {
        String talk = "talk-" + w + "/";
        writers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int i = 1; i <= 150; i++) {
                        String key = talk + i;
                        database.run(() -> tickets.add(key, Instant.EPOCH));
                        returned.add(key);
                      }
                    }));
      }
      Path copy = folder.resolve("copy.mv.db");
      while (writers.stream().anyMatch(Thread::isAlive)) {
        Set<String> before = Set.copyOf(returned);
        Files.copy(folder.resolve("annai.mv.db"), copy);
        assertThat(keysInCopy(folder)).containsAll(before);
        Files.delete(copy);
      }
      for (Thread writer : writers) {
        writer.join();
      }
    }
    assertThat(returned).hasSize(900);
  }

  /**
   * H2 alone can leave the effect of a commit in the file without what that commit was built on.
   */
  @Test
  void commitsThatBuildOnEachOther_areInTheFile_withAllBefore(@TempDir Path folder)
      throws Exception {
    try (Database database = Database.open(DatabaseSettings.embedded(folder))) {
      database.sql().sql("create table counter (id int primary key, n bigint)").update();
      database.sql().sql("create table counted (n bigint primary key)").update();
      database.sql().sql("insert into counter values (1, 0)").update();
      List<Thread> writers = new ArrayList<>();
      for (int w = 0; w < 6; w++) {
        writers.add(Thread.ofPlatform().start(() -> count(database, 150)));
      }
      Path copy = folder.resolve("copy.mv.db");
      while (writers.stream().anyMatch(Thread::isAlive)) {
        Files.copy(folder.resolve("annai.mv.db"), copy);
        assertCountedWithoutGap(folder);
        Files.delete(copy);
      }
      for (Thread writer : writers) {
        writer.join();
      }
      assertThat(database.sql().sql("select n from counter").query(Long.class).single())
          .isEqualTo(900);
    }
  }

  private static void count(Database database, int times) {
    for (int i = 0; i < times; i++) {
      database.run(
          () -> {
            long n =
                database
                    .sql()
                    .sql("select n from counter where id = 1 for update")
                    .query(Long.class)
                    .single();
            database.sql().sql("insert into counted values (?)").param(n + 1).update();
            database.sql().sql("update counter set n = ? where id = 1").param(n + 1).update();
          });
    }
  }

  private static void assertCountedWithoutGap(Path folder) throws Exception {
    String copy = DatabaseSettings.embedded(folder).url().replace("/annai;", "/copy;");
    try (Connection connection = DriverManager.getConnection(copy, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select n from counter), count(*), coalesce(max(n), 0) from counted")) {
      assertThat(row.next()).isTrue();
      assertThat(List.of(row.getLong(2), row.getLong(3))).containsOnly(row.getLong(1));
    }
  }

  private static long ticketsInCopy(Path folder) throws Exception {
    return keysInCopy(folder).size();
  }

  private static Set<String> keysInCopy(Path folder) throws Exception {
    String copy = DatabaseSettings.embedded(folder).url().replace("/annai;", "/copy;");
    try (Connection connection = DriverManager.getConnection(copy, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select ticket_key from tickets")) {
      Set<String> keys = new HashSet<>();
      while (rows.next()) {
        keys.add(rows.getString(1));
      }
      return keys;
    }
  }
}
