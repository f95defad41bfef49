package annai.connectors.ticket.redmine;

import annai.connectors.ticket.TicketDraft.Kind;
import annai.connectors.ticket.TicketDraft.Priority;
import annai.connectors.ticket.TicketSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What things are called and numbered at a Redmine, and what we may do there.
 *
 * @param account our number
 * @param lacking permissions that we need and don't have
 * @param problems what the settings name and Redmine doesn't have
 */
record RedmineSite(
    long account,
    long project,
    List<Status> statuses,
    Map<Kind, Long> trackers,
    Map<Priority, Long> priorities,
    List<Long> watchers,
    Set<String> lacking,
    List<String> problems) {

  static final String PRIVATE_NOTES = "set_notes_private";
  static final String NOTES = "add_issue_notes";
  static final String EDIT = "edit_issues";

  /** A status of issues. */
  record Status(long id, String name, boolean closed) {}

  Optional<Status> status(long id) {
    return statuses.stream().filter(status -> status.id() == id).findFirst();
  }

  /**
   * @throws TicketSystemException with all that is missing
   */
  void check() {
    List<String> all = new ArrayList<>(problems);
    if (!lacking.isEmpty()) {
      all.add("the account of Annai lacks the permissions " + new TreeSet<>(lacking));
    }
    if (!all.isEmpty()) {
      throw new TicketSystemException(
          problems.isEmpty()
              ? TicketSystemException.Kind.FORBIDDEN
              : TicketSystemException.Kind.REJECTED,
          "Redmine: " + String.join("; ", all));
    }
  }

  /**
   * Redmine makes a note public when we may not make it private, and leaves out a status when we
   * may not edit and a note when we may not add any, all without a word.
   *
   * @throws TicketSystemException FORBIDDEN when we lack it
   */
  void need(String permission) {
    if (lacking.contains(permission)) {
      throw new TicketSystemException(
          TicketSystemException.Kind.FORBIDDEN,
          "Redmine: the account of Annai lacks the permission '%s'".formatted(permission));
    }
  }
}
