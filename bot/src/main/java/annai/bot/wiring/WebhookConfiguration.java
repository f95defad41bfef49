package annai.bot.wiring;

import annai.bot.runtime.ConversationRuntime;
import annai.bot.web.WebhookAccess;
import annai.bot.web.WebhookLimits;
import annai.bot.webhooks.WebhookDeliveries;
import annai.bot.webhooks.Webhooks;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks, as the settings say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

  @Bean
  Webhooks.Settings webhookSettings(WebhookProperties properties, InstantSource clock) {
    return new Webhooks.Settings(
        properties.sources(_ -> false, clock), properties.subscriptions(), properties.retention());
  }

  @Bean
  WebhookLimits webhookLimits(WebhookProperties properties) {
    return properties.limits();
  }

  @Bean
  WebhookDeliveries webhookDeliveries(ConversationRuntime runtime) {
    return runtime.webhooks().deliveries();
  }

  @Bean
  WebhookAccess webhookAccess(ConversationRuntime runtime) {
    return WebhookAccess.to(runtime.webhooks().inbox());
  }
}
