package annai.bot.runtime;

import annai.bot.conversation.Event;
import annai.bot.store.Stores;
import annai.knowledge.Language;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * People's answers to customers who have left: what may be unseen is noted together with the
 * answer, and goes out by mail when nobody has come to see it.
 *
 * <p>Without a {@link Post} nothing is noted.
 */
public final class Letters {

  /** How long an answer waits for the customer. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Stores stores;
  private final Turns turns;
  private final InstantSource clock;
  private final boolean on;

  Letters(Stores stores, Turns turns, @Nullable Post post, InstantSource clock) {
    this.stores = stores;
    this.turns = turns;
    this.clock = clock;
    this.on = post != null;
  }

  /**
   * Notes whose streams are open on this node, of those that it matters for.
   *
   * @param opened the streams that began since it was asked last
   */
  public void listening(Set<String> open, Set<String> opened) {
    if (!on || (open.isEmpty() && opened.isEmpty())) {
      return;
    }
    for (String conversation : stores.letters().unseenAnywhere()) {
      boolean began = opened.contains(conversation);
      if (began || open.contains(conversation)) {
        stores.letters().open(conversation, began, clock.instant());
      }
    }
  }

  /**
   * The language of the conversation whose letters a code ends.
   *
   * @throws UnknownConversationException when there is none
   */
  public Language language(String declineCode) {
    return stores
        .conversations()
        .find(conversation(declineCode))
        .orElseThrow(UnknownConversationException::new)
        .conversation()
        .language();
  }

  /**
   * Ends the letters of a conversation; the same again changes nothing.
   *
   * @throws UnknownConversationException when the code ends none
   */
  public void decline(String declineCode) {
    turns.take(
        conversation(declineCode),
        turn -> {
          if (turn.conversation().customer().agreedToMail()) {
            turns.decide(turn, new Event.LettersDeclined());
          }
          return true;
        });
  }

  private String conversation(String declineCode) {
    return stores
        .letters()
        .ofDeclineCode(Entry.hash(declineCode))
        .orElseThrow(UnknownConversationException::new);
  }

  /** Notes answers within the turns that they are written in. */
  static final class Desk {

    private final Stores stores;
    private final Agenda agenda;
    private final boolean on;

    Desk(Stores stores, Agenda agenda, @Nullable Post post) {
      this.stores = stores;
      this.agenda = agenda;
      this.on = post != null;
    }

    /** A person's answer is the row of that seq; nothing where the customer wants no mail. */
    void answered(Turn turn, long seq) {
      if (on && turn.conversation().customer().agreedToMail()) {
        stores.letters().answered(turn.id(), seq - 1);
        agenda.at(Agenda.LETTER, LetterWorker.taskId(turn.id()), "", turn.now().plus(PATIENCE));
      }
    }
  }
}
