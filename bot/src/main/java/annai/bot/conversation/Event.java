package annai.bot.conversation;

import annai.bot.understanding.Meaning;
import annai.connectors.probe.ProbeResult;
import annai.connectors.ticket.Ticket;
import annai.connectors.ticket.TicketRef;
import annai.connectors.ticket.TicketSystemException;
import org.jspecify.annotations.Nullable;

/** Something that happened. One from a person always has an effect; late news may have none. */
public sealed interface Event {

  /** The customer or an agent did something. */
  sealed interface FromPerson extends Event {}

  /** A machine has news. */
  sealed interface FromOutside extends Event {}

  /** The customer wrote or pressed a button; secrets are masked already. */
  record Said(Meaning meaning) implements FromPerson {}

  /** The customer sent a file, which is kept already. */
  record Attached(String name) implements FromPerson {}

  /**
   * The customer rated how they were helped.
   *
   * @param score from 1, bad, to 5, good
   * @param words masked
   */
  record Rated(int score, @Nullable String words) implements FromPerson {}

  /** The customer opened the page: the first time, or again. */
  record CameBack() implements FromPerson {}

  /**
   * The customer came by the link of a ticket that began elsewhere; the first thing that happens.
   *
   * @param key under which the ticket is kept
   * @param about what the ticket's text means
   */
  record CameFromTicket(String key, Ticket ticket, Meaning.Understood about)
      implements FromPerson {}

  /**
   * The site has said who the customer is.
   *
   * @param externalId the site's own id of them
   */
  record CustomerIdentified(String externalId, @Nullable String name, @Nullable String mailAddress)
      implements FromPerson {}

  /** The customer wants no answers by mail, said by the link in one. */
  record LettersDeclined() implements FromPerson {}

  /** An agent took the conversation; also by replying to it. */
  record AgentClaimed(String agent) implements FromPerson {}

  /**
   * An agent gave it back to the bot.
   *
   * @param at where the bot is to go on; null for where it was. A step that the revision of the
   *     conversation does not have counts as null
   */
  record AgentReleased(String agent, @Nullable ProcedureStep at) implements FromPerson {}

  /** The agent who has it wants to know how the provider's server does. */
  record AgentProbed(String agent) implements FromPerson {}

  /** The agent who has it calls it solved. */
  record AgentSolved(String agent) implements FromPerson {}

  /**
   * A probe ended.
   *
   * @param call the id of the {@link Effect.RunProbe}, or of the form that gave the credentials
   */
  record ProbeFinished(String call, ProbeResult result) implements FromOutside {}

  /**
   * A test mail came.
   *
   * @param call the id of the {@link Effect.AwaitTestMail}
   */
  record TestMailArrived(String call, ProbeResult result) implements FromOutside {}

  /**
   * The ticket is there.
   *
   * @param key the key of the {@link Effect.OpenTicket}
   */
  record TicketOpened(String key, TicketRef ref) implements FromOutside {}

  /** The ticket system does not answer, or not at once; the ticket will be filed. */
  record TicketDelayed(String key) implements FromOutside {}

  /** The ticket system refused for good, after all retries. */
  record TicketFailed(String key, TicketSystemException.Kind kind) implements FromOutside {}

  /** A person wrote a public comment in the ticket system. */
  record TicketCommented(TicketRef ref, String author, String text) implements FromOutside {}

  /** The ticket is gone from its system. */
  record TicketDeleted(TicketRef ref) implements FromOutside {}

  /** A person closed or reopened the ticket in its system. */
  record TicketChanged(TicketRef ref, Ticket.Status status) implements FromOutside {}

  /** A timer that was scheduled and not cancelled. */
  record TimerElapsed(Timer timer) implements FromOutside {}
}
