package annai.bot.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A database of either kind for one test class: fresh, migrated. */
public enum TestDatabases {
  H2 {
    @Override
    public DatabaseSettings settings() {
      try {
        Path folder = Files.createTempDirectory("annai-h2");
        folder.toFile().deleteOnExit();
        return DatabaseSettings.embedded(folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRESQL {
    @Override
    public DatabaseSettings settings() {
      String name = "annai_" + UUID.randomUUID().toString().replace('-', '_');
      EmbeddedPostgres server = Postgres.server();
      try (var connection = server.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (java.sql.SQLException e) {
        throw new IllegalStateException(e);
      }
      return DatabaseSettings.of(
          "postgres://postgres:postgres@localhost:" + server.getPort() + "/" + name);
    }
  };

  /** Where an empty database of this kind is. */
  public abstract DatabaseSettings settings();

  /** An empty, migrated database. */
  public Database open() {
    return Database.open(settings());
  }

  /** One server for all tests of this process. */
  private static final class Postgres {
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    static EmbeddedPostgres server() {
      return SERVER;
    }

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
