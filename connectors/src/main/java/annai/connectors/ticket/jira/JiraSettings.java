package annai.connectors.ticket.jira;

import annai.connectors.ticket.TicketDraft;
import annai.connectors.ticket.rest.RestSite;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which Jira, which project, and how tickets are filed there. */
public record JiraSettings(Site site, Filing filing, Workflow workflow, Internal internal) {

  /**
   * Reads settings by their names, such as "url" or "request-type".
   *
   * @throws IllegalArgumentException with all problems, each with the setting's whole name and its
   *     value
   */
  public static JiraSettings read(Map<String, String> settings) {
    return new JiraSettingsReader(settings).read();
  }

  /** Which of Jira's two APIs is spoken. */
  public enum Flavour {
    /** v3, documents, mail address and API token. */
    CLOUD,
    /** v2, wiki markup, personal access token. */
    DATA_CENTER
  }

  /**
   * Where Jira is.
   *
   * @param pages the address under which people find {@code /browse}
   * @param searchLag how long a search may not know of an issue
   */
  public record Site(Flavour flavour, RestSite api, URI pages, Duration searchLag) {}

  /**
   * What a new issue has.
   *
   * @param project its key, or its number as text
   * @param requestType an issue type's name, or its number as text
   * @param priorities names; a priority that is missing is left to Jira
   * @param labels more than Annai's own
   * @param fields values by the id of a field, as {@link annai.connectors.ticket.rest.DraftValue}
   *     resolves them
   */
  public record Filing(
      String project,
      String requestType,
      String incidentType,
      Map<TicketDraft.Priority, String> priorities,
      List<String> labels,
      Map<String, JsonNode> fields,
      RequesterPlace requester) {

    public Filing {
      priorities = Map.copyOf(priorities);
      labels = List.copyOf(labels);
      fields = Map.copyOf(fields);
    }
  }

  /** Where the requester stands in an issue. */
  public sealed interface RequesterPlace {
    /** In the description's last line. */
    record Description() implements RequesterPlace {}

    /** As the reporter where Jira knows the mail address, and in the description. */
    record Reporter() implements RequesterPlace {}

    /** The mail address alone in a field. */
    record Field(String id) implements RequesterPlace {}
  }

  /**
   * How an issue is closed, reopened and linked.
   *
   * @param closed the preferred status among those of the category done; null for any
   * @param reopened the preferred status among the others; null for any
   * @param resolution what is put where closing asks for a resolution; null for the first that Jira
   *     offers
   * @param twinLink the name of a link type
   */
  public record Workflow(
      @Nullable String closed,
      @Nullable String reopened,
      @Nullable String resolution,
      String twinLink) {}

  /** How a comment is kept from customers. */
  public sealed interface Internal {
    /** As Jira Service Management does it, where the project is one of it; else not at all. */
    record Detected() implements Internal {}

    record ServiceManagement() implements Internal {}

    /**
     * Seen by some of Jira's accounts alone.
     *
     * @param type "role" or "group"
     * @param name who may see it
     */
    record VisibleTo(String type, String name) implements Internal {}

    record None() implements Internal {}
  }
}
