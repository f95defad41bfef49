package annai.bot.web;

import annai.bot.demo.DemoAccount;
import annai.bot.demo.DemoCertificateAuthority;
import annai.bot.demo.DemoMailServer;
import annai.bot.demo.DemoSettings;
import annai.bot.demo.PretendMailClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Demonstration mode: a mail server whose test mails reach nobody. */
@Configuration(proxyBeanMethods = false)
class TestDemonstration {

  @Bean
  DemoAccount demoAccount() {
    return DemoAccount.generate("annai.example");
  }

  @Bean
  DemoCertificateAuthority demoCertificateAuthority() {
    return DemoCertificateAuthority.create("mail.annai.example");
  }

  @Bean(initMethod = "start")
  DemoMailServer demoMailServer(DemoAccount account, DemoCertificateAuthority authority) {
    return new DemoMailServer(DemoSettings.onFreePorts(), account, authority, 1);
  }

  @Bean
  PretendMailClient pretendMailClient(DemoMailServer server, DemoCertificateAuthority authority) {
    return new PretendMailClient(server, authority);
  }
}
