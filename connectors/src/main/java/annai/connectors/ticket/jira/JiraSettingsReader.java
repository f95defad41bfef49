package annai.connectors.ticket.jira;

import annai.connectors.ticket.jira.JiraSettings.Filing;
import annai.connectors.ticket.jira.JiraSettings.Flavour;
import annai.connectors.ticket.jira.JiraSettings.Internal;
import annai.connectors.ticket.jira.JiraSettings.RequesterPlace;
import annai.connectors.ticket.jira.JiraSettings.Site;
import annai.connectors.ticket.jira.JiraSettings.Workflow;
import annai.connectors.ticket.rest.RestSite;
import annai.connectors.ticket.rest.RestSite.Credential;
import annai.connectors.ticket.rest.SettingsReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link JiraSettings} from texts. */
final class JiraSettingsReader {

  private static final Pattern LABEL = Pattern.compile("\\S{1,255}");
  private static final Duration CLOUD_LAG = Duration.ofMinutes(2);
  private static final Duration DATA_CENTER_LAG = Duration.ofSeconds(15);

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("flavour", "cloud"),
          Map.entry("url", ""),
          Map.entry("pages", ""),
          Map.entry("account", ""),
          Map.entry("authentication", ""),
          Map.entry("token", ""),
          Map.entry("token-file", ""),
          Map.entry("trust-store", ""),
          Map.entry("trust-store-password", "changeit"),
          Map.entry("project", ""),
          Map.entry("request-type", "Task"),
          Map.entry("incident-type", ""),
          Map.entry("priorities", ""),
          Map.entry("labels", ""),
          Map.entry("fields", ""),
          Map.entry("requester", "description"),
          Map.entry("closed-status", ""),
          Map.entry("reopened-status", ""),
          Map.entry("resolution", ""),
          Map.entry("twin-link", "Duplicate"),
          Map.entry("internal-comments", "detect"),
          Map.entry("connect-timeout", "5s"),
          Map.entry("request-timeout", "20s"),
          Map.entry("search-lag", ""));

  private final SettingsReader settings;

  JiraSettingsReader(Map<String, String> settings) {
    this.settings = new SettingsReader("annai.tickets.jira.", DEFAULTS, settings);
  }

  JiraSettings read() {
    JiraSettings read =
        new JiraSettings(
            site(),
            filing(),
            new Workflow(
                settings.orNull("closed-status"),
                settings.orNull("reopened-status"),
                settings.orNull("resolution"),
                settings.text("twin-link")),
            internal());
    settings.check();
    return read;
  }

  private Site site() {
    Flavour flavour = flavour();
    URI url = settings.uri("url");
    String version =
        switch (flavour) {
          case CLOUD -> "3";
          case DATA_CENTER -> "2";
        };
    return new Site(
        flavour,
        new RestSite(
            "Jira",
            URI.create(url + "/rest/api/" + version),
            credential(flavour),
            settings.timing(),
            settings.trusted()),
        settings.text("pages").isEmpty() ? url : settings.uri("pages"),
        searchLag(flavour));
  }

  private Flavour flavour() {
    return switch (settings.text("flavour")) {
      case "cloud" -> Flavour.CLOUD;
      case "data-center" -> Flavour.DATA_CENTER;
      default -> settings.expected("flavour", "'cloud' or 'data-center'", Flavour.CLOUD);
    };
  }

  /**
   * An account with its token or password; or a token alone: a personal access token in Data
   * Center, in Cloud an OAuth 2.0 access token where the settings say so.
   */
  private Credential credential(Flavour flavour) {
    String account = settings.orNull("account");
    String token = settings.secret("token");
    boolean bearer =
        switch (settings.text("authentication")) {
          case "" -> account == null;
          case "basic" -> false;
          case "bearer" -> true;
          default -> settings.expected("authentication", "'basic' or 'bearer'", false);
        };
    boolean missing = account == null && settings.text("authentication").isEmpty();
    if ((missing && flavour == Flavour.CLOUD) || (account == null && !bearer)) {
      settings.problem(
          "account", "is empty; expected the mail address of Annai's account at Jira Cloud");
    }
    if (bearer) {
      return new Credential("Authorization", "Bearer " + token, List.of(token));
    }
    String basic =
        Base64.getEncoder()
            .encodeToString((account + ":" + token).getBytes(StandardCharsets.UTF_8));
    return new Credential("Authorization", "Basic " + basic, List.of(token, basic));
  }

  private Duration searchLag(Flavour flavour) {
    if (!settings.text("search-lag").isEmpty()) {
      return settings.duration("search-lag", true);
    }
    return switch (flavour) {
      case CLOUD -> CLOUD_LAG;
      case DATA_CENTER -> DATA_CENTER_LAG;
    };
  }

  private Filing filing() {
    String request = settings.text("request-type");
    String incident = settings.orNull("incident-type");
    return new Filing(
        settings.required("project"),
        request,
        incident == null ? request : incident,
        settings.priorities("priorities"),
        labels(),
        settings.fields("fields"),
        requester());
  }

  private List<String> labels() {
    List<String> labels = settings.list("labels");
    return labels.stream().allMatch(label -> LABEL.matcher(label).matches())
        ? labels
        : settings.expected("labels", "words without blanks, with commas between them", labels);
  }

  private RequesterPlace requester() {
    String field = after("field ", settings.text("requester"));
    if (field != null) {
      return new RequesterPlace.Field(field);
    }
    return switch (settings.text("requester")) {
      case "description" -> new RequesterPlace.Description();
      case "reporter" -> new RequesterPlace.Reporter();
      default ->
          settings.expected(
              "requester",
              "'description', 'reporter' or 'field' and its id",
              new RequesterPlace.Description());
    };
  }

  private Internal internal() {
    String word = settings.text("internal-comments");
    for (String type : List.of("role", "group")) {
      String name = after(type + " ", word);
      if (name != null) {
        return new Internal.VisibleTo(type, name);
      }
    }
    return switch (word) {
      case "detect" -> new Internal.Detected();
      case "service-management" -> new Internal.ServiceManagement();
      case "none" -> new Internal.None();
      default ->
          settings.expected(
              "internal-comments",
              "'detect', 'service-management', 'none', or 'role' or 'group' and its name",
              new Internal.None());
    };
  }

  private static @Nullable String after(String start, String text) {
    return text.startsWith(start) && text.length() > start.length()
        ? text.substring(start.length()).strip()
        : null;
  }
}
