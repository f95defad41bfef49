package annai.bot.wiring;

import annai.bot.store.Database;
import annai.bot.store.Stores;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** The database and the clock. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class StorageConfiguration {

  @Bean
  InstantSource clock() {
    return InstantSource.system();
  }

  @Bean(destroyMethod = "close")
  Database database(DatabaseProperties properties, Project project) {
    return Database.open(properties.settings(project.root()));
  }

  @Bean
  Stores stores(Database database) {
    return Stores.of(database);
  }

  @Bean
  HealthIndicator databaseHealth(Database database) {
    return () -> {
      try {
        database.check();
        return Health.up().build();
      } catch (DataAccessException e) {
        return Health.down().build();
      }
    };
  }
}
