package annai.bot.runtime;

import annai.bot.conversation.Conversation;
import annai.bot.conversation.Event;
import annai.bot.conversation.Transition;

/** Decides what an event leads to: {@link annai.bot.conversation.Engine#on}. */
@FunctionalInterface
public interface Decider {

  Transition on(Conversation conversation, Event event);
}
