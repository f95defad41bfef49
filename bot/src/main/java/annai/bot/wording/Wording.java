package annai.bot.wording;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Effect;
import annai.bot.conversation.TicketReport;
import annai.bot.conversation.Utterance;
import annai.connectors.ticket.TicketDraft;
import annai.knowledge.Language;
import annai.knowledge.Library;
import java.util.Map;
import java.util.function.Function;

/** Turns utterances and reports into text. Safe for use by many threads. */
@SuppressWarnings("UnusedVariable")
public final class Wording {

  private final Phrases phrases;
  private final Function<String, Library> libraries;
  private final Function<String, String> testMailAddresses;
  private final SideAnswers answers;
  private final Language staff;

  /**
   * A wording for all conversations.
   *
   * @param libraries the library of a revision
   * @param testMailAddresses the address made for the call of an {@link Effect.AwaitTestMail}
   * @param staff the language in which the provider's staff reads tickets
   */
  public Wording(
      Phrases phrases,
      Function<String, Library> libraries,
      Function<String, String> testMailAddresses,
      SideAnswers answers,
      Language staff) {
    this.phrases = phrases;
    this.libraries = libraries;
    this.testMailAddresses = testMailAddresses;
    this.answers = answers;
    this.staff = staff;
  }

  /**
   * What the chat shows, in the conversation's language and of its revision.
   *
   * @param conversation as it is after the transition
   */
  public Rendered render(Utterance utterance, Conversation conversation) {
    return new Rendered("text", Map.of("text", ""));
  }

  /** The ticket to open, in the staff's language. */
  public TicketDraft draft(Effect.OpenTicket ticket, Conversation conversation) {
    return new TicketDraft(
        ticket.key(), ticket.kind(), ticket.priority(), "", "", TicketDraft.Requester.NONE);
  }

  /** A comment, a resolution or a reason for a ticket, in the staff's language. */
  public String comment(TicketReport report, Conversation conversation) {
    return "";
  }
}
