package annai.bot.wiring;

import annai.bot.runtime.ConversationRuntime;
import annai.bot.runtime.ProviderProbe;
import annai.bot.runtime.TestMailInvitations;
import annai.bot.store.Stores;
import annai.connectors.probe.ProbeTarget;
import annai.connectors.probe.limits.SharedProbe;
import annai.connectors.probe.smtp.SmtpProbe;
import annai.connectors.probe.smtp.StageBudgets;
import annai.connectors.probe.testmail.OpenTestMails.Expectation;
import annai.connectors.probe.testmail.TestMailAddress;
import annai.connectors.probe.testmail.TestMailReceiver;
import annai.connectors.probe.testmail.TestMailSettings;
import annai.connectors.probe.testmail.Tokens;
import java.security.KeyStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** The provider's mail server and the test mails, as the settings name them. */
@Configuration(proxyBeanMethods = false)
@Conditional(Mode.Provider.class)
@EnableConfigurationProperties({MailServerProperties.class, TestMailProperties.class})
class MailConfiguration {

  @Bean
  ProviderProbe providerProbe(MailServerProperties properties, InstantSource clock) {
    return probe(properties.target(), properties.trusted().orElse(null), clock);
  }

  static ProviderProbe probe(ProbeTarget target, @Nullable KeyStore trusted, InstantSource clock) {
    SharedProbe shared = new SharedProbe(new SmtpProbe(trusted, StageBudgets.CHAT, clock), clock);
    return new TargetProbe(target, shared, shared.confirming());
  }

  @Bean
  TestMailInvitations testMailInvitations(TestMailProperties properties, Stores stores) {
    return invitations(properties.settings(), stores);
  }

  static TestMailInvitations invitations(TestMailSettings settings, Stores stores) {
    return new TestMailInvitations(
        stores.testMails(),
        new Tokens()::next,
        token -> new TestMailAddress(token, settings.domain()).toString(),
        settings.validity());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  TestMailReceiver testMailReceiver(
      TestMailProperties properties, ConversationRuntime runtime, InstantSource clock) {
    return receiver(properties.settings(), runtime, clock);
  }

  static TestMailReceiver receiver(
      TestMailSettings settings, ConversationRuntime runtime, InstantSource clock) {
    return new TestMailReceiver(
        settings,
        token ->
            runtime.testMails().find(token).map(awaited -> new Expectation(awaited.mailAddress())),
        mail -> runtime.testMails().arrived(mail.token(), mail.result()),
        clock);
  }
}
