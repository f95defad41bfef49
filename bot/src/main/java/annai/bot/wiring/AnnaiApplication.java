package annai.bot.wiring;

import annai.bot.desk.AgentAccounts;
import annai.bot.web.WebConfiguration;
import annai.bot.web.desk.DeskSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** The service: everything put together. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {
      DataSourceAutoConfiguration.class,
      DataSourceTransactionManagerAutoConfiguration.class,
      FlywayAutoConfiguration.class,
      JdbcClientAutoConfiguration.class,
      JdbcTemplateAutoConfiguration.class
    })
@Import({
  StorageConfiguration.class,
  ConversationConfiguration.class,
  TicketConfiguration.class,
  LetterConfiguration.class,
  WebhookConfiguration.class,
  AnswerConfiguration.class,
  DeskConfiguration.class,
  MailConfiguration.class,
  DemoConfiguration.class,
  WebConfiguration.class
})
public class AnnaiApplication {

  /**
   * Starts the service; returns when it answers.
   *
   * @param port null for the one of the settings
   * @throws RuntimeException when it can't start; {@link #reason} puts that into words
   */
  public static ConfigurableApplicationContext start(
      Path root, Path config, @Nullable Integer port) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("spring.config.location", config.resolve("application.yml").toUri().toString());
    SpringApplication application = new SpringApplication(AnnaiApplication.class);
    application.setDefaultProperties(defaults());
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.addInitializers(
        context ->
            context.getBeanFactory().registerSingleton("project", new Project(root, config)));
    if (port != null) {
      arguments.put("server.port", port);
    }
    ConfigurableApplicationContext context =
        application.run(
            arguments.entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new));
    tell(context);
    return context;
  }

  private static Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    defaults.put("spring.threads.virtual.enabled", true);
    defaults.put("spring.main.lazy-initialization", false);
    defaults.put("spring.mvc.problemdetails.enabled", true);
    defaults.put("spring.lifecycle.timeout-per-shutdown-phase", "3s");
    defaults.put("spring.jmx.enabled", false);
    defaults.put("server.tomcat.connection-timeout", "10s");
    defaults.put("server.shutdown", "graceful");
    defaults.put("server.error.include-message", "never");
    defaults.put("management.endpoints.web.exposure.include", "health,prometheus");
    defaults.put("spring.servlet.multipart.enabled", false);
    defaults.put("spring.mvc.formcontent.filter.enabled", false);
    defaults.put("management.endpoints.web.discovery.enabled", false);
    defaults.put("management.endpoint.health.show-details", "never");
    defaults.put("management.health.diskspace.enabled", false);
    return defaults;
  }

  private static void tell(ConfigurableApplicationContext context) {
    int port =
        context instanceof WebServerApplicationContext web && web.getWebServer() != null
            ? web.getWebServer().getPort()
            : 0;
    var log = LoggerFactory.getLogger(AnnaiApplication.class);
    if (Mode.demonstration(context.getEnvironment())) {
      log.info(
          "Demonstration mode: no mail server is configured (annai.mail-server.host), so Annai brings its own and listens on 127.0.0.1 only");
    }
    String desk = context.getBean(DeskSettings.class).url();
    context
        .getBean(AgentAccounts.class)
        .drawSetupCode()
        .ifPresent(
            code ->
                log.info(
                    "The desk has no administrator yet. Open {}/desk/setup and enter the code {}",
                    desk.isEmpty() ? "http://localhost:" + port : desk,
                    code));
    log.info("Annai is there: http://localhost:{}", port);
  }

  /** Why it didn't start, in words for the person who started it; null when nobody knows. */
  public static @Nullable String reason(Throwable failure) {
    return StartFailure.reason(failure);
  }
}
