package annai.bot.wiring;

import annai.bot.runtime.ConversationRuntime;
import annai.bot.runtime.Libraries;
import annai.bot.web.WebSettings;
import annai.bot.web.WebhookAccess;
import annai.bot.web.WebhookLimits;
import annai.bot.web.desk.DeskSettings;
import annai.bot.webhooks.LinkSettings;
import annai.bot.webhooks.TicketLinks;
import annai.bot.webhooks.WebhookDeliveries;
import annai.bot.webhooks.Webhooks;
import annai.bot.wording.Phrases;
import annai.bot.wording.TicketInvitation;
import annai.connectors.ticket.TicketSystem.Audience;
import annai.knowledge.Language;
import java.net.URI;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Webhooks, as the settings say. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {

  @Bean
  Webhooks.Settings webhookSettings(
      WebhookProperties properties, LinkSettings links, InstantSource clock) {
    return new Webhooks.Settings(
        properties.sources(_ -> false, clock),
        properties.subscriptions(),
        links,
        properties.retention());
  }

  @Bean
  LinkSettings linkSettings(
      TicketProperties tickets,
      WebSettings web,
      DeskSettings desk,
      Phrases phrases,
      Libraries libraries,
      ConversationProperties conversation) {
    return new LinkSettings(
        tickets.linkValidity(),
        web.chat().orElse(null),
        switch (tickets.linkNew()) {
          case OFF -> null;
          case PUBLIC -> offer(Audience.PUBLIC, web, phrases, libraries, conversation.language());
          case INTERNAL ->
              offer(Audience.INTERNAL, web, phrases, libraries, conversation.staffLanguage());
        },
        desk(tickets, desk, phrases, libraries, conversation.staffLanguage()));
  }

  /** The built-in tickets are at the desk themselves, beside their conversations. */
  private static LinkSettings.@Nullable Desk desk(
      TicketProperties tickets,
      DeskSettings desk,
      Phrases phrases,
      Libraries libraries,
      Language language) {
    if (TicketSystemChoice.of(tickets.system()) == TicketSystemChoice.BUILT_IN) {
      return null;
    }
    String title = new TicketInvitation(phrases, libraries::current, language).title();
    return desk.url().isEmpty()
        ? null
        : new LinkSettings.Desk(URI.create(desk.url() + "/desk"), title);
  }

  private static LinkSettings.Offer offer(
      Audience audience, WebSettings web, Phrases phrases, Libraries libraries, Language language) {
    if (web.chat().isEmpty()) {
      throw new IllegalArgumentException(
          "annai.tickets.link-new: expected annai.web.url, too, for the link to lead there");
    }
    TicketInvitation invitation = new TicketInvitation(phrases, libraries::current, language);
    return new LinkSettings.Offer(audience, invitation::text, _ -> true);
  }

  @Bean
  TicketLinks ticketLinks(ConversationRuntime runtime) {
    return runtime.ticketLinks();
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
