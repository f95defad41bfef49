package annai.connectors.ticket.redmine;

import annai.connectors.ticket.TicketDraft.Priority;
import annai.connectors.ticket.rest.RestSite;
import annai.connectors.ticket.rest.SettingsReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which Redmine, which project, and how tickets are filed there.
 *
 * @param pages the address under which people find {@code /issues}
 * @param texts how Redmine formats texts
 * @param lateEffect how long after its time-out a request may still take effect
 */
public record RedmineSettings(
    RestSite site,
    URI pages,
    Filing filing,
    Statuses statuses,
    TextFormatting texts,
    Duration lateEffect) {

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("url", ""),
          Map.entry("pages", ""),
          Map.entry("api-key", ""),
          Map.entry("api-key-file", ""),
          Map.entry("trust-store", ""),
          Map.entry("trust-store-password", "changeit"),
          Map.entry("project", ""),
          Map.entry("request-tracker", ""),
          Map.entry("incident-tracker", ""),
          Map.entry("priorities", ""),
          Map.entry("closed-status", ""),
          Map.entry("reopened-status", ""),
          Map.entry("requester", "description"),
          Map.entry("fields", ""),
          Map.entry("watchers", ""),
          Map.entry("text-formatting", "markup"),
          Map.entry("connect-timeout", "5s"),
          Map.entry("request-timeout", "20s"),
          Map.entry("late-effect", "30s"));

  /**
   * Reads settings by their names, such as "url" or "request-tracker".
   *
   * @throws IllegalArgumentException with all problems, each with the setting's whole name and its
   *     value
   */
  public static RedmineSettings read(Map<String, String> texts) {
    SettingsReader settings = new SettingsReader("annai.tickets.redmine.", DEFAULTS, texts);
    String key = settings.secret("api-key");
    URI api = settings.uri("url");
    RedmineSettings read =
        new RedmineSettings(
            new RestSite(
                "Redmine",
                api,
                new RestSite.Credential("X-Redmine-API-Key", key, List.of(key)),
                settings.timing(),
                settings.trusted()),
            settings.text("pages").isEmpty() ? api : settings.uri("pages"),
            Filing.read(settings),
            new Statuses(settings.orNull("closed-status"), settings.orNull("reopened-status")),
            TextFormatting.read(settings),
            settings.duration("late-effect", true));
    settings.check();
    return read;
  }

  /**
   * What a new issue has.
   *
   * @param project its identifier, or its number as text
   * @param requestTracker a tracker's name; null for the project's first
   * @param incidentTracker null for the one of requests
   * @param priorities names; a priority that is missing is left to Redmine
   * @param fields values by the number of a custom field
   * @param watchers logins, or numbers as text
   */
  public record Filing(
      String project,
      @Nullable String requestTracker,
      @Nullable String incidentTracker,
      Map<Priority, String> priorities,
      Map<String, JsonNode> fields,
      RequesterPlace requester,
      List<String> watchers) {

    public Filing {
      priorities = Map.copyOf(priorities);
      fields = Map.copyOf(fields);
      watchers = List.copyOf(watchers);
    }

    private static Filing read(SettingsReader settings) {
      Map<String, JsonNode> fields = settings.fields("fields");
      if (!fields.keySet().stream().allMatch(field -> field.matches("\\d{1,9}"))) {
        settings.expected("fields", "numbers of custom fields as names", "");
      }
      String incident = settings.orNull("incident-tracker");
      return new Filing(
          settings.required("project"),
          settings.orNull("request-tracker"),
          incident == null ? settings.orNull("request-tracker") : incident,
          settings.priorities("priorities"),
          fields,
          RequesterPlace.read(settings),
          settings.list("watchers"));
    }
  }

  /** Where the requester stands in an issue. */
  public sealed interface RequesterPlace {

    /** In the description's last line. */
    record Description() implements RequesterPlace {}

    /** The mail address alone in a custom field. */
    record Field(int number) implements RequesterPlace {}

    private static RequesterPlace read(SettingsReader settings) {
      String place = settings.text("requester");
      if (place.matches("field \\d{1,9}")) {
        return new Field(Integer.parseInt(place.substring("field ".length())));
      }
      return place.equals("description")
          ? new Description()
          : settings.expected(
              "requester",
              "'description', or 'field' and the number of a custom field",
              new Description());
    }
  }

  /**
   * Between which statuses issues are moved.
   *
   * @param closed a status's name; null for the first closed one that the workflow offers
   * @param reopened a status's name; null for the first open one that the workflow offers
   */
  public record Statuses(@Nullable String closed, @Nullable String reopened) {}

  /** How Redmine formats texts. */
  public enum TextFormatting {
    /** Textile or Markdown. */
    MARKUP,
    /** Not at all. */
    NONE;

    private static TextFormatting read(SettingsReader settings) {
      return switch (settings.text("text-formatting")) {
        case "markup" -> MARKUP;
        case "none" -> NONE;
        default -> settings.expected("text-formatting", "'markup' or 'none'", MARKUP);
      };
    }
  }
}
