package annai.bot.wiring;

import annai.bot.demo.DemoAccount;
import annai.bot.demo.DemoCertificateAuthority;
import annai.bot.demo.DemoMailServer;
import annai.bot.demo.DemoSettings;
import annai.bot.demo.PretendMailClient;
import annai.bot.runtime.ConversationRuntime;
import annai.bot.runtime.ProviderProbe;
import annai.bot.runtime.TestMailInvitations;
import annai.bot.store.Stores;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.ProbeTarget.Security;
import annai.connectors.probe.testmail.AddressRange;
import annai.connectors.probe.testmail.MailHosts;
import annai.connectors.probe.testmail.TestMailReceiver;
import annai.connectors.probe.testmail.TestMailSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Demonstration mode: a mail server of our own, everything on 127.0.0.1. */
@Configuration(proxyBeanMethods = false)
@Conditional(Mode.Demonstration.class)
class DemoConfiguration {

  private static final String LOOPBACK = "127.0.0.1";

  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> loopbackOnly() {
    return factory -> factory.setAddress(InetAddress.ofLiteral(LOOPBACK));
  }

  @Bean
  DemoCertificateAuthority demoCertificateAuthority(DemoSettings settings) {
    return DemoCertificateAuthority.create(settings.hostName());
  }

  @Bean
  DemoSettings demoSettings() {
    DemoSettings names = DemoSettings.onFreePorts();
    return new DemoSettings(
        names.domain(), names.hostName(), names.testMailDomain(), freePort(), freePort());
  }

  /**
   * Known before the server is there, for the probe's target is needed first; so it is taken from
   * below the ports that operating systems give out by themselves (Linux from 32768, RFC 6335 from
   * 49152), lest another program gets it in between.
   */
  private static int freePort() {
    for (int tries = 0; tries < 100; tries++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.ofLiteral(LOOPBACK))) {
        return port;
      } catch (IOException _) {
        // taken
      }
    }
    throw new IllegalStateException("No free port on " + LOOPBACK + " between 20000 and 31999");
  }

  @Bean
  DemoAccount demoAccount(DemoSettings settings) {
    return DemoAccount.generate(settings.domain());
  }

  @Bean
  TestMailSettings demoTestMailSettings(DemoSettings settings) {
    return new TestMailSettings(
        LOOPBACK,
        0,
        settings.testMailDomain(),
        MailHosts.ofRelays(AddressRange.parse(DemoMailServer.relayAddress().getHostAddress())),
        TestMailSettings.VALIDITY);
  }

  @Bean
  TestMailInvitations testMailInvitations(TestMailSettings settings, Stores stores) {
    return MailConfiguration.invitations(settings, stores);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  TestMailReceiver testMailReceiver(
      TestMailSettings settings, ConversationRuntime runtime, InstantSource clock) {
    return MailConfiguration.receiver(settings, runtime, clock);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  DemoMailServer demoMailServer(
      DemoSettings settings,
      DemoAccount account,
      DemoCertificateAuthority authority,
      TestMailReceiver receiver) {
    return new DemoMailServer(settings, account, authority, receiver.port());
  }

  @Bean
  PretendMailClient pretendMailClient(DemoMailServer server, DemoCertificateAuthority authority) {
    return new PretendMailClient(server, authority);
  }

  @Bean
  ProviderProbe providerProbe(
      DemoSettings settings, DemoCertificateAuthority authority, InstantSource clock) {
    ProbeTarget target =
        new ProbeTarget(
            LOOPBACK, settings.submissionPort(), Security.STARTTLS, settings.hostName(), null);
    return MailConfiguration.probe(target, authority.trustStore(), clock);
  }
}
