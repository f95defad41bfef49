package annai.bot.webhooks;

import annai.connectors.webhook.WebhookSecrets;
import java.net.URI;
import java.util.Set;

/**
 * Who is told of what.
 *
 * @param name by which its deliveries are known, over changes of the address
 */
public record WebhookSubscription(
    String name, URI url, WebhookSecrets secrets, Set<WebhookEvent> events) {

  public WebhookSubscription {
    events = Set.copyOf(events);
  }
}
