package annai.bot.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
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

  private static long ticketsInCopy(Path folder) throws Exception {
    String copy = DatabaseSettings.embedded(folder).url().replace("/annai;", "/copy;");
    try (Connection connection = DriverManager.getConnection(copy, "sa", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select count(*) from tickets")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
