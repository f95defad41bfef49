package annai.connectors.ticket.jira.fake;

import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody with a login.
 *
 * @param id the name in v2, the account id in v3
 */
public record Account(String id, String displayName, String mailAddress) {

  /** What Annai logs in as. */
  public static final Account ANNAI =
      new Account("5b10ac8d82e05b22cc7d4ef5", "Annai", Flavour.MAIL_ADDRESS);

  /** Somebody of the helpdesk. */
  public static final Account AGENT =
      new Account("5b10a2844c20165700ede21g", "佐藤 花子", "hanako@example.jp");

  ObjectNode json(Flavour flavour) {
    ObjectNode node = JiraRequest.JSON.createObjectNode();
    switch (flavour) {
      case DATA_CENTER -> node.put("name", id).put("key", id);
      case CLOUD -> node.put("accountId", id).put("accountType", "atlassian");
    }
    return node.put("emailAddress", mailAddress)
        .put("displayName", displayName)
        .put("active", true)
        .put("timeZone", "Asia/Tokyo");
  }
}
