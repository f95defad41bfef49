/**
 * The conversation: conditions, what happened, what is to be done. Pure: no I/O, no clock, no
 * Spring.
 *
 * <p>{@link annai.bot.conversation.Engine} is the only place where a conversation changes.
 */
@NullMarked
package annai.bot.conversation;

import org.jspecify.annotations.NullMarked;
