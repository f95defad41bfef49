package annai.bot.web;

import annai.bot.demo.DemoAccount;
import annai.bot.demo.DemoCertificateAuthority;
import annai.bot.demo.DemoMailServer;
import annai.bot.demo.DemoSettings;
import annai.bot.demo.PretendMailClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The web side on its own, in front of {@link FakeConversations}. */
@SpringBootConfiguration
@EnableAutoConfiguration(
    exclude = {DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class})
@Import(WebConfiguration.class)
class TestApplication {

  /** To look at the pages by hand: {@code --server.port=N}. */
  public static void main(String[] args) {
    SpringApplication.run(new Class<?>[] {TestApplication.class, Demonstration.class}, args);
  }

  @Bean
  FakeConversations conversations() {
    return new FakeConversations();
  }

  /** Demonstration mode. */
  @Configuration(proxyBeanMethods = false)
  static class Demonstration {

    @Bean
    DemoAccount demoAccount() {
      return DemoAccount.generate("annai.example");
    }

    @Bean
    PretendMailClient pretendMailClient(DemoAccount account) {
      DemoCertificateAuthority authority = DemoCertificateAuthority.create("mail.annai.example");
      return new PretendMailClient(
          new DemoMailServer(DemoSettings.onFreePorts(), account, authority, 1), authority);
    }
  }
}
