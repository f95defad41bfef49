package annai.bot.wiring;

import annai.bot.web.WebhookLimits;
import annai.bot.webhooks.HookSource;
import annai.bot.webhooks.WebhookSubscription;
import annai.connectors.webhook.GenericHook;
import annai.connectors.webhook.JiraHook;
import annai.connectors.webhook.JiraSignature;
import annai.connectors.webhook.StandardWebhookVerifier;
import annai.connectors.webhook.WebhookSecrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Webhooks, {@code annai.webhooks.*}.
 *
 * @param out who is told of what happens here
 * @param allowHttp whether they may be told without TLS, beyond this machine
 * @param maxBody the largest body that is taken
 * @param badSignaturesPerMinute how many unsigned ones of one address are looked at
 * @param retention how long what is over is kept
 */
@ConfigurationProperties(prefix = "annai.webhooks", ignoreUnknownFields = false)
public record WebhookProperties(
    @DefaultValue Incoming jira,
    @DefaultValue Incoming redmine,
    @DefaultValue List<Outgoing> out,
    @DefaultValue("false") boolean allowHttp,
    @DefaultValue("5MB") DataSize maxBody,
    @DefaultValue("60") int badSignaturesPerMinute,
    @DefaultValue("7d") Duration retention) {

  /**
   * One that is told.
   *
   * @param name of its deliveries; empty: the host of the address
   * @param secrets two while one takes the other's place; each message is then signed with both
   * @param events types such as "ticket.opened"; none: all
   */
  public record Outgoing(
      @DefaultValue("") String name,
      @DefaultValue("") String url,
      @DefaultValue List<String> secrets,
      @DefaultValue("") String secretsFile,
      @DefaultValue List<String> events) {

    @Override
    public String toString() {
      return "Outgoing[" + name + "]";
    }
  }

  /**
   * One system that sends.
   *
   * @param secrets two while one takes the other's place; none: nothing is taken
   * @param secretsFile a file with one a line, instead
   * @param window how old a webhook may be
   */
  public record Incoming(
      @DefaultValue List<String> secrets,
      @DefaultValue("") String secretsFile,
      @Nullable Duration window) {

    Duration window(Duration usual) {
      return window == null ? usual : window;
    }

    @Override
    public String toString() {
      return "Incoming[" + secrets.size() + " secrets]";
    }
  }

  public WebhookProperties {
    Duration window = jira.window(JiraSignature.USUAL_WINDOW);
    if (retention.compareTo(window) < 0) {
      throw new IllegalArgumentException(
          "annai.webhooks.retention: %s, expected at least annai.webhooks.jira.window, %s, so that a webhook is known again"
              .formatted(retention, window));
    }
  }

  WebhookLimits limits() {
    return new WebhookLimits(Math.toIntExact(maxBody.toBytes()), badSignaturesPerMinute);
  }

  /**
   * Who may send.
   *
   * @param own whether an account of the ticket system is the one that Annai acts by
   */
  List<HookSource> sources(Predicate<String> own, InstantSource clock) {
    return List.of(
        new HookSource(
            "jira",
            new JiraSignature(
                SharedSecrets.read(
                    "annai.webhooks.jira",
                    jira.secrets(),
                    jira.secretsFile(),
                    WebhookSecrets::ofText),
                jira.window(JiraSignature.USUAL_WINDOW),
                clock),
            new JiraHook(),
            false,
            own),
        new HookSource(
            "redmine",
            new StandardWebhookVerifier(
                SharedSecrets.read(
                    "annai.webhooks.redmine",
                    redmine.secrets(),
                    redmine.secretsFile(),
                    WebhookSecrets::ofStandard),
                redmine.window(StandardWebhookVerifier.USUAL_TOLERANCE),
                clock),
            new GenericHook(),
            true,
            own));
  }

  /** Who is told. */
  List<WebhookSubscription> subscriptions() {
    return new Subscriptions(allowHttp).of(out);
  }
}
