package annai.bot.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition that a conversation is in, with all that is needed to go on after a restart. */
public sealed interface State {

  /** Nothing is known yet. */
  record Greeting() implements State {}

  /**
   * The mail client is not settled.
   *
   * @param candidates catalogue ids still possible; empty means all
   */
  record ChoosingMailClient(List<String> candidates) implements State {
    public ChoosingMailClient {
      candidates = List.copyOf(candidates);
    }
  }

  /**
   * Looking, not changing.
   *
   * @param step from 0; equal to the number of confirm steps it is the check question
   */
  record Confirming(int step) implements State {}

  /**
   * Changing settings.
   *
   * @param step from 0
   */
  record Changing(int step) implements State {}

  /**
   * Waiting for evidence without blocking the talk.
   *
   * @param call the id of the test mail or probe that is awaited; null while it is only offered
   * @param then where to go on
   */
  record TakingEvidence(Purpose purpose, @Nullable String call, State then) implements State {}

  /** Sending works, by evidence or by the customer's word; a relapse comes back from here. */
  record Solved(Resolution resolution) implements State {}

  /** A person was called. */
  record WaitingForAgent(HandOffReason reason) implements State {}

  /**
   * A person has the conversation; the bot has no words.
   *
   * @param agent the agent's name, or null when the ticket's side holds it
   */
  record WithAgent(@Nullable String agent) implements State {}

  /** Over. A word from the customer opens a new episode. */
  record Closed(@Nullable Resolution resolution) implements State {}

  /** How it was found that sending works. */
  enum Resolution {
    EVIDENCE,
    CUSTOMERS_WORD,
    /** A person closed the ticket. */
    AGENTS_WORD
  }

  /** Why a person was called. */
  enum HandOffReason {
    ASKED_FOR,
    STUCK,
    NOT_UNDERSTOOD,
    OTHER_MAIL_CLIENT,
    EVIDENCE_FAILED,
    ACCOUNT,
    OTHER_TOPIC,
    TICKET_FAILED
  }
}
