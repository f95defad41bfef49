package annai.bot.wiring;

import annai.bot.conversation.TicketPolicy;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ticket system, when a ticket is opened, and how fast the system is asked.
 *
 * @param pace requests a second over all nodes; 0 for no limit
 * @param burst how many requests may follow each other at once after a pause
 * @param patience how long a request waits for its turn
 * @param reconcile how often tickets are compared with what is known of them; 0 for never
 * @param linkNew whether tickets that people made get a link into the chat
 * @param linkValidity how long a link from a ticket is good
 * @param jira see {@link annai.connectors.ticket.jira.JiraSettings}
 * @param redmine see {@link annai.connectors.ticket.redmine.RedmineSettings}
 */
@ConfigurationProperties(prefix = "annai.tickets", ignoreUnknownFields = false)
public record TicketProperties(
    @DefaultValue("built-in") String system,
    @DefaultValue("on-failure") TicketPolicy open,
    @DefaultValue("10") double pace,
    @DefaultValue("1") int burst,
    @DefaultValue("20s") Duration patience,
    @DefaultValue("15m") Duration reconcile,
    @DefaultValue("off") LinkNew linkNew,
    @DefaultValue("14d") Duration linkValidity,
    @DefaultValue Map<String, String> jira,
    @DefaultValue Map<String, String> redmine) {

  /** Whether a ticket that a person made gets a comment with a link into the chat. */
  public enum LinkNew {
    OFF,
    PUBLIC,
    INTERNAL
  }

  public TicketProperties {
    jira = Map.copyOf(jira);
    redmine = Map.copyOf(redmine);
    if (!reconcile.isZero() && reconcile.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "annai.tickets.reconcile: '%s', expected 0 for never, or 1m or more"
              .formatted(reconcile));
    }
  }

  /** Without what holds secrets. */
  @Override
  public String toString() {
    return "TicketProperties[system=" + system + ", open=" + open + "]";
  }
}
