package annai.bot.web;

import annai.bot.webhooks.WebhookInbox;
import annai.bot.webhooks.WebhookInbox.Receipt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where webhooks go.
 *
 * <p>Every method behaves as the one of {@link WebhookInbox} of the same name.
 */
public interface WebhookAccess {

  boolean knows(String system);

  Receipt receive(String system, Function<String, @Nullable String> header, byte[] body);

  /** The inbox of this process. */
  static WebhookAccess to(WebhookInbox inbox) {
    return new WebhookAccess() {
      @Override
      public boolean knows(String system) {
        return inbox.knows(system);
      }

      @Override
      public Receipt receive(
          String system, Function<String, @Nullable String> header, byte[] body) {
        return inbox.receive(system, header, body);
      }
    };
  }
}
