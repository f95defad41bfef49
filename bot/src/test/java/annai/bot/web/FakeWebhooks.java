package annai.bot.web;

import annai.bot.webhooks.WebhookInbox.Receipt;
import annai.connectors.webhook.WebhookVerifier.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/** An inbox that does what the header X-Fake says. */
final class FakeWebhooks implements WebhookAccess {

  /** What was taken. */
  final List<String> bodies = new CopyOnWriteArrayList<>();

  @Override
  public boolean knows(String system) {
    return system.equals("jira");
  }

  @Override
  public Receipt receive(String system, Function<String, @Nullable String> header, byte[] body) {
    return switch (String.valueOf(header.apply("x-fake"))) {
      case "taken" -> {
        bodies.add(new String(body, StandardCharsets.UTF_8));
        yield new Receipt.Taken();
      }
      case "known" -> new Receipt.Known();
      case "unconfigured" -> new Receipt.NotConfigured();
      case "stale" -> new Receipt.Rejected(Reason.STALE);
      case "broken" -> throw new DataAccessResourceFailureException("the database is away");
      default -> new Receipt.Rejected(Reason.MISSING_HEADER);
    };
  }
}
