package annai.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

class OutageTest {

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03", "58030"})
  void stateOfALostDatabase_anywhereInTheCauses_isAnOutage(String state) {
    assertThat(
            Outage.isBehind(
                new TransactionSystemException("commit", new SQLException("gone", state))))
        .isTrue();
  }

  @Test
  void noConnectionToBeHad_isAnOutage() {
    assertThat(
            Outage.isBehind(
                new CannotGetJdbcConnectionException(
                    "none", new SQLTransientConnectionException("pool"))))
        .isTrue();
    assertThat(Outage.isBehind(new CannotCreateTransactionException("none"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"23505", "42601", "22001", "0", ""})
  void ourOwnFault_isNone(String state) {
    assertThat(
            Outage.isBehind(
                new DataIntegrityViolationException("twice", new SQLException("no", state))))
        .isFalse();
    assertThat(Outage.isBehind(new IllegalStateException("no"))).isFalse();
    assertThat(Outage.isBehind(null)).isFalse();
  }

  @Test
  void causesInACircle_end() {
    SQLException first = new SQLException("first");
    SQLException second = new SQLException("second", first);
    first.initCause(second);
    assertThat(Outage.isBehind(first)).isFalse();
  }

  @Test
  void stoppedPostgreSql_withinATransactionAndBeforeOne_isAnOutage() throws Exception {
    EmbeddedPostgres postgres = EmbeddedPostgres.start();
    try {
      var source = postgres.getPostgresDatabase();
      var transactions = new TransactionTemplate(new JdbcTransactionManager(source));
      RuntimeException within =
          catchRuntimeException(
              () ->
                  transactions.executeWithoutResult(
                      _ -> {
                        JdbcClient.create(source).sql("select 1").query().singleValue();
                        stop(postgres);
                        JdbcClient.create(source).sql("select 1").query().singleValue();
                      }));
      RuntimeException before =
          catchRuntimeException(() -> transactions.executeWithoutResult(_ -> {}));
      assertThat(within).isNotNull().matches(Outage::isBehind);
      assertThat(before).isNotNull().matches(Outage::isBehind);
    } finally {
      postgres.close();
    }
  }

  private static void stop(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
