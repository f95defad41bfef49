package annai.connectors.ticket.jira;

import annai.connectors.ticket.TicketSystemException;
import annai.connectors.ticket.TicketSystemException.Kind;
import annai.connectors.ticket.jira.JiraSettings.Flavour;
import annai.connectors.ticket.rest.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who is who in Jira: Annai itself, and a requester that Jira knows. */
final class JiraAccounts {

  private static final List<String> IDS = List.of("accountId", "key", "name");

  private final JiraRestClient jira;
  private final Flavour flavour;
  private volatile @Nullable Set<String> ours;

  JiraAccounts(JiraRestClient jira, Flavour flavour) {
    this.jira = jira;
    this.flavour = flavour;
  }

  /** Whether this is Annai's own account. */
  boolean ours(JsonNode account) {
    return ids(account).anyMatch(mine()::contains);
  }

  /** Whether this is surely not Annai's own account; an account without an id may be. */
  boolean somebodyElse(JsonNode account) {
    return ids(account).findAny().isPresent() && !mine().isEmpty() && !ours(account);
  }

  private Set<String> mine() {
    Set<String> mine = ours;
    if (mine == null) {
      mine = myself();
      ours = mine;
    }
    return mine;
  }

  private Set<String> myself() {
    try {
      return ids(jira.myself()).collect(Collectors.toUnmodifiableSet());
    } catch (TicketSystemException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Set.of();
      }
      throw e;
    }
  }

  private static Stream<String> ids(JsonNode account) {
    return IDS.stream()
        .filter(name -> !Json.text(account, name).isEmpty())
        .map(name -> name + "=" + Json.text(account, name));
  }

  /**
   * Whoever has this mail address, as a reporter is given; empty when nobody, several or nobody
   * that Annai may see has it.
   */
  Optional<ObjectNode> reporter(String mailAddress) {
    String parameter = flavour == Flavour.CLOUD ? "query" : "username";
    String id = flavour == Flavour.CLOUD ? "accountId" : "name";
    try {
      List<JsonNode> found =
          jira.users(Map.of(parameter, mailAddress))
              .valueStream()
              .filter(account -> owns(account, mailAddress))
              .filter(account -> !Json.text(account, id).isEmpty())
              .toList();
      return found.size() == 1
          ? Optional.of(
              JsonNodeFactory.instance.objectNode().put(id, Json.text(found.getFirst(), id)))
          : Optional.empty();
    } catch (TicketSystemException e) {
      if (e.retryable()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** An address that Jira hides is taken for the one that was asked for. */
  private static boolean owns(JsonNode account, String mailAddress) {
    String shown = Json.text(account, "emailAddress");
    return account.path("active").asBoolean(true)
        && (shown.isEmpty() || shown.equalsIgnoreCase(mailAddress));
  }
}
