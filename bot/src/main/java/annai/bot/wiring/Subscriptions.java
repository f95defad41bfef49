package annai.bot.wiring;

import annai.bot.webhooks.WebhookEvent;
import annai.bot.webhooks.WebhookSubscription;
import annai.bot.wiring.WebhookProperties.Outgoing;
import annai.connectors.webhook.WebhookSecrets;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who is to be told, and refuses all that can't be with all problems at once. */
final class Subscriptions {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_URL = 2_000;

  private final boolean allowHttp;
  private final List<String> problems = new ArrayList<>();

  Subscriptions(boolean allowHttp) {
    this.allowHttp = allowHttp;
  }

  List<WebhookSubscription> of(List<Outgoing> settings) {
    List<WebhookSubscription> subscriptions = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < settings.size(); i++) {
      String setting = "annai.webhooks.out[%d]".formatted(i);
      WebhookSubscription one = subscription(setting, settings.get(i));
      if (one != null) {
        subscriptions.add(one);
        if (!names.add(one.name())) {
          problems.add(
              "%s.name: '%s' is there twice; expected a name of its own"
                  .formatted(setting, one.name()));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return subscriptions;
  }

  private @Nullable WebhookSubscription subscription(String setting, Outgoing outgoing) {
    URI url = url(setting, outgoing.url());
    WebhookSecrets secrets = secrets(setting, outgoing);
    Set<WebhookEvent> events = events(setting, outgoing.events());
    if (url == null || secrets == null) {
      return null;
    }
    String name = outgoing.name().isBlank() ? url.getHost() : outgoing.name().strip();
    if (name.length() > LONGEST_NAME) {
      problems.add(
          "%s.name: '%s', expected at most %d characters".formatted(setting, name, LONGEST_NAME));
    }
    return new WebhookSubscription(name, url, secrets, events);
  }

  /** A target is never anybody's but the provider's: it stands in the settings and nowhere else. */
  private @Nullable URI url(String setting, String text) {
    try {
      URI url = new URI(text.strip());
      String scheme = String.valueOf(url.getScheme());
      String host = url.getHost();
      boolean secure =
          scheme.equals("https")
              || (scheme.equals("http") && host != null && (allowHttp || isThisMachine(host)));
      if (secure
          && host != null
          && url.getRawUserInfo() == null
          && url.getRawFragment() == null
          && text.length() <= LONGEST_URL) {
        return url;
      }
    } catch (URISyntaxException _) {
      // told below
    }
    problems.add(
        "%s.url: '%s', expected https://HOST/PATH without a login; http only for this machine, or with annai.webhooks.allow-http"
            .formatted(setting, text.replaceFirst("//[^/@]*@", "//***@")));
    return null;
  }

  private static boolean isThisMachine(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private @Nullable WebhookSecrets secrets(String setting, Outgoing outgoing) {
    try {
      WebhookSecrets secrets =
          SharedSecrets.read(
              setting, outgoing.secrets(), outgoing.secretsFile(), WebhookSecrets::ofStandard);
      if (secrets.configured()) {
        return secrets;
      }
      problems.add(setting + ".secrets: there is none; expected one such as whsec_…");
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return null;
  }

  private Set<WebhookEvent> events(String setting, List<String> types) {
    Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
    for (String type : types) {
      WebhookEvent.of(type.strip())
          .ifPresentOrElse(
              events::add,
              () ->
                  problems.add(
                      "%s.events: '%s' is unknown; expected of %s"
                          .formatted(
                              setting,
                              type,
                              Arrays.stream(WebhookEvent.values())
                                  .map(WebhookEvent::type)
                                  .toList())));
    }
    return types.isEmpty() ? EnumSet.allOf(WebhookEvent.class) : events;
  }
}
