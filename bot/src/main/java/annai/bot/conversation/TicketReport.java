package annai.bot.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket, or a comment on one, has to say: facts, worded later.
 *
 * @param mailClient the catalogue id, or the name of one that the provider has no procedure for
 * @param stepsDone ids of the steps the customer did, as "confirm/…" and "change/…"
 * @param evidence oldest first
 * @param words the customer's own words that belong here, masked; null when none do
 */
public record TicketReport(
    Topic topic,
    Customer customer,
    @Nullable String mailClient,
    List<String> stepsDone,
    List<EvidenceTaken> evidence,
    @Nullable String words) {

  public TicketReport {
    stepsDone = List.copyOf(stepsDone);
    evidence = List.copyOf(evidence);
  }

  /** What it is about: the wording's key. */
  public enum Topic {
    REPORTED,
    EVIDENCE_FAILED,
    STUCK,
    ASKED_FOR_PERSON,
    NOT_UNDERSTOOD,
    OTHER_MAIL_CLIENT,
    OTHER_TOPIC,
    SERVER_FAULT,
    EVIDENCE_HOLDS,
    SOLVED_BY_WORD,
    SOLVED_BY_AGENT,
    SERVER_HEALTHY,
    RELAPSE,
    CUSTOMER_WROTE,
    CUSTOMER_ATTACHED,
    NEWS
  }
}
