package annai.bot.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseSettingsTest {

  @Test
  void postgresUrl_withAccount_isSplitAndItsPasswordNeverShown() {
    DatabaseSettings settings =
        DatabaseSettings.of("postgres://an%40nai:s%3Acret+1@db:5433/tickets?ssl=true");

    assertThat(settings.url()).isEqualTo("jdbc:postgresql://db:5433/tickets?ssl=true");
    assertThat(settings.name()).isEqualTo("an@nai");
    assertThat(settings.password()).isEqualTo("s:cret+1");
    assertThat(settings.toString()).doesNotContain("cret");
    assertThat(DatabaseSettings.of("jdbc:postgresql://db/x?password=secret").toString())
        .doesNotContain("secret");
  }

  @Test
  void anyOtherUrl_given_isRefusedWithoutBeingQuoted() {
    for (String url : new String[] {"mysql://u:secret@h/d", "postgres://h", "postgres:// /", ""}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DatabaseSettings.of(url))
          .withMessageContaining("jdbc:postgresql:")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
  }

  @Test
  void embeddedDatabase_openedAgainAfterClosing_isThere(@TempDir Path folder) {
    DatabaseSettings settings = DatabaseSettings.embedded(folder);
    try (Database first = Database.open(settings)) {
      first.check();
      assertThat(settings.embedded()).isTrue();
    }
    try (Database again = Database.open(settings)) {
      again.check();
    }
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> DatabaseSettings.embedded(Path.of("a;b")));
  }
}
