package annai.bot.store;

import java.time.Instant;

/**
 * Something that was done at the desk.
 *
 * @param login whose
 * @param name of the same person
 * @param subject what it was done to: a conversation's id, a ticket as system/key, a login, or the
 *     id of what was taken up again; empty where there is none
 */
public record AuditEntry(
    long id, Instant at, String login, String name, Deed deed, String subject) {

  /** What can be done. */
  public enum Deed {
    LOGGED_IN,
    LOGGED_IN_BY_PASSKEY,
    LOGGED_IN_BY_SINGLE_SIGN_ON,
    LOGGED_OUT,
    BECAME_ADMINISTRATOR,
    JOINED,
    JOINED_BY_SINGLE_SIGN_ON,
    BOUND_SINGLE_SIGN_ON,
    CHANGED_PASSWORD,
    ADDED_PASSKEY,
    REMOVED_PASSKEY,
    REMOVED_PASSKEYS,
    REMOVED_SINGLE_SIGN_ON,
    INVITED,
    RESET_PASSWORD,
    MADE_ADMIN,
    MADE_AGENT,
    DISABLED,
    ENABLED,
    CLAIMED,
    REPLIED,
    NOTED,
    HANDED_BACK,
    SENT_STEP,
    PROBED,
    PASSED_ON,
    SOLVED,
    CHANGED_REPLY,
    DELETED_REPLY,
    COMMENTED,
    CLOSED,
    REOPENED,
    REQUEUED,
    REQUEUED_ALL,
    DISCARDED,
    REPLAYED_OUTGOING,
    REPLAYED_ALL_OUTGOING,
    REPLAYED_INCOMING,
    COMPARED_TICKETS,
    ISSUED_LINK
  }
}
