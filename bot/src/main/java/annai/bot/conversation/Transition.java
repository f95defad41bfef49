package annai.bot.conversation;

import java.util.List;

/** What an event leads to: the conversation as it is next, and what is to be done. */
public record Transition(Conversation next, List<Effect> effects) {

  public Transition {
    effects = List.copyOf(effects);
  }
}
