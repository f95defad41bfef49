/** Tests of the conversation: totality, random walks, and the dialogues. */
@NullMarked
package annai.bot.conversation;

import org.jspecify.annotations.NullMarked;
