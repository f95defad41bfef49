package annai.bot.conversation;

import annai.connectors.ticket.TicketDraft;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something to be done for a conversation, committed together with its new state. */
public sealed interface Effect {

  /** Tell the customer. */
  record Say(Utterance utterance) implements Effect {}

  /**
   * Probe the provider's submission server without a login.
   *
   * @param fresh true to run it now even if a shared result is there
   */
  record RunProbe(String call, boolean fresh) implements Effect {}

  /** Probe the provider's submission server anew, for the eyes of agents. */
  record ProbeForAgent(String call) implements Effect {}

  /** Make a test-mail address for this call and wait for mail to it. */
  record AwaitTestMail(String call) implements Effect {}

  /**
   * Open a ticket.
   *
   * @param key the conversation's id and episode; of an incident its code and target, to which the
   *     runtime adds the incident's own episode and so joins one that is open
   */
  record OpenTicket(
      String key, TicketDraft.Kind kind, TicketDraft.Priority priority, TicketReport report)
      implements Effect {}

  /**
   * Comment on the ticket.
   *
   * @param call makes it idempotent
   */
  record CommentTicket(String call, String key, TicketReport report) implements Effect {}

  /**
   * Close the ticket.
   *
   * @param call makes it idempotent
   */
  record CloseTicket(String call, String key, TicketReport report) implements Effect {}

  /**
   * Reopen the ticket.
   *
   * @param call makes it idempotent
   */
  record ReopenTicket(String call, String key, TicketReport report) implements Effect {}

  /** Put the conversation into the agents' queue. */
  record CallAgent(State.HandOffReason reason) implements Effect {}

  /** Hand the customer's words, or news, to whoever holds the conversation. */
  record Forward(TicketReport report) implements Effect {}

  /**
   * Keep how the customer rated this episode, in the place of what they said before.
   *
   * @param score from 1 to 5
   */
  record KeepRating(int episode, int score, @Nullable String words) implements Effect {}

  /** Start a timer; one of the same name that runs is replaced. */
  record Schedule(Timer timer, Duration in) implements Effect {}

  /** Stop a timer, if it runs. */
  record Cancel(Timer timer) implements Effect {}
}
