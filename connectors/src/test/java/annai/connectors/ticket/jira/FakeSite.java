package annai.connectors.ticket.jira;

import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.jira.fake.Flavour;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings and drafts for tests against a server on this machine. */
final class FakeSite {

  private FakeSite() {}

  static JiraTicketSystem system(Flavour flavour, URI url, Map<String, String> more) {
    return system(flavour, url, more, RequestPace.UNLIMITED);
  }

  static JiraTicketSystem system(
      Flavour flavour, URI url, Map<String, String> more, RequestPace pace) {
    return new JiraTicketSystem(
        JiraSettings.read(settings(flavour, url, more)), pace, InstantSource.system());
  }

  static Map<String, String> settings(Flavour flavour, URI url, Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", url.toString());
    settings.put("project", "MAIL");
    settings.put("token", Flavour.TOKEN);
    settings.put("search-lag", "1s");
    settings.put("request-timeout", "10s");
    switch (flavour) {
      case CLOUD -> {
        settings.put("flavour", "cloud");
        settings.put("account", Flavour.MAIL_ADDRESS);
      }
      case DATA_CENTER -> settings.put("flavour", "data-center");
    }
    settings.putAll(more);
    return settings;
  }

  static TicketDraft draft(String key) {
    return draft(key, TicketDraft.Kind.REQUEST);
  }

  static TicketDraft draft(String key, TicketDraft.Kind kind) {
    return new TicketDraft(
        key,
        kind,
        TicketDraft.Priority.P2,
        "送信できない",
        "first line\nsecond line",
        new Requester("山田 太郎", "taro@example.jp"));
  }

  static Duration soon() {
    return Duration.ofSeconds(2);
  }
}
