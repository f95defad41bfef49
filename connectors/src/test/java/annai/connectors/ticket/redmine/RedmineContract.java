package annai.connectors.ticket.redmine;

import annai.connectors.ticket.RequestPace;
import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.TicketDraft.Requester;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemContract;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What every ticket system keeps to, kept by Redmine. */
interface RedmineContract extends TicketSystemContract {

  Pattern ADDRESS = Pattern.compile("(?m)^https?://\\S+$");

  /** The issue with its notes, files, watchers and relations, read past the SPI. */
  JsonNode raw(TicketRef ref);

  @Override
  default List<String> attachments(TicketRef ref) {
    return raw(ref)
        .path("attachments")
        .valueStream()
        .map(file -> file.path("filename").asString(""))
        .toList();
  }

  @Override
  default List<URI> links(TicketRef ref) {
    return raw(ref)
        .path("journals")
        .valueStream()
        .filter(journal -> journal.path("private_notes").asBoolean())
        .flatMap(journal -> ADDRESS.matcher(journal.path("notes").asString("")).results())
        .map(MatchResult::group)
        .map(URI::create)
        .toList();
  }

  static RedmineTicketSystem system(
      URI url, String key, Map<String, String> more, RequestPace pace) {
    Map<String, String> settings = new HashMap<>();
    settings.put("url", url.toString());
    settings.put("api-key", key);
    settings.put("project", "helpdesk");
    settings.put("late-effect", "1s");
    settings.putAll(more);
    return new RedmineTicketSystem(RedmineSettings.read(settings), pace, InstantSource.system());
  }

  static TicketDraft draft(TicketDraft.Kind kind) {
    return new TicketDraft(
        UUID.randomUUID() + "/1",
        kind,
        TicketDraft.Priority.P1,
        "送信できない *x*",
        "SMTP {{toc}} _x_",
        new Requester("山田 <太郎>", "taro@example.jp"));
  }
}
