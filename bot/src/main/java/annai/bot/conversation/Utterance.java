package annai.bot.conversation;

import annai.connectors.probe.ProbeResult;
import annai.knowledge.Procedure;
import java.util.List;
import java.util.Map;

/** Something that the bot says, not yet in any language. */
public sealed interface Utterance {

  /**
   * A sentence of {@code config/wording}.
   *
   * @param key the wording's key
   * @param values what its placeholders stand for
   */
  record Words(String key, Map<String, String> values) implements Utterance {
    public Words {
      values = Map.copyOf(values);
    }

    public static Words of(String key) {
      return new Words(key, Map.of());
    }
  }

  /**
   * One step of the procedure that the conversation is in.
   *
   * @param n from 1
   */
  record ShownStep(String mailClient, Procedure.Phase phase, String step, int n, int of)
      implements Utterance {}

  /** The same step in a second way: what is on the screen, one by one. */
  record ShownControls(String mailClient, Procedure.Phase phase, String step)
      implements Utterance {}

  /** The check question at the end of the confirm steps. */
  record ShownCheck(String mailClient) implements Utterance {}

  /** A note of the procedure, such as an end of support. */
  record ShownNote(String mailClient, int note) implements Utterance {}

  /** Buttons. */
  record Choices(List<Choice> choices) implements Utterance {
    public Choices {
      choices = List.copyOf(choices);
    }
  }

  /** The address to send an empty mail to, made for the call. */
  record TestMailInvitation(String call, Purpose purpose) implements Utterance {}

  /** The form for one-time credentials, outside the transcript. */
  record CredentialsForm(String call) implements Utterance {}

  /** What a piece of evidence found, and what follows. */
  record ShownEvidence(ProbeResult result) implements Utterance {}

  /** The ticket's state as the customer may see it. */
  record ShownTicket(String key, Status status) implements Utterance {
    public enum Status {
      OPENING,
      OPEN,
      CLOSED,
      REOPENED
    }
  }

  /** An answer to a side question, from the library, with its source. */
  record Answer(String question) implements Utterance {}

  /** A person's public comment on the ticket, as it was written there. */
  record TicketWords(String author, String text) implements Utterance {}

  /** The question how the customer was helped, which nobody has to answer. */
  record RatingOffer() implements Utterance {}

  /** The site has said who the customer is; a notice, by nobody. */
  record SignedIn() implements Utterance {}

  /** Whether people's answers come by mail from now on; a notice, by nobody. */
  record LettersNotice(boolean agreed) implements Utterance {}

  /** An agent is called, has come, or has left. */
  record HandOff(Phase phase) implements Utterance {
    public enum Phase {
      CALLED,
      CLAIMED,
      RELEASED
    }
  }
}
