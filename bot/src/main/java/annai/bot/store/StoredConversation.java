package annai.bot.store;

import annai.bot.conversation.Conversation;

/**
 * A conversation as read from its row.
 *
 * @param nextSeq of the next message, from 1
 */
public record StoredConversation(Conversation conversation, long nextSeq) {}
